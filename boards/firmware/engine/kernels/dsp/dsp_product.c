#include "bw_dsp_product.h"

#if BW_DSP_CORE

/* 16 bytes of code, which the jump into the loop counts on. */
#define WIDEN_FOUR               \
    "ldr r12, [r1], #4\n"        \
    "sxtb16 r3, r12\n"           \
    "sxtb16 r12, r12, ror #8\n"  \
    "strd r3, r12, [r0], #16\n"

__attribute__((naked)) uint32_t *bw_dsp_widen(__attribute__((unused)) uint32_t *column,
                                              __attribute__((unused)) const int8_t *bytes,
                                              __attribute__((unused)) uint32_t fours)
{
    __asm__ volatile(
        "rsb r3, r2, #0\n"
        "and r3, r3, #7\n"
        "add r2, #7\n"
        "lsr r2, r2, #3\n"
        "adr.w r12, 1f\n"
        "add r12, r12, r3, lsl #4\n"
        "mov pc, r12\n"
        ".balign 4\n"
        "1:\n" WIDEN_FOUR WIDEN_FOUR WIDEN_FOUR WIDEN_FOUR WIDEN_FOUR WIDEN_FOUR WIDEN_FOUR WIDEN_FOUR
        "subs.w r2, r2, #1\n"
        "bne 1b\n"
        "bx lr\n");
}

/* Sum in `sum` to a byte; r0 doubled multiplier, r1 half, r2 shift, r3 is used. */
#define FINISH(sum)                         \
    "smmlar " sum ", " sum ", r0, " sum "\n" \
    "add r3, r1, " sum ", asr #31\n"        \
    "add " sum ", r3\n"                     \
    "asr " sum ", r2\n"                     \
    "ssat " sum ", #8, " sum "\n"

/* Four taps of two pixels and two channels; 48 bytes of code, which the jump into the loop counts on. */
#define PIXELS_FOUR                  \
    "ldm r10!, {r0, r1, r2, r3}\n"   \
    "ldm.w r11!, {r4, r5}\n"         \
    "smlad r7, r0, r4, r7\n"         \
    "smlad r9, r2, r4, r9\n"         \
    "sxtb16 r4, r4\n"                \
    "smlad r6, r0, r4, r6\n"         \
    "smlad r8, r2, r4, r8\n"         \
    "smlad r7, r1, r5, r7\n"         \
    "smlad r9, r3, r5, r9\n"         \
    "sxtb16 r5, r5\n"                \
    "smlad r6, r1, r5, r6\n"         \
    "smlad r8, r3, r5, r8\n"

/* r4..r9 as named above, r10 inputs, r11 weights, lr records. On the stack: 0 columns, 4 where to enter the loop,
 * 8 turns, 12 output, 16 output step, 20 end of the records. */
__attribute__((naked)) void bw_dsp_multiply_pixels(__attribute__((unused)) const struct bw_dsp_pixels *job)
{
    __asm__ volatile(
        "push {r4, r5, r6, r7, r8, r9, r10, r11, lr}\n"
        "sub sp, #28\n"
        "ldm r0, {r1, r2, r3, r4, r5, r6, r7}\n"
        "mov r11, r2\n"
        "mov lr, r3\n"
        "add r6, r6, r6, lsl #2\n"
        "add r6, r3, r6, lsl #3\n"
        "rsb r2, r7, #0\n"
        "and r2, r2, #3\n"
        "add r7, r7, #3\n"
        "lsr r3, r7, #2\n"
        "mov r0, #48\n"
        "mul r2, r2, r0\n"
        "adr.w r0, 2f\n"
        "add r2, r0\n"
        "orr r2, r2, #1\n"
        "stm sp, {r1, r2, r3, r4, r5, r6}\n"
        "1:\n"
        "ldm lr!, {r6, r7}\n"
        "mov r8, r6\n"
        "mov r9, r7\n"
        "ldr r10, [sp, #0]\n"
        "ldr r12, [sp, #8]\n"
        "ldr pc, [sp, #4]\n"
        ".balign 4\n"
        "2:\n" PIXELS_FOUR PIXELS_FOUR PIXELS_FOUR PIXELS_FOUR
        "subs.w r12, r12, #1\n"
        "bne.w 2b\n"
        "ldm lr!, {r0, r1, r2}\n"
        "sub r7, r7, r6\n"
        "sub r9, r9, r8\n"
        "asr r7, r7, #8\n"
        "asr r9, r9, #8\n" FINISH("r6") FINISH("r8")
        "ldm lr!, {r0, r1, r2, r4, r5}\n" FINISH("r7") FINISH("r9")
        "ldrd r10, r12, [sp, #12]\n"
        "strb r6, [r10, r4]\n"
        "strb r7, [r10, r5]\n"
        "add r10, r12\n"
        "strb r8, [r10, r4]\n"
        "strb r9, [r10, r5]\n"
        "ldr r0, [sp, #20]\n"
        "cmp lr, r0\n"
        "bne.w 1b\n"
        "add sp, #28\n"
        "pop {r4, r5, r6, r7, r8, r9, r10, r11, pc}\n");
}

/* Four inputs of one row and four rows of weights; 64 bytes of code, which the jump into the loop counts on. */
#define ROW_FOUR                     \
    "ldr r1, [r10], #4\n"            \
    "ldm.w r11!, {r2, r3, r4, r5}\n" \
    "sxtb16 r0, r1\n"                \
    "sxtb16 r1, r1, ror #8\n"        \
    "smlad r7, r0, r2, r7\n"         \
    "smlad r9, r0, r4, r9\n"         \
    "sxtb16 r2, r2\n"                \
    "sxtb16 r4, r4\n"                \
    "smlad r6, r0, r2, r6\n"         \
    "smlad r8, r0, r4, r8\n"         \
    "smlad r7, r1, r3, r7\n"         \
    "smlad r9, r1, r5, r9\n"         \
    "sxtb16 r3, r3\n"                \
    "sxtb16 r5, r5\n"                \
    "smlad r6, r1, r3, r6\n"         \
    "smlad r8, r1, r5, r8\n"

/* Registers as above. On the stack: 0 input, 4 where to enter the loop, 8 turns, 12 output, 16 end of the records. */
__attribute__((naked)) void bw_dsp_multiply_row(__attribute__((unused)) const struct bw_dsp_row *job)
{
    __asm__ volatile(
        "push {r4, r5, r6, r7, r8, r9, r10, r11, lr}\n"
        "sub sp, #20\n"
        "ldm r0, {r1, r2, r3, r4, r5, r6}\n"
        "mov r11, r2\n"
        "mov lr, r3\n"
        "add r5, r3, r5, lsl #6\n"
        "rsb r2, r6, #0\n"
        "and r2, r2, #3\n"
        "add r6, r6, #3\n"
        "lsr r3, r6, #2\n"
        "adr.w r0, 2f\n"
        "add r2, r0, r2, lsl #6\n"
        "orr r2, r2, #1\n"
        "stm sp, {r1, r2, r3, r4, r5}\n"
        "1:\n"
        "ldm lr!, {r6, r7, r8, r9}\n"
        "ldr r10, [sp, #0]\n"
        "ldr r12, [sp, #8]\n"
        "ldr pc, [sp, #4]\n"
        ".balign 4\n"
        "2:\n" ROW_FOUR ROW_FOUR ROW_FOUR ROW_FOUR
        "subs.w r12, r12, #1\n"
        "bne.w 2b\n"
        "sub r7, r7, r6\n"
        "sub r9, r9, r8\n"
        "asr r7, r7, #8\n"
        "asr r9, r9, #8\n"
        "ldm lr!, {r0, r1, r2}\n" FINISH("r6")
        "ldm lr!, {r0, r1, r2}\n" FINISH("r7")
        "ldm lr!, {r0, r1, r2}\n" FINISH("r8")
        "ldm lr!, {r0, r1, r2}\n" FINISH("r9")
        "ldrd r10, r12, [sp, #12]\n"
        "strb r6, [r10], #1\n"
        "strb r7, [r10], #1\n"
        "strb r8, [r10], #1\n"
        "strb r9, [r10], #1\n"
        "str r10, [sp, #12]\n"
        "cmp lr, r12\n"
        "bne.w 1b\n"
        "add sp, #20\n"
        "pop {r4, r5, r6, r7, r8, r9, r10, r11, pc}\n");
}

#else

uint32_t *bw_dsp_widen(uint32_t *column, const int8_t *bytes, uint32_t fours)
{
    for (; fours > 0; --fours) {
        const uint32_t word = bw_load_word(bytes);
        column[0] = bw_widen_even(word);
        column[1] = bw_widen_odd(word);
        column += 4;
        bytes += 4;
    }
    return column;
}

/* Sums wrap as the core's do. */
static int32_t multiply_add(int32_t sum, uint32_t lanes, uint32_t weights)
{
    return sum + bw_low_lane(lanes) * bw_low_lane(weights) + bw_high_lane(lanes) * bw_high_lane(weights);
}

/* Adds two words of taps to the sum of a and to that of a + 256 b. */
static void add_four(int32_t *sums, const uint32_t *lanes, const uint32_t *weights)
{
    for (int32_t i = 0; i < 2; ++i) {
        sums[0] = multiply_add(sums[0], lanes[i], bw_widen_even(weights[i]));
        sums[1] = multiply_add(sums[1], lanes[i], weights[i]);
    }
}

static void finish_pair(const int32_t *sums, const struct bw_dsp_scale *scales, int8_t *output)
{
    output[0] = bw_dsp_output(sums[0], &scales[0]);
    output[1] = bw_dsp_output((sums[1] - sums[0]) >> 8, &scales[1]);
}

void bw_dsp_multiply_pixels(const struct bw_dsp_pixels *job)
{
    const uint32_t *weights = job->weights;
    for (uint32_t pair = 0; pair < job->pairs; ++pair) {
        const struct bw_dsp_pair *record = &job->records[pair];
        int32_t sums[2][2] = {{record->bias, record->joint_bias}, {record->bias, record->joint_bias}};
        for (uint32_t four = 0; four < job->fours; ++four) {
            add_four(sums[0], job->columns + 4 * four, weights);
            add_four(sums[1], job->columns + 4 * four + 2, weights);
            weights += 2;
        }
        for (uint32_t pixel = 0; pixel < 2; ++pixel) {
            int8_t bytes[2];
            finish_pair(sums[pixel], record->scales, bytes);
            job->output[pixel * job->output_step + record->channels[0]] = bytes[0];
            job->output[pixel * job->output_step + record->channels[1]] = bytes[1];
        }
    }
}

void bw_dsp_multiply_row(const struct bw_dsp_row *job)
{
    const uint32_t *weights = job->weights;
    for (uint32_t quad = 0; quad < job->quads; ++quad) {
        const struct bw_dsp_quad *record = &job->records[quad];
        int32_t sums[4] = {record->biases[0], record->biases[1], record->biases[2], record->biases[3]};
        for (uint32_t four = 0; four < job->fours; ++four) {
            const uint32_t bytes = bw_load_word(job->input + 4 * four);
            const uint32_t lanes[] = {bw_widen_even(bytes), bw_widen_odd(bytes)};
            add_four(sums, lanes, weights);
            add_four(sums + 2, lanes, weights + 2);
            weights += 4;
        }
        finish_pair(sums, record->scales, job->output + 4 * quad);
        finish_pair(sums + 2, record->scales + 2, job->output + 4 * quad + 2);
    }
}

#endif
