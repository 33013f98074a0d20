/* What a board gives to the agent. A new board is a folder that fills this struct and calls bw_agent_run. */
#ifndef BW_PORT_H
#define BW_PORT_H

#include <stdbool.h>
#include <stdint.h>

enum bw_origin { BW_ORIGIN_HARDWARE = 0, BW_ORIGIN_EMULATED = 1, BW_ORIGIN_NATIVE = 2 };

/* All calls run on the agent's one thread of control. Function pointers marked "may be NULL" are
 * capabilities the board lacks; the agent reports them as missing. */
struct bw_port {
    void *context;
    const char *board;      /* folder name under boards/ */
    enum bw_origin origin;  /* found out at start-up, never assumed */
    uint8_t chip_id[16];    /* unique id, zero-padded */
    uint8_t chip_id_bytes;
    uint32_t clock_hz;      /* core clock */
    uint32_t tick_hz;       /* rate of ticks() */

    uint64_t (*ticks)(void *context);
    /* Takes at most `bytes` received bytes without waiting; returns how many. */
    uint32_t (*read)(void *context, uint8_t *buffer, uint32_t bytes);
    /* Sends all bytes; blocks no longer than the line needs. */
    void (*write)(void *context, const uint8_t *buffer, uint32_t bytes);
    /* Called while nothing is to be read: sleep, feed the watchdog. May return at any time. */
    void (*idle)(void *context);
    void (*reset)(void *context); /* does not return */
    void (*mark)(void *context, bool high); /* GPIO around each inference; may be NULL */
    /* Model slot. erase takes multiples of flash_block_bytes; write takes aligned runs of any length of a
     * multiple of 16. Return 0 or negative. Both may be NULL. */
    int (*flash_erase)(void *context, uint32_t offset, uint32_t bytes);
    int (*flash_write)(void *context, uint32_t offset, const uint8_t *data, uint32_t bytes);
    uint32_t flash_block_bytes;

    const uint8_t *slot; /* where a pack lies, 16-byte aligned */
    uint32_t slot_bytes;
    uint8_t *arena; /* 16-byte aligned */
    uint32_t arena_bytes;
    uint8_t *staging; /* holds one whole input between inferences; at least 27,648 bytes for MLPerf Tiny */
    uint32_t staging_bytes;
    uint8_t *stack_low; /* lowest address of the painted stack, NULL where it cannot be known */
    uint8_t *stack_high;
    uint32_t static_bytes; /* .data + .bss less arena and staging */

    uint32_t slot_flash_offset; /* of the slot from the start of flash */
    /* A loop of known length, run at start-up, and its ticks; 0 where the board has none. */
    uint32_t calibration_instructions;
    uint32_t calibration_ticks;
    /* Received bytes lost for want of room, counted by the receive interrupt (hence volatile); may be NULL. */
    const volatile uint32_t *rx_overflows;
};

#endif
