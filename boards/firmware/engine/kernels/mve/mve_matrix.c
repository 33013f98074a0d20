#include "mve_matrix.h"

#include "bw_mve_simd.h"
#include "mve_groups.h"

#if BW_MVE

/* One run of taps of one pixel with four channels. */
#define ONE_STEP(operation)                                                                                            \
    "vldrb.u8 q0, [%[x]], #16\n\t"                                                                                     \
    "vldrb.u8 q1, [%[w]], #16\n\t" operation ".s8 %[a0], q0, q1\n\t"                                                   \
    "vldrb.u8 q2, [%[w]], #16\n\t" operation ".s8 %[a1], q0, q2\n\t"                                                   \
    "vldrb.u8 q1, [%[w]], #16\n\t" operation ".s8 %[a2], q0, q1\n\t"                                                   \
    "vldrb.u8 q2, [%[w]], #16\n\t" operation ".s8 %[a3], q0, q2\n\t"

/* 16 taps of two pixels with four channels: x r1, y r3, weights r5; sums r0, r2, r4, r6 and r8, r10, r12, lr. */
#define TWO_STEP(operation)                                                                                            \
    "vldrb.u8 q0, [r1], #16\n\t"                                                                                       \
    "vldrb.u8 q1, [r3], #16\n\t"                                                                                       \
    "vldrb.u8 q2, [r5], #16\n\t" operation ".s8 r0, q0, q2\n\t" operation ".s8 r8, q1, q2\n\t"                         \
    "vldrb.u8 q3, [r5], #16\n\t" operation ".s8 r2, q0, q3\n\t" operation ".s8 r10, q1, q3\n\t"                        \
    "vldrb.u8 q2, [r5], #16\n\t" operation ".s8 r4, q0, q2\n\t" operation ".s8 r12, q1, q2\n\t"                        \
    "vldrb.u8 q3, [r5], #16\n\t" operation ".s8 r6, q0, q3\n\t" operation ".s8 lr, q1, q3\n\t"

enum {
    CHAIN = 8, /* steps one behind the other in the loop, .rept there */
    STEP_CODE_BYTES = 14 * 4,
};

/* Halves away from zero: VRSHL takes them up, so negative values give one away first, unless their shift in q2 is 0. */
#define AWAY_FROM_ZERO(value)                                                                                          \
    "vand q3, " value ", q2\n\t"                                                                                       \
    "vshr.s32 q3, q3, #31\n\t"                                                                                         \
    "vadd.i32 " value ", " value ", q3\n\t"

/* Values of two pixels in turn, 16 bits each, in q0; q4 zero point, q5 and q6 bounds. */
#define CLAMP_FULL "vqmovnb.s16 q0, q0\n\t"
#define CLAMP_ALL                                                                                                      \
    "vmax.s16 q0, q0, q5\n\t"                                                                                          \
    "vmin.s16 q0, q0, q6\n\t"

/* The whole loop over the groups. r7 counts turns of a chain of steps, which a row enters where its number of steps
 * makes it; r9 counts rows, r11 points at struct bw_mve_matrix. The predicate of the stores stays true up to the group
 * that has less than four channels. */
#define TWO_PIXELS(entry, done, rounding, clamp)                                                                       \
    __asm__ volatile(                                                                                                  \
        "push {r4-r11, lr}\n\t"                                                                                        \
        "sub sp, #4\n\t"                                                                                               \
        "mov r11, r0\n\t"                                                                                              \
        "ldr r0, [r11, #48]\n\t"                                                                                       \
        "ldrd r2, r4, [r11, #52]\n\t"                                                                                  \
        "ldr r6, [r11, #60]\n\t"                                                                                       \
        "ldrd r5, r8, [r11, #40]\n\t"                                                                                  \
        "str r0, [sp]\n\t" /* 48 above the stack pointer soon */                                                       \
        "vpush {d8-d13}\n\t"                                                                                           \
        "vdup.16 q4, r2\n\t"                                                                                           \
        "vdup.16 q5, r4\n\t"                                                                                           \
        "vdup.16 q6, r6\n\t"                                                                                           \
        "movs r4, #4\n\t"                                                                                              \
        "vctp.32 r4\n\t"                                                                                               \
        "cmp r5, r8\n\t"                                                                                               \
        "bhs 6f\n\t"                                                                                                   \
        "1:\n\t" /* a group */                                                                                         \
        "ldrd r1, r3, [r11]\n\t"                                                                                       \
        "ldrd r7, r9, [r11, #8]\n\t" TWO_STEP("vmladav")                                                               \
        "ldr pc, [r11, #16]\n\t" entry ":\n\t"                                                                         \
        ".rept 8\n\t" TWO_STEP("vmladava") ".endr\n\t"                                                                 \
        "subs r7, #1\n\t"                                                                                              \
        "bne " entry "\n\t"                                                                                            \
        "subs r9, #1\n\t"                                                                                              \
        "bmi " done "\n\t"                                                                                             \
        "ldr r7, [r11, #28]\n\t" /* the next row */                                                                    \
        "add r1, r7\n\t"                                                                                               \
        "add r3, r7\n\t"                                                                                               \
        "ldr r7, [r11, #24]\n\t"                                                                                       \
        "ldr pc, [r11, #20]\n\t"                                                                                       \
        done ":\n\t"                                                                                                   \
        "vmov q0[2], q0[0], r0, r4\n\t"                                                                                \
        "vmov q0[3], q0[1], r2, r6\n\t"                                                                                \
        "vmov q1[2], q1[0], r8, r12\n\t"                                                                               \
        "vmov q1[3], q1[1], r10, lr\n\t"                                                                               \
        "vldrw.u32 q2, [r5], #16\n\t"                                                                                  \
        "vldrw.u32 q3, [r5], #16\n\t"                                                                                  \
        "vadd.i32 q0, q0, q2\n\t"                                                                                      \
        "vadd.i32 q1, q1, q2\n\t"                                                                                      \
        "vldrw.u32 q2, [r5], #16\n\t"                                                                                  \
        "vqrdmulh.s32 q0, q0, q3\n\t"                                                                                  \
        "vqrdmulh.s32 q1, q1, q3\n\t" rounding "vrshl.s32 q0, q0, q2\n\t"                                              \
        "vrshl.s32 q1, q1, q2\n\t"                                                                                     \
        "ldrd r0, r2, [r11, #32]\n\t"                                                                                  \
        "vqmovnb.s32 q0, q0\n\t"                                                                                       \
        "vqmovnt.s32 q0, q1\n\t"                                                                                       \
        "vqadd.s16 q0, q0, q4\n\t" clamp "vshr.u32 q1, q0, #16\n\t"                                                    \
        "vpstt\n\t"                                                                                                    \
        "vstrbt.32 q0, [r0], #4\n\t"                                                                                   \
        "vstrbt.32 q1, [r2], #4\n\t"                                                                                   \
        "ldr r4, [r11, #44]\n\t"                                                                                       \
        "strd r0, r2, [r11, #32]\n\t"                                                                                  \
        "cmp r5, r4\n\t"                                                                                               \
        "blo 1b\n\t"                                                                                                   \
        "6:\n\t" /* the last channels, if less than four */                                                            \
        "ldr r4, [sp, #48]\n\t"                                                                                        \
        "movs r0, #0\n\t"                                                                                              \
        "str r0, [sp, #48]\n\t"                                                                                        \
        "vctp.32 r4\n\t"                                                                                               \
        "cmp r4, #0\n\t"                                                                                               \
        "bne 1b\n\t"                                                                                                   \
        "vpop {d8-d13}\n\t"                                                                                            \
        "add sp, #4\n\t"                                                                                               \
        "pop {r4-r11, pc}\n\t")

/* Labels in the code of the two functions behind. */
extern const uint8_t bw_mve_chain_full_relu[], bw_mve_chain_all[], bw_mve_done_full_relu[], bw_mve_done_all[];

__attribute__((naked)) static void multiply_two_full_relu(__attribute__((unused)) struct bw_mve_matrix *matrix)
{
    TWO_PIXELS("bw_mve_chain_full_relu", "bw_mve_done_full_relu", "", CLAMP_FULL);
}

__attribute__((naked)) static void multiply_two_all(__attribute__((unused)) struct bw_mve_matrix *matrix)
{
    TWO_PIXELS("bw_mve_chain_all", "bw_mve_done_all", AWAY_FROM_ZERO("q0") AWAY_FROM_ZERO("q1"), CLAMP_ALL);
}

BW_MVE_INLINE const int8_t *sum_one(const struct bw_mve_matrix *matrix, const int8_t *stream, int32x4_t *sums)
{
    int32_t a0, a1, a2, a3;
    const int8_t *x = matrix->taps0;
    __asm__(ONE_STEP("vmladav")
            "wls lr, %[steps], 2f\n\t"
            "1:\n\t" ONE_STEP("vmladava")
            "le lr, 1b\n\t"
            "2:\n\t"
            : [x] "+r"(x), [w] "+r"(stream), [a0] "=&Te"(a0), [a1] "=&Te"(a1), [a2] "=&Te"(a2), [a3] "=&Te"(a3)
            : [steps] "r"(matrix->row_steps - 1)
            : "q0", "q1", "q2", "lr", "memory");
    for (int32_t row = matrix->more_rows; row > 0; --row) {
        x += matrix->row_skip;
        __asm__("dls lr, %[steps]\n\t"
                "1:\n\t" ONE_STEP("vmladava")
                "le lr, 1b\n\t"
                : [x] "+r"(x), [w] "+r"(stream), [a0] "+Te"(a0), [a1] "+Te"(a1), [a2] "+Te"(a2), [a3] "+Te"(a3)
                : [steps] "r"(matrix->row_steps)
                : "q0", "q1", "q2", "lr", "memory");
    }
    *sums = (int32x4_t){a0, a1, a2, a3};
    return stream;
}

BW_MVE_INLINE void multiply_one(const struct bw_mve_matrix *matrix, int full_relu)
{
    const struct bw_mve_range range = {matrix->zero_point, matrix->low, matrix->high};
    const int8_t *stream = matrix->stream;
    int8_t *output = matrix->output0;
    for (int32_t left = matrix->channels; left > 0; left -= BW_MVE_GROUP) {
        int32x4_t sums;
        stream = sum_one(matrix, stream, &sums);
        bw_mve_store(output, bw_mve_requantise(sums, bw_mve_load_numbers(stream), range, full_relu), left);
        stream += BW_MVE_NUMBERS_BYTES;
        output += BW_MVE_GROUP;
    }
}

void bw_mve_multiply_one(const struct bw_mve_matrix *matrix)
{
    if (matrix->full_relu) {
        multiply_one(matrix, 1);
    } else {
        multiply_one(matrix, 0);
    }
}

void bw_mve_multiply_two(struct bw_mve_matrix *matrix)
{
    if (matrix->full_relu) {
        multiply_two_full_relu(matrix);
    } else {
        multiply_two_all(matrix);
    }
}

/* Where `steps` steps enter the chain, in Thumb state; none of them is its end. */
static uint32_t entry_of(const struct bw_mve_matrix *matrix, int32_t steps)
{
    const uint8_t *chain = matrix->full_relu ? bw_mve_chain_full_relu : bw_mve_chain_all;
    const int32_t skipped = steps == 0 ? CHAIN : (CHAIN - steps % CHAIN) % CHAIN;
    return (uint32_t)(uintptr_t)(chain + skipped * STEP_CODE_BYTES) | 1u;
}

static int32_t turns_of(int32_t steps)
{
    return steps == 0 ? 1 : (steps + CHAIN - 1) / CHAIN;
}

static void enter_chain(struct bw_mve_matrix *matrix)
{
    const uint8_t *done = matrix->full_relu ? bw_mve_done_full_relu : bw_mve_done_all;
    const int32_t one_step = matrix->row_steps == 1 && matrix->more_rows == 0;
    matrix->first_entry =
        one_step ? (uint32_t)(uintptr_t)done | 1u : entry_of(matrix, matrix->row_steps - 1);
    matrix->first_turns = turns_of(matrix->row_steps - 1);
    matrix->row_entry = entry_of(matrix, matrix->row_steps);
    matrix->row_turns = turns_of(matrix->row_steps);
}

#else

/* A sum of one channel; `weights` are its vector of the first step. */
static int32_t sum_of(const struct bw_mve_matrix *matrix, const int8_t *taps, const int8_t *weights)
{
    int32_t sum = 0;
    for (int32_t row = 0; row <= matrix->more_rows; ++row) {
        for (int32_t step = 0; step < matrix->row_steps; ++step) {
            for (int32_t lane = 0; lane < BW_MVE_VECTOR; ++lane) {
                sum += taps[lane] * weights[lane];
            }
            taps += BW_MVE_VECTOR;
            weights += BW_MVE_STEP_BYTES;
        }
        taps += matrix->row_skip;
    }
    return sum;
}

static void multiply(const struct bw_mve_matrix *matrix, const int8_t *taps, int8_t *output)
{
    const int8_t *stream = matrix->stream;
    const int32_t weights_bytes = (matrix->more_rows + 1) * matrix->row_steps * BW_MVE_STEP_BYTES;
    for (int32_t channel = 0; channel < matrix->channels; ++channel) {
        const int32_t member = channel % BW_MVE_GROUP;
        const int32_t *numbers = (const void *)(stream + weights_bytes);
        const int32_t sum = sum_of(matrix, taps, stream + member * BW_MVE_VECTOR) + numbers[member];
        output[channel] = bw_mve_output(sum, numbers[BW_MVE_GROUP + member], numbers[2 * BW_MVE_GROUP + member],
                                        matrix->zero_point, matrix->low, matrix->high);
        stream += member == BW_MVE_GROUP - 1 ? weights_bytes + BW_MVE_NUMBERS_BYTES : 0;
    }
}

void bw_mve_multiply_one(const struct bw_mve_matrix *matrix)
{
    multiply(matrix, matrix->taps0, matrix->output0);
}

void bw_mve_multiply_two(struct bw_mve_matrix *matrix)
{
    multiply(matrix, matrix->taps0, matrix->output0);
    multiply(matrix, matrix->taps1, matrix->output1);
}

static void enter_chain(struct bw_mve_matrix *matrix)
{
    (void)matrix;
}

#endif

void bw_mve_take_rows(struct bw_mve_matrix *matrix, int32_t rows, int32_t row_steps, int32_t row_bytes)
{
    matrix->more_rows = rows - 1;
    matrix->row_steps = row_steps;
    matrix->row_skip = row_bytes - row_steps * BW_MVE_VECTOR;
    enter_chain(matrix);
}

void bw_mve_start_matrix(struct bw_mve_matrix *matrix, const int8_t *stream, int32_t steps, int32_t channels)
{
    const int32_t group_bytes = steps * BW_MVE_STEP_BYTES + BW_MVE_NUMBERS_BYTES;
    matrix->stream = stream;
    matrix->full_end = stream + channels / BW_MVE_GROUP * group_bytes;
    matrix->left = channels % BW_MVE_GROUP;
    matrix->channels = channels;
}

void bw_mve_set_range(struct bw_mve_matrix *matrix, int32_t zero_point, int32_t low, int32_t high)
{
    matrix->zero_point = zero_point;
    matrix->low = low;
    matrix->high = high;
    matrix->full_relu = zero_point == INT8_MIN && low == INT8_MIN && high == INT8_MAX;
}
