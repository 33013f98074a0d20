#include "op_kinds.h"
#include "op_parts.h"

enum {
    WEIGHT_ALIGN = 16,
    WORD = 4,
    MOST_TANH_MULTIPLIER = 3 << 14, /* times an int16 it stays within int32 */
    MOST_TANH_SHIFT = 30,
};

static bool plain(const struct bw_limits *limits, const struct bw_op *op)
{
    return bw_at(limits, &op->layout) && op->layout == BW_LAYOUT_PLAIN;
}

static bool constants_at(const struct bw_limits *limits, const uint32_t *offset, uint64_t count, uint32_t item_bytes)
{
    return bw_at(limits, offset) && bw_in_pack(limits, *offset, count * item_bytes, WEIGHT_ALIGN);
}

static bool state_at(const struct bw_limits *limits, const uint32_t *offset, uint64_t count, uint32_t item_bytes)
{
    return bw_at(limits, offset) && bw_in_range(*offset, count * item_bytes, limits->arena_bytes, item_bytes);
}

static bool state_type_sane(const struct bw_limits *limits, const struct bw_op *op, const uint32_t *type)
{
    return bw_at(limits, type) &&
           (op->type == BW_INT8 ? *type == BW_INT8 || *type == BW_INT16 : *type == BW_FLOAT32);
}

static bool state_zero_point_sane(const struct bw_limits *limits, const struct bw_svdf_params *params)
{
    const int32_t zero_point = params->state_zero_point;
    return bw_at(limits, &params->state_zero_point) &&
           (params->state_type == BW_INT8    ? zero_point >= INT8_MIN && zero_point <= INT8_MAX
            : params->state_type == BW_INT16 ? zero_point >= INT16_MIN && zero_point <= INT16_MAX
                                             : true);
}

static int check_svdf_memory(const struct bw_limits *limits, const struct bw_op *op,
                             const struct bw_svdf_params *params)
{
    const int32_t *const input[] = {&params->batches, &params->inputs};
    const int32_t *const state[] = {&params->batches, &params->filters, &params->memory};
    const int32_t *const features[] = {&params->filters, &params->inputs};
    const uint32_t state_bytes = bw_type_bytes(params->state_type);
    const uint64_t states = bw_product(limits, state, 3);
    const uint64_t weights = states ? bw_product(limits, features, 2) : 0;
    if (weights == 0) {
        return BW_E_PARAMS;
    }
    const int status = bw_check_input(limits, op, &params->input_arena_offset, bw_product(limits, input, 2));
    if (status != BW_OK) {
        return status;
    }
    return state_at(limits, &params->state_arena_offset, states, state_bytes) &&
                   constants_at(limits, &params->feature_weights_offset, weights, bw_type_bytes(op->type)) &&
                   constants_at(limits, &params->time_weights_offset, states / (uint32_t)params->batches,
                                state_bytes) &&
                   (params->bias_offset == 0 ||
                    constants_at(limits, &params->bias_offset, (uint32_t)(params->filters / params->rank), WORD))
               ? BW_OK
               : BW_E_BOUNDS;
}

static int check_svdf(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_svdf_params *params = bw_op_params(op);
    if (!plain(limits, op) || !state_type_sane(limits, op, &params->state_type) ||
        !state_zero_point_sane(limits, params) ||
        (bw_at(limits, &params->rank) && (params->rank < 1 || params->filters % params->rank != 0))) {
        return BW_E_PARAMS;
    }
    const int status = check_svdf_memory(limits, op, params);
    if (status != BW_OK) {
        return status;
    }
    const uint64_t units = (uint64_t)(uint32_t)params->batches * (uint32_t)(params->filters / params->rank);
    if (op->type == BW_INT8) {
        return bw_zero_point_sane(limits, op, &params->input_zero_point) &&
                       bw_zero_point_sane(limits, op, &params->output_zero_point) &&
                       bw_scale_at(limits, &params->feature_multiplier, &params->feature_shift, 30) &&
                       bw_scale_at(limits, &params->time_multiplier, &params->time_shift, 30) &&
                       bw_output_is(limits, op, units, 1)
                   ? BW_OK
                   : BW_E_PARAMS;
    }
    return bw_at(limits, &params->float_min) && params->float_min <= params->float_max &&
                   bw_output_is(limits, op, units, WORD)
               ? BW_OK
               : BW_E_PARAMS;
}

static int check_gate(const struct bw_limits *limits, const struct bw_op *op, const struct bw_lstm_params *params,
                      const struct bw_lstm_gate *gate)
{
    const uint32_t item_bytes = bw_type_bytes(op->type);
    const uint64_t units = (uint32_t)params->units;
    if (!constants_at(limits, &gate->input_weights_offset, units * (uint32_t)params->inputs, item_bytes) ||
        !constants_at(limits, &gate->hidden_weights_offset, units * units, item_bytes) ||
        !constants_at(limits, &gate->bias_offset, units, WORD)) {
        return BW_E_BOUNDS;
    }
    return op->type != BW_INT8 || (bw_scale_at(limits, &gate->input_multiplier, &gate->input_shift, 30) &&
                                   bw_scale_at(limits, &gate->hidden_multiplier, &gate->hidden_shift, 30))
               ? BW_OK
               : BW_E_PARAMS;
}

static int check_lstm_memory(const struct bw_limits *limits, const struct bw_op *op,
                             const struct bw_lstm_params *params)
{
    const int32_t *const input[] = {&params->batches, &params->steps, &params->inputs};
    const int32_t *const state[] = {&params->batches, &params->units};
    const int32_t *const square[] = {&params->units, &params->units};
    const int32_t *const weights[] = {&params->units, &params->inputs};
    const uint64_t states = bw_product(limits, state, 2);
    if (states == 0 || bw_product(limits, square, 2) == 0 || bw_product(limits, weights, 2) == 0) {
        return BW_E_PARAMS;
    }
    const int status = bw_check_input(limits, op, &params->input_arena_offset, bw_product(limits, input, 3));
    if (status != BW_OK) {
        return status;
    }
    return state_at(limits, &params->hidden_arena_offset, states, bw_type_bytes(op->type)) &&
                   state_at(limits, &params->cell_arena_offset, states, op->type == BW_INT8 ? 2 : WORD)
               ? BW_OK
               : BW_E_BOUNDS;
}

static int check_lstm_scales(const struct bw_limits *limits, const struct bw_op *op,
                             const struct bw_lstm_params *params)
{
    if (op->type != BW_INT8) {
        return bw_at(limits, &params->float_cell_clip) && params->float_cell_clip >= 0.0f ? BW_OK : BW_E_PARAMS;
    }
    if (!constants_at(limits, &params->sigmoid_offset, BW_LSTM_SIGMOID_ENTRIES, sizeof(uint16_t))) {
        return BW_E_BOUNDS;
    }
    return bw_zero_point_sane(limits, op, &params->input_zero_point) &&
                   bw_zero_point_sane(limits, op, &params->hidden_zero_point) && bw_at(limits, &params->cell_clip) &&
                   params->cell_clip >= 0 && params->cell_clip <= INT16_MAX &&
                   bw_at(limits, &params->tanh_multiplier) && params->tanh_multiplier >= 0 &&
                   params->tanh_multiplier <= MOST_TANH_MULTIPLIER && bw_at(limits, &params->tanh_shift) &&
                   params->tanh_shift >= 0 && params->tanh_shift <= MOST_TANH_SHIFT &&
                   bw_scale_at(limits, &params->keep_multiplier, &params->keep_shift, 30) &&
                   bw_scale_at(limits, &params->take_multiplier, &params->take_shift, 30) &&
                   bw_scale_at(limits, &params->give_multiplier, &params->give_shift, 30)
               ? BW_OK
               : BW_E_PARAMS;
}

static int check_lstm(const struct bw_limits *limits, const struct bw_op *op)
{
    const struct bw_lstm_params *params = bw_op_params(op);
    const struct bw_lstm_gate *const gates[] = {&params->input_gate, &params->forget_gate, &params->cell_gate,
                                                &params->output_gate};
    const int32_t *const output[] = {&params->batches, &params->steps, &params->units};
    int status = plain(limits, op) && bw_at(limits, &params->time_major) && params->time_major <= 1 ? BW_OK
                                                                                                    : BW_E_PARAMS;
    if (status == BW_OK) {
        status = check_lstm_memory(limits, op, params);
    }
    for (uint32_t i = 0; i < sizeof gates / sizeof *gates && status == BW_OK; ++i) {
        status = check_gate(limits, op, params, gates[i]);
    }
    if (status == BW_OK) {
        status = check_lstm_scales(limits, op, params);
    }
    if (status != BW_OK) {
        return status;
    }
    const uint64_t outputs = bw_product(limits, output, 3);
    return outputs != 0 && bw_output_is(limits, op, outputs, bw_type_bytes(op->type)) ? BW_OK : BW_E_PARAMS;
}

const struct bw_op_kind bw_op_svdf = {
    .code = BW_OP_SVDF,
    .params_bytes = sizeof(struct bw_svdf_params),
    .types = BW_INT8_OR_FLOAT32,
    .check = check_svdf,
    .kernels = {[BW_INT8] = bw_svdf_int8, [BW_FLOAT32] = bw_svdf_float32},
};

const struct bw_op_kind bw_op_lstm = {
    .code = BW_OP_LSTM,
    .params_bytes = sizeof(struct bw_lstm_params),
    .types = BW_INT8_OR_FLOAT32,
    .check = check_lstm,
    .kernels = {[BW_INT8] = bw_lstm_int8, [BW_FLOAT32] = bw_lstm_float32},
};
