/* From reset to main, and what the linker script says about memory. */
#ifndef BW_STARTUP_H
#define BW_STARTUP_H

#include <stdint.h>

/* Addresses made by the linker script; only their addresses mean something. */
extern uint8_t bw_stack_low[];
extern uint8_t bw_stack_high[];
extern uint8_t bw_static_low[];
extern uint8_t bw_static_high[];

/* .data + .bss less arena, staging and stack. */
static inline uint32_t bw_static_bytes(void)
{
    return (uint32_t)(bw_static_high - bw_static_low);
}

typedef void (*bw_handler)(void);

/* Every fault: starts anew, because a device that says its banner again tells more than one that hangs. */
void bw_fault(void);

/* For the vector table; a fault where the board does not count with SysTick. */
void bw_systick_interrupt(void);

/* Given by the board. */
int main(void);

#endif
