#include "bw_startup.h"

#include <string.h>

#include "bw_cortex_m.h"
#include "bw_paint.h"

extern uint8_t bw_data_load[];
extern uint8_t bw_data_low[];
extern uint8_t bw_data_high[];
extern uint8_t bw_bss_low[];
extern uint8_t bw_bss_high[];

void bw_reset(void);

__attribute__((used, section(".stack"), aligned(8))) static uint8_t stack[BW_STACK_BYTES];

__attribute__((used, section(".vectors.core"))) static const bw_handler core_vectors[16] = {
    (bw_handler)(uintptr_t)bw_stack_high, bw_reset, bw_fault, bw_fault, bw_fault, bw_fault, bw_fault, bw_fault, NULL,
    NULL, NULL, bw_fault, bw_fault, NULL, bw_fault, bw_systick_interrupt,
};

static void paint_stack(void)
{
    uint8_t *here = __builtin_frame_address(0);
    /* What lies below this frame is free but for the frame of bw_paint itself. */
    const uint32_t margin_bytes = 128;
    bw_paint(bw_stack_low, (uint32_t)(here - bw_stack_low) - margin_bytes);
}

void bw_fault(void)
{
    bw_system_reset();
}

/* The SysTick counter brings the real one. */
__attribute__((weak)) void bw_systick_interrupt(void)
{
    bw_fault();
}

void bw_reset(void)
{
#if defined(__ARM_FP)
    /* Floating point first: the compiler may use its registers anywhere. CP10 and CP11, which on an M55
     * cover MVE too. The barriers are those of the architecture manual for a change of CPACR. */
    bw_register_set(BW_SCB_CPACR, 0xfu << 20);
    __asm__ volatile("dsb\n\tisb" ::: "memory");
#endif
    memcpy(bw_data_low, bw_data_load, (uint32_t)(bw_data_high - bw_data_low));
    memset(bw_bss_low, 0, (uint32_t)(bw_bss_high - bw_bss_low));
    paint_stack();
    (void)main();
    bw_system_reset();
}
