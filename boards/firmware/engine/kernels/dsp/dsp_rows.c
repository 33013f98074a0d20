#include "bw_dsp_rows.h"

#if BW_DSP_CORE

/* Two rows at the addresses `upper` and `lower` + r10 into one word of each channel of a column, that many bytes from r12. */
#define TWO_LANES(upper, lower, at0, at1, at2, at3) \
    "ldr r5, [" upper ", r10]\n"         \
    "ldr r6, [" lower ", r10]\n"         \
    "sxtb16 r7, r5\n"                    \
    "sxtb16 r8, r6\n"                    \
    "sxtb16 r5, r5, ror #8\n"            \
    "sxtb16 r6, r6, ror #8\n"            \
    "pkhbt r9, r7, r8, lsl #16\n"        \
    "pkhtb r8, r8, r7, asr #16\n"        \
    "pkhbt r7, r5, r6, lsl #16\n"        \
    "pkhtb r6, r6, r5, asr #16\n"        \
    "str r8, [r12, #" at2 "]\n"          \
    "str r7, [r12, #" at1 "]\n"          \
    "str r6, [r12, #" at3 "]\n"          \
    "str r9, [r12, #" at0 "]\n"

/* r0..r3 rows, r10 offset, r11 its end, r12 column, lr step. */
__attribute__((naked)) void bw_dsp_build_columns(__attribute__((unused)) struct bw_dsp_column *columns,
                                                 __attribute__((unused)) const int8_t *const rows[BW_DSP_ROWS],
                                                 __attribute__((unused)) uint32_t first,
                                                 __attribute__((unused)) uint32_t step,
                                                 __attribute__((unused)) uint32_t end)
{
    __asm__ volatile(
        "push {r4, r5, r6, r7, r8, r9, r10, r11, lr}\n"
        "mov r12, r0\n"
        "mov r10, r2\n"
        "mov lr, r3\n"
        "ldr r11, [sp, #36]\n"
        "ldm r1, {r0, r1, r2, r3}\n"
        "1:\n" TWO_LANES("r0", "r1", "0", "8", "16", "24") TWO_LANES("r2", "r3", "4", "12", "20", "28")
        "add r10, lr\n"
        "add r12, #32\n"
        "cmp r10, r11\n"
        "bne 1b\n"
        "pop {r4, r5, r6, r7, r8, r9, r10, r11, pc}\n");
}

/* On the stack: 0 columns, 4 output, 8 records, 12 end of the columns, 16 output step, 20 row step or column step, 24 the
 * bias twice, 32 doubled multiplier, 36 half, 40 shift, 44 end of the records. In the loops: r4..r9 weights, rows 0, 1 and
 * rows 1, 2 of each column of the kernel, r10 columns, r11 output, r12 output step, lr row step or column step. */

/* r1..r4 columns, end, records and output of the job, r5 output step, r6 row step or column step. */
#define BEGIN                            \
    "strd r1, r4, [sp, #0]\n"            \
    "strd r3, r2, [sp, #8]\n"            \
    "strd r5, r6, [sp, #16]\n"           \
    "add r3, #112\n"                     \
    "str r3, [sp, #44]\n"

/* One channel's weights and scale into their places. */
#define BEGIN_CHANNEL                    \
    "ldm.w sp, {r10, r11, r12}\n"        \
    "ldm r12!, {r1, r2, r3, r5, r6, r7, r8}\n" \
    "str r12, [sp, #8]\n"                \
    "mov r4, r5\n"                       \
    "add r0, sp, #24\n"                  \
    "stm r0, {r4, r5, r6, r7, r8}\n"     \
    "sxtb16 r4, r1\n"                    \
    "sxtb16 r5, r1, ror #8\n"            \
    "sxtb16 r6, r2\n"                    \
    "sxtb16 r7, r2, ror #8\n"            \
    "sxtb16 r8, r3\n"                    \
    "sxtb16 r9, r3, ror #8\n"            \
    "ldrd r12, lr, [sp, #16]\n"

/* The next channel of the group: its part of the columns, its byte of the outputs. */
#define END_CHANNEL                      \
    "ldm.w sp, {r0, r1, r2, r3}\n"       \
    "add r0, #8\n"                       \
    "add r1, #1\n"                       \
    "add r3, #8\n"                       \
    "stm.w sp, {r0, r1, r2, r3}\n"       \
    "ldr r1, [sp, #44]\n"                \
    "cmp r2, r1\n"                       \
    "bne.w 1b\n"                         \
    "add sp, #52\n"                      \
    "pop {r4, r5, r6, r7, r8, r9, r10, r11, pc}\n"

#define TWO_ROWS_COLUMN(upper, lower)    \
    "smlad r2, r0, " upper ", r2\n"      \
    "smlabt r2, r1, " lower ", r2\n"     \
    "smlatb r3, r0, " upper ", r3\n"     \
    "smlad r3, r1, " lower ", r3\n"

__attribute__((naked)) void bw_dsp_two_rows(__attribute__((unused)) const struct bw_dsp_rows *job)
{
    __asm__ volatile(
        "push {r4, r5, r6, r7, r8, r9, r10, r11, lr}\n"
        "sub sp, #52\n"
        "ldm r0, {r1, r2, r3, r4, r5, r6}\n" BEGIN
        "1:\n" BEGIN_CHANNEL
        "2:\n"
        "ldrd r2, r3, [sp, #24]\n"
        "ldrd r0, r1, [r10], #32\n" TWO_ROWS_COLUMN("r4", "r5")
        "ldrd r0, r1, [r10]\n" TWO_ROWS_COLUMN("r6", "r7")
        "ldrd r0, r1, [r10, #32]\n" TWO_ROWS_COLUMN("r8", "r9")
        "ldrd r0, r1, [sp, #32]\n"
        "smmlar r2, r2, r0, r2\n"
        "smmlar r3, r3, r0, r3\n"
        "add r0, r1, r2, asr #31\n"
        "add r2, r0\n"
        "add r0, r1, r3, asr #31\n"
        "add r3, r0\n"
        "ldr r1, [sp, #40]\n"
        "ldr r0, [sp, #12]\n"
        "asr r2, r1\n"
        "asr r3, r1\n"
        "ssat r2, #8, r2\n"
        "ssat r3, #8, r3\n"
        "strb r3, [r11, lr]\n"
        "strb r2, [r11]\n"
        "add r11, r12\n"
        "cmp r10, r0\n"
        "bne 2b\n" END_CHANNEL);
}

#define ONE_ROW_COLUMN(upper, lower)     \
    "smlad r2, r0, " upper ", r2\n"      \
    "smlabt r2, r1, " lower ", r2\n"

__attribute__((naked)) void bw_dsp_one_row(__attribute__((unused)) const struct bw_dsp_rows *job)
{
    __asm__ volatile(
        "push {r4, r5, r6, r7, r8, r9, r10, r11, lr}\n"
        "sub sp, #52\n"
        "ldm r0, {r1, r2, r3, r4, r5, r6, r7}\n"
        "mov r6, r7\n" BEGIN
        "1:\n" BEGIN_CHANNEL
        "ldr r3, [sp, #40]\n"
        "2:\n"
        "ldr r2, [sp, #24]\n"
        "ldrd r0, r1, [r10]\n" ONE_ROW_COLUMN("r4", "r5")
        "ldrd r0, r1, [r10, #32]\n" ONE_ROW_COLUMN("r6", "r7")
        "ldrd r0, r1, [r10, #64]\n" ONE_ROW_COLUMN("r8", "r9")
        "ldrd r0, r1, [sp, #32]\n"
        "add r10, lr\n"
        "smmlar r2, r2, r0, r2\n"
        "add r0, r1, r2, asr #31\n"
        "add r2, r0\n"
        "ldr r0, [sp, #12]\n"
        "asr r2, r3\n"
        "ssat r2, #8, r2\n"
        "strb r2, [r11]\n"
        "add r11, r12\n"
        "cmp r10, r0\n"
        "bne 2b\n" END_CHANNEL);
}

#else

void bw_dsp_build_columns(struct bw_dsp_column *columns, const int8_t *const rows[BW_DSP_ROWS], uint32_t first,
                          uint32_t step, uint32_t end)
{
    for (uint32_t offset = first; offset != end; offset += step) {
        for (uint32_t i = 0; i < BW_DSP_GROUP; ++i) {
            columns->channels[i].upper = bw_lanes(rows[0][offset + i], rows[1][offset + i]);
            columns->channels[i].lower = bw_lanes(rows[2][offset + i], rows[3][offset + i]);
        }
        ++columns;
    }
}

/* The kernel's column against rows first..first + 2. */
static int32_t add_column(int32_t sum, uint32_t upper, uint32_t lower, uint32_t weights, int32_t first)
{
    const int32_t rows[] = {bw_low_lane(upper), bw_high_lane(upper), bw_low_lane(lower), bw_high_lane(lower)};
    const uint32_t top = bw_widen_even(weights);
    return sum + rows[first] * bw_low_lane(top) + rows[first + 1] * bw_high_lane(top) +
           rows[first + 2] * bw_high_lane(bw_widen_odd(weights));
}

static void along(const struct bw_dsp_rows *job, uint32_t step, int32_t first_row, int8_t *output)
{
    for (uint32_t channel = 0; channel < BW_DSP_GROUP; ++channel) {
        const struct bw_dsp_tall *record = &job->records[channel];
        int8_t *next = output + channel;
        for (const struct bw_dsp_column *window = job->columns; window != job->end; window += step) {
            int32_t sum = record->bias;
            for (uint32_t i = 0; i < 3; ++i) {
                sum = add_column(sum, window[i].channels[channel].upper, window[i].channels[channel].lower,
                                 record->weights[i], first_row);
            }
            *next = bw_dsp_output(sum, &record->scale);
            next += job->output_step;
        }
    }
}

void bw_dsp_two_rows(const struct bw_dsp_rows *job)
{
    if (job->row_step != 0) {
        along(job, 1, 1, job->output + job->row_step);
    }
    along(job, 1, 0, job->output);
}

void bw_dsp_one_row(const struct bw_dsp_rows *job)
{
    along(job, job->column_step / (uint32_t)sizeof(struct bw_dsp_column), 0, job->output);
}

#endif
