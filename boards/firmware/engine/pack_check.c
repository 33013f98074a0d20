#include "pack_check.h"

#include <string.h>

#include "bw_sha256.h"
#include "op_check.h"
#include "op_kinds.h"
#include "state.h"

_Static_assert(sizeof(struct bw_pack_header) == 256, "travels in packs");
_Static_assert(sizeof(struct bw_tensor_spec) == 64, "travels in packs");
_Static_assert(sizeof(struct bw_op) == 40, "travels in packs");
_Static_assert(sizeof(struct bw_conv_params) == 108, "travels in packs");
_Static_assert(sizeof(struct bw_fully_connected_params) == 68, "travels in packs");
_Static_assert(sizeof(struct bw_pool_params) == 68, "travels in packs");
_Static_assert(sizeof(struct bw_add_params) == 68, "travels in packs");
_Static_assert(sizeof(struct bw_conv_add_params) == 176, "travels in packs");
_Static_assert(sizeof(struct bw_softmax_params) == 28, "travels in packs");
_Static_assert(sizeof(struct bw_lookup_params) == 16, "travels in packs");
_Static_assert(sizeof(struct bw_unary_params) == 20, "travels in packs");
_Static_assert(sizeof(struct bw_binary_params) == 128, "travels in packs");
_Static_assert(sizeof(struct bw_select_params) == 88, "travels in packs");
_Static_assert(sizeof(struct bw_move_params) == 96, "travels in packs");
_Static_assert(sizeof(struct bw_gather_params) == 36, "travels in packs");
_Static_assert(sizeof(struct bw_reduce_params) == 96, "travels in packs");
_Static_assert(sizeof(struct bw_arg_extreme_params) == 20, "travels in packs");
_Static_assert(sizeof(struct bw_convert_params) == 32, "travels in packs");
_Static_assert(sizeof(struct bw_resize_params) == 36, "travels in packs");
_Static_assert(sizeof(struct bw_matmul_params) == 88, "travels in packs");
_Static_assert(sizeof(struct bw_normalise_params) == 20, "travels in packs");
_Static_assert(sizeof(struct bw_cumsum_params) == 40, "travels in packs");
_Static_assert(sizeof(struct bw_log_softmax_params) == 36, "travels in packs");
_Static_assert(sizeof(struct bw_slopes_params) == 36, "travels in packs");
_Static_assert(sizeof(struct bw_curve_params) == 24, "travels in packs");
_Static_assert(sizeof(struct bw_softmax_tables_params) == 28, "travels in packs");
_Static_assert(sizeof(struct bw_state_spec) == 16, "travels in packs");
_Static_assert(sizeof(struct bw_svdf_params) == 80, "travels in packs");
_Static_assert(sizeof(struct bw_lstm_params) == 196, "travels in packs");

enum { FEATURE_BITS = 32 };

static int check_identity(const struct bw_limits *limits, const struct bw_pack_header *header,
                          uint32_t available_bytes, uint32_t arena_bytes)
{
    const uint32_t protections = BW_PACK_ENCRYPTED | BW_PACK_SIGNED;
    if (bw_at(limits, &header->magic) && header->magic != BW_PACK_MAGIC) {
        return BW_E_MAGIC;
    }
    if ((bw_at(limits, &header->format) && header->format != BW_PACK_FORMAT) ||
        (bw_at(limits, &header->header_bytes) && header->header_bytes != sizeof *header)) {
        return BW_E_FORMAT;
    }
    if (bw_at(limits, &header->flags) && (header->flags & protections)) {
        return BW_E_PROTECTED;
    }
    if (header->flags != 0) {
        return BW_E_FORMAT;
    }
    if (bw_at(limits, &header->engine_version) &&
        (header->engine_version < 1 || header->engine_version > BW_ENGINE_VERSION)) {
        return BW_E_ENGINE_VERSION;
    }
    if (bw_at(limits, &header->pack_bytes) &&
        (!bw_in_range(0, header->pack_bytes, available_bytes, 1) || header->pack_bytes < sizeof *header ||
         header->pack_bytes % BW_PACK_ALIGN != 0 || header->pack_bytes > BW_MAX_BYTES)) {
        return BW_E_BOUNDS;
    }
    if (bw_at(limits, &header->arena_bytes) &&
        (header->arena_bytes > arena_bytes || header->arena_bytes > BW_MAX_BYTES)) {
        return BW_E_ARENA;
    }
    return BW_OK;
}

static bool absent_or_in_pack(const struct bw_limits *limits, const uint32_t *offset, uint32_t bytes)
{
    return bw_at(limits, offset) && (*offset == 0 ? bytes == 0 : bw_in_pack(limits, *offset, bytes, 1));
}

static int check_spec(const struct bw_limits *limits, const struct bw_tensor_spec *spec)
{
    const uint32_t element_bytes = bw_type_bytes(spec->type);
    if (bw_at(limits, &spec->type) && element_bytes == 0) {
        return BW_E_OP;
    }
    if ((bw_at(limits, &spec->rank) && spec->rank > BW_MAX_RANK) ||
        (bw_at(limits, &spec->bytes) && bw_size(spec->shape, spec->rank) * element_bytes != spec->bytes) ||
        (bw_at(limits, &spec->scale) && (!bw_is_finite(spec->scale) || spec->scale < 0.0f))) {
        return BW_E_PARAMS;
    }
    if ((bw_at(limits, &spec->arena_offset) &&
         !bw_in_range(spec->arena_offset, spec->bytes, limits->arena_bytes, element_bytes)) ||
        !absent_or_in_pack(limits, &spec->name_offset, spec->name_bytes)) {
        return BW_E_BOUNDS;
    }
    return BW_OK;
}

static int check_specs(const struct bw_limits *limits, const uint32_t *offset, const uint32_t *count)
{
    const struct bw_tensor_spec *specs = (const void *)(limits->pack + *offset);
    if (bw_at(limits, count) && *count == 0) {
        return BW_E_PARAMS;
    }
    if (bw_at(limits, offset) && !bw_in_pack(limits, *offset, (uint64_t)*count * sizeof *specs, 4)) {
        return BW_E_BOUNDS;
    }
    for (uint32_t i = 0; i < *count; ++i) {
        const int status = check_spec(limits, &specs[i]);
        if (status != BW_OK) {
            return status;
        }
    }
    return BW_OK;
}

static int check_states(const struct bw_limits *limits, const struct bw_pack_header *header)
{
    const struct bw_state_part *const part = bw_state_part();
    if (header->state_count == 0) {
        return BW_OK;
    }
    return bw_at(limits, &header->state_count) && part ? part->check(limits, header) : BW_E_OP;
}

/* The agent converts the first input and output as these say; it must not have to doubt them. */
static int check_encodings(const struct bw_limits *limits, const struct bw_pack_header *header)
{
    const struct bw_tensor_spec *input = (const void *)(limits->pack + header->inputs_offset);
    const struct bw_tensor_spec *output = (const void *)(limits->pack + header->outputs_offset);
    if (bw_at(limits, &header->input_encoding) &&
        (header->input_encoding > BW_INPUT_FLOAT32 ||
         (header->input_encoding == BW_INPUT_UINT8_OFFSET && input->type != BW_INT8) ||
         (header->input_encoding == BW_INPUT_FLOAT32 && input->type != BW_FLOAT32 &&
          !(input->type == BW_INT8 && input->scale > 0.0f)))) {
        return BW_E_PARAMS;
    }
    if (bw_at(limits, &header->output_decoding) &&
        (header->output_decoding > BW_OUTPUT_MSE ||
         (header->output_decoding == BW_OUTPUT_MSE &&
          (input->type != output->type || input->bytes != output->bytes)))) {
        return BW_E_PARAMS;
    }
    return BW_OK;
}

static int check_ops(const struct bw_limits *limits, const struct bw_pack_header *header)
{
    uint32_t offset = header->ops_offset;
    uint32_t left_bytes = header->ops_bytes;
    if (bw_at(limits, &header->ops_offset) && !bw_in_pack(limits, offset, left_bytes, 4)) {
        return BW_E_BOUNDS;
    }
    for (uint32_t i = 0; i < header->op_count; ++i) {
        const struct bw_op *op = (const void *)(limits->pack + offset);
        if (bw_at(limits, &header->op_count) && left_bytes < sizeof *op) {
            return BW_E_BOUNDS;
        }
        const struct bw_op_kind *kind = bw_op_kind(op->code, op->type);
        if (bw_at(limits, &op->code) && !kind) {
            return BW_E_OP;
        }
        if (bw_at(limits, &op->record_bytes) &&
            (op->record_bytes < sizeof *op + kind->params_bytes || op->record_bytes % 4 != 0 ||
             op->record_bytes > left_bytes)) {
            return BW_E_BOUNDS;
        }
        const uint32_t *features = op->code < FEATURE_BITS ? &header->features : &header->features_high;
        if (bw_at(limits, features) && !(*features & (1u << op->code % FEATURE_BITS))) {
            return BW_E_PARAMS;
        }
        const int status = bw_op_check(limits, op, kind);
        if (status != BW_OK) {
            return status;
        }
        offset += op->record_bytes;
        left_bytes -= op->record_bytes;
    }
    return bw_at(limits, &header->ops_bytes) && left_bytes == 0 ? BW_OK : BW_E_BOUNDS;
}

static int check_all(struct bw_limits *limits, const struct bw_pack_header *header, uint32_t available_bytes,
                     uint32_t arena_bytes)
{
    int status = check_identity(limits, header, available_bytes, arena_bytes);
    if (status != BW_OK) {
        return status;
    }
    limits->pack_bytes = header->pack_bytes;
    limits->arena_bytes = header->arena_bytes;
    if (!absent_or_in_pack(limits, &header->labels_offset, header->labels_bytes) ||
        !absent_or_in_pack(limits, &header->signature_offset, header->signature_bytes) ||
        !absent_or_in_pack(limits, &header->encryption_offset, header->encryption_bytes)) {
        return BW_E_BOUNDS;
    }
    status = check_specs(limits, &header->inputs_offset, &header->input_count);
    if (status == BW_OK) {
        status = check_specs(limits, &header->outputs_offset, &header->output_count);
    }
    if (status == BW_OK) {
        status = check_states(limits, header);
    }
    if (status == BW_OK) {
        status = check_encodings(limits, header);
    }
    return status == BW_OK ? check_ops(limits, header) : status;
}

int bw_pack_check(const uint8_t *pack, uint32_t available_bytes, uint32_t arena_bytes, uint32_t *fault_offset)
{
    const void *at = pack;
    struct bw_limits limits = {pack, 0, 0, &at};
    *fault_offset = 0;
    if (available_bytes < sizeof(struct bw_pack_header)) {
        return BW_E_BOUNDS;
    }
    const int status = check_all(&limits, (const void *)pack, available_bytes, arena_bytes);
    if (status != BW_OK) {
        *fault_offset = (uint32_t)((const uint8_t *)at - pack);
    }
    return status;
}

int bw_pack_verify(const uint8_t *pack)
{
    static const uint8_t zero[BW_SHA256_BYTES];
    const struct bw_pack_header *header = (const void *)pack;
    const uint32_t field = (uint32_t)((const uint8_t *)header->pack_sha256 - pack);
    const uint32_t after = field + BW_SHA256_BYTES;
    struct bw_sha256 sha;
    uint8_t digest[BW_SHA256_BYTES];
    bw_sha256_start(&sha);
    bw_sha256_add(&sha, pack, field);
    bw_sha256_add(&sha, zero, BW_SHA256_BYTES);
    bw_sha256_add(&sha, pack + after, header->pack_bytes - after);
    bw_sha256_finish(&sha, digest);
    return memcmp(digest, header->pack_sha256, BW_SHA256_BYTES) == 0 ? BW_OK : BW_E_DIGEST;
}
