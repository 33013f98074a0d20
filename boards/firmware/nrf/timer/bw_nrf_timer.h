/* TIMER0 as the counter (bw_ticks.h), for the nRF51, whose core has no SysTick: 32 bits at 16 MHz, the core's clock. */
#ifndef BW_NRF_TIMER_H
#define BW_NRF_TIMER_H

/* For the vector table. */
void bw_nrf_timer_interrupt(void);

#endif
