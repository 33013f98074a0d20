#include "../bw_add.h"
#include "../bw_kernels.h"

/* One rescaling without a left shift, its constants worked out once for all elements. */
struct rescale {
    uint32_t multiplier; /* twice the plain one: the factor in units of 2^-32 */
    int32_t half;        /* 0 with shift 0 */
    int32_t below_zero;  /* all bits where a number below 0 rounds its halves down, none with shift 0 */
    int32_t shift;       /* to the right */
};

static struct rescale rescale_of(int32_t multiplier, int32_t shift)
{
    const int32_t right = -shift;
    const struct rescale rescale = {(uint32_t)multiplier * 2u, right > 0 ? INT32_C(1) << (right - 1) : 0,
                                    right > 0 ? -1 : 0, right};
    return rescale;
}

/* bw_requantise for values that leave room for `half`: below 2^30 in size. */
static inline int32_t rescaled(int32_t value, const struct rescale *by)
{
    const int64_t product = (int64_t)value * (int64_t)by->multiplier;
    const int32_t scaled = (int32_t)(product >> 32) + (int32_t)((uint32_t)product >> 31);
    return (scaled + ((scaled >> 31) & by->below_zero) + by->half) >> by->shift;
}

enum { LEAST_ROOM = 20 }; /* 2 * (255 << 20) is below 2^30 */

void bw_add_int8(const uint8_t *pack, uint8_t *arena, const struct bw_op *op)
{
    const struct bw_add_params params = *(const struct bw_add_params *)bw_op_params(op);
    const struct rescale first = rescale_of(params.input1_multiplier, params.input1_shift);
    const struct rescale second = rescale_of(params.input2_multiplier, params.input2_shift);
    const struct rescale sum = rescale_of(params.output_multiplier, params.output_shift);
    const int8_t *input1 = bw_arena_data(arena, params.input1_arena_offset);
    const int8_t *input2 = bw_arena_data(arena, params.input2_arena_offset);
    int8_t *output = bw_arena_data(arena, op->output_arena_offset);
    int8_t *const end = output + params.element_count;
    (void)pack;

    if (params.left_shift > LEAST_ROOM) {
        for (; output != end; ++output) {
            *output = bw_add_one(&params, *input1++, *input2++);
        }
        return;
    }
    for (; output != end; ++output) {
        const int32_t value1 = (int32_t)((uint32_t)(*input1++ - params.input1_zero_point) << params.left_shift);
        const int32_t value2 = (int32_t)((uint32_t)(*input2++ - params.input2_zero_point) << params.left_shift);
        const int32_t value =
            rescaled(rescaled(value1, &first) + rescaled(value2, &second), &sum) + params.output_zero_point;
        *output = (int8_t)bw_clamp(value, params.activation_min, params.activation_max);
    }
}
