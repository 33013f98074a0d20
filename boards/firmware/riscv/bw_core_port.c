#include "bw_core_port.h"

#include "bw_riscv.h"
#include "bw_startup.h"

/* As board.toml has them. */
__attribute__((section(".arena"), aligned(16))) static uint8_t arena[BW_ARENA_BYTES];
__attribute__((section(".staging"), aligned(16))) static uint8_t staging[BW_STAGING_BYTES];

static uint32_t read_ring(void *ring, uint8_t *buffer, uint32_t bytes)
{
    return bw_ring_take(ring, buffer, bytes);
}

static void sleep_while_empty(void *ring)
{
    /* With interrupts off nothing can come between the look and the sleep; a pending one ends the sleep. */
    bw_interrupts_off();
    if (bw_ring_is_empty(ring)) {
        bw_wait_for_interrupt();
    }
    bw_interrupts_on();
}

static void reset(void *ring)
{
    (void)ring;
    bw_system_reset();
}

struct bw_port bw_core_port(struct bw_ring *ring, struct bw_calibration calibration)
{
    return (struct bw_port){
        .context = ring,
        .board = BW_BOARD,
        .ticks = bw_ticks,
        .read = read_ring,
        .idle = sleep_while_empty,
        .reset = reset,
        .slot = (const uint8_t *)(uintptr_t)BW_SLOT_ADDRESS,
        .slot_bytes = BW_SLOT_BYTES,
        .slot_flash_offset = BW_SLOT_OFFSET,
        .arena = arena,
        .arena_bytes = sizeof arena,
        .staging = staging,
        .staging_bytes = sizeof staging,
        .stack_low = bw_stack_low,
        .stack_high = bw_stack_high,
        .static_bytes = bw_static_bytes(),
        .calibration_instructions = calibration.instructions,
        .calibration_ticks = calibration.ticks,
        .rx_overflows = &ring->overflow_count,
    };
}
