/* From reset to main, traps, and what the linker script says about memory. */
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

/* Every exception: starts anew, because a device that says its banner again tells more than one that hangs. Runs on a
 * stack of its own choice: the one that overflowed is no use. */
_Noreturn void bw_fault(void);

/* Given by the board. */
int main(void);

/* Given by the board: every interrupt, with the value of mcause, interrupts off. */
void bw_interrupt(uint32_t cause);

/* Given by the board: resets the chip. */
_Noreturn void bw_system_reset(void);

#endif
