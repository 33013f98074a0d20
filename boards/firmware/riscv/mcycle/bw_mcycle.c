/* mcycle: 64 bits, counts from reset on (RISC-V Volume II, hardware performance monitor). Cycles on a chip; under
 * QEMU's -icount the nanoseconds of virtual time, 2^shift for each instruction. */
#include "bw_riscv.h"
#include "bw_ticks.h"

uint64_t bw_ticks(void *context)
{
    (void)context;
    uint32_t high_before = BW_CSR_READ(BW_CSR_MCYCLEH);
    uint32_t low = BW_CSR_READ(BW_CSR_MCYCLE);
    uint32_t high = BW_CSR_READ(BW_CSR_MCYCLEH);
    /* If the low word wrapped between the readings of the high one, it did so after it was read when it is still
     * large. Without branches, so that every reading costs the same. */
    high -= (high - high_before) & (low >> 31);
    return (uint64_t)high << 32 | low;
}

struct bw_calibration bw_ticks_start(bool instructions_are_time)
{
    (void)instructions_are_time;
    return bw_ticks_calibrate();
}
