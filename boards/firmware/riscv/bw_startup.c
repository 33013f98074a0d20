#include "bw_startup.h"

#include <string.h>

#include "bw_paint.h"

extern uint8_t bw_data_load[];
extern uint8_t bw_data_low[];
extern uint8_t bw_data_high[];
extern uint8_t bw_bss_low[];
extern uint8_t bw_bss_high[];

_Noreturn void bw_start(void);

__attribute__((used, section(".stack"), aligned(16))) static uint8_t stack[BW_STACK_BYTES];

static void paint_stack(void)
{
    uint8_t *here = __builtin_frame_address(0);
    /* What lies below this frame is free but for the frame of bw_paint itself. */
    const uint32_t margin_bytes = 128;
    bw_paint(bw_stack_low, (uint32_t)(here - bw_stack_low) - margin_bytes);
}

_Noreturn void bw_fault(void)
{
    bw_system_reset();
}

_Noreturn void bw_start(void)
{
    memcpy(bw_data_low, bw_data_load, (uint32_t)(bw_data_high - bw_data_low));
    memset(bw_bss_low, 0, (uint32_t)(bw_bss_high - bw_bss_low));
    paint_stack();
    (void)main();
    bw_system_reset();
}
