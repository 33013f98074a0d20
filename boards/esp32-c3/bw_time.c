#include "bw_time.h"

#include <stddef.h>

#include "bw_esp32c3.h"
#include "bw_register.h"
#include "bw_riscv.h"
#include "bw_ticks.h"

/* ESP32-C3 Technical Reference Manual, chapters ESP-RISC-V CPU (performance counter: "does not increment during WFI")
 * and System Timer. */
enum {
    CSR_MPCER = 0x7e0, /* what is counted */
    CSR_MPCMR = 0x7e1,
    CSR_MPCCR = 0x7e2, /* the count, 32 bits */
    COUNTS_CYCLES = 1,
    COUNTER_ON = 1,
    TIMER_CONF = BW_SYSTIMER + 0x00,
    TIMER_UNIT0_OP = BW_SYSTIMER + 0x04,
    TIMER_UNIT0_HIGH = BW_SYSTIMER + 0x40,
    TIMER_UNIT0_LOW = BW_SYSTIMER + 0x44,
    TIMER_IS_LATCHED = 1 << 29,
    TIMER_LATCH = 1 << 30,
    TIMER_MHZ = 16,
    LATCH_ROUNDS = 1000,
    /* Two readings of the system timer are off by up to one of its ticks, ten cycles; less than this is no sleep. */
    SHORTEST_SLEEP = 64,
};

static const uint32_t TIMER_CLOCK_AND_UNIT0_ON = 3u << 30;
/* The counter wraps in the middle of every calibration: a wrap that is not counted shows in the rate at every start. */
static const uint32_t FIRST_COUNT = 0u - 500000u;

static uint32_t last_count;
static uint32_t wraps;
static uint64_t slept_ticks;
static uint32_t cycles_per_us;

static uint64_t timer_ticks(void)
{
    bw_register_write(TIMER_UNIT0_OP, TIMER_LATCH);
    (void)bw_register_await(TIMER_UNIT0_OP, TIMER_IS_LATCHED, LATCH_ROUNDS);
    const uint32_t low = bw_register_read(TIMER_UNIT0_LOW);
    return (uint64_t)bw_register_read(TIMER_UNIT0_HIGH) << 32 | low;
}

/* Called more often than the counter wraps, every 26 s at 160 MHz: before and after every inference and every sleep.
 * Without branches, so that every reading costs the same. */
uint64_t bw_ticks(void *context)
{
    (void)context;
    const uint32_t count = BW_CSR_READ(CSR_MPCCR);
    wraps += count < last_count;
    last_count = count;
    return ((uint64_t)wraps << 32 | count) - FIRST_COUNT + slept_ticks;
}

struct bw_moment bw_time_now(void)
{
    const uint64_t ticks = bw_ticks(NULL);
    return (struct bw_moment){ticks, timer_ticks()};
}

void bw_time_catch_up(struct bw_moment before)
{
    const struct bw_moment now = bw_time_now();
    const uint64_t counted = now.ticks - before.ticks;
    const uint64_t passed = (now.timer_ticks - before.timer_ticks) * cycles_per_us / TIMER_MHZ;
    slept_ticks += passed > counted + SHORTEST_SLEEP ? passed - counted : 0;
}

uint32_t bw_time_cycles_per_s(void)
{
    return cycles_per_us * 1000000;
}

/* The system timer runs at 16 MHz whatever the core does, made of the crystal. */
static struct bw_calibration calibrate(void)
{
    const struct bw_moment from = bw_time_now();
    const struct bw_calibration calibration = bw_ticks_calibrate();
    const struct bw_moment to = bw_time_now();
    const uint64_t ticks = to.ticks - from.ticks;
    const uint64_t passed = to.timer_ticks - from.timer_ticks;
    cycles_per_us = passed == 0 ? 0 : (uint32_t)((ticks * TIMER_MHZ + passed / 2) / passed);
    return calibration;
}

struct bw_calibration bw_ticks_start(bool instructions_are_time)
{
    (void)instructions_are_time;
    last_count = FIRST_COUNT;
    BW_CSR_WRITE(CSR_MPCCR, FIRST_COUNT);
    BW_CSR_WRITE(CSR_MPCER, COUNTS_CYCLES);
    BW_CSR_WRITE(CSR_MPCMR, COUNTER_ON);
    bw_register_set(TIMER_CONF, TIMER_CLOCK_AND_UNIT0_ON);
    return calibrate();
}
