/* Standard input and output as a serial line, and a clock: all that differs between operating systems. */
#ifndef BW_CONSOLE_H
#define BW_CONSOLE_H

#include <stdint.h>

/* Puts both streams into binary mode. */
void bw_console_start(void);

/* Takes what has come, at most `bytes`, without waiting. Ends the program when the input is closed. */
uint32_t bw_console_read(uint8_t *buffer, uint32_t bytes);

/* Waits until something comes, at most a tenth of a second. */
void bw_console_wait(void);

/* Sends all bytes. Ends the program when nobody reads them any more. */
void bw_console_write(const uint8_t *buffer, uint32_t bytes);

uint64_t bw_console_monotonic_ns(void);

#endif
