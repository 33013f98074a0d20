#include "pack_check.h"

#include <string.h>

#include "bw_sha256.h"
#include "op_check.h"

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

static int check_identity(const struct bw_pack_header *header, uint32_t available_bytes, uint32_t arena_bytes)
{
    const uint32_t protections = BW_PACK_ENCRYPTED | BW_PACK_SIGNED;
    if (header->magic != BW_PACK_MAGIC) {
        return BW_E_MAGIC;
    }
    if (header->format != BW_PACK_FORMAT || header->header_bytes != sizeof *header) {
        return BW_E_FORMAT;
    }
    if (header->flags & protections) {
        return BW_E_PROTECTED;
    }
    if (header->flags != 0) {
        return BW_E_FORMAT;
    }
    if (header->engine_version < 1 || header->engine_version > BW_ENGINE_VERSION) {
        return BW_E_ENGINE_VERSION;
    }
    if (!bw_in_range(0, header->pack_bytes, available_bytes, 1) || header->pack_bytes < sizeof *header ||
        header->pack_bytes % BW_PACK_ALIGN != 0 || header->pack_bytes > BW_MAX_BYTES) {
        return BW_E_BOUNDS;
    }
    if (header->arena_bytes > arena_bytes || header->arena_bytes > BW_MAX_BYTES) {
        return BW_E_ARENA;
    }
    return BW_OK;
}

static bool absent_or_in_pack(const struct bw_limits *limits, uint32_t offset, uint32_t bytes)
{
    return offset == 0 ? bytes == 0 : bw_in_pack(limits, offset, bytes, 1);
}

static int check_spec(const struct bw_limits *limits, const struct bw_tensor_spec *spec)
{
    const uint32_t element_bytes = bw_type_bytes(spec->type);
    if (element_bytes == 0) {
        return BW_E_OP;
    }
    if (spec->rank > BW_MAX_RANK || bw_size(spec->shape, spec->rank) * element_bytes != spec->bytes ||
        !bw_is_finite(spec->scale) || spec->scale < 0.0f) {
        return BW_E_PARAMS;
    }
    if (!bw_in_range(spec->arena_offset, spec->bytes, limits->arena_bytes, element_bytes) ||
        !absent_or_in_pack(limits, spec->name_offset, spec->name_bytes)) {
        return BW_E_BOUNDS;
    }
    return BW_OK;
}

static int check_specs(const struct bw_limits *limits, uint32_t offset, uint32_t count)
{
    const struct bw_tensor_spec *specs = (const void *)(limits->pack + offset);
    if (count == 0) {
        return BW_E_PARAMS;
    }
    if (!bw_in_pack(limits, offset, (uint64_t)count * sizeof *specs, 4)) {
        return BW_E_BOUNDS;
    }
    for (uint32_t i = 0; i < count; ++i) {
        const int status = check_spec(limits, &specs[i]);
        if (status != BW_OK) {
            return status;
        }
    }
    return BW_OK;
}

/* The agent converts the first input and output as these say; it must not have to doubt them. */
static int check_encodings(const struct bw_pack_header *header, const uint8_t *pack)
{
    const struct bw_tensor_spec *input = (const void *)(pack + header->inputs_offset);
    const struct bw_tensor_spec *output = (const void *)(pack + header->outputs_offset);
    if (header->input_encoding > BW_INPUT_FLOAT32 || header->output_decoding > BW_OUTPUT_MSE) {
        return BW_E_PARAMS;
    }
    if (header->input_encoding == BW_INPUT_UINT8_OFFSET && input->type != BW_INT8) {
        return BW_E_PARAMS;
    }
    if (header->input_encoding == BW_INPUT_FLOAT32 && input->type != BW_FLOAT32 &&
        !(input->type == BW_INT8 && input->scale > 0.0f)) {
        return BW_E_PARAMS;
    }
    if (header->output_decoding == BW_OUTPUT_MSE && (input->type != output->type || input->bytes != output->bytes)) {
        return BW_E_PARAMS;
    }
    return BW_OK;
}

static int check_ops(const struct bw_limits *limits, const struct bw_pack_header *header)
{
    uint32_t offset = header->ops_offset;
    uint32_t left_bytes = header->ops_bytes;
    if (!bw_in_pack(limits, offset, left_bytes, 4)) {
        return BW_E_BOUNDS;
    }
    for (uint32_t i = 0; i < header->op_count; ++i) {
        const struct bw_op *op = (const void *)(limits->pack + offset);
        if (left_bytes < sizeof *op) {
            return BW_E_BOUNDS;
        }
        const uint32_t params_bytes = bw_op_params_bytes(op->code);
        if (params_bytes == 0) {
            return BW_E_OP;
        }
        if (op->record_bytes < sizeof *op + params_bytes || op->record_bytes % 4 != 0 ||
            op->record_bytes > left_bytes) {
            return BW_E_BOUNDS;
        }
        if (!(header->features & (1u << op->code))) {
            return BW_E_PARAMS;
        }
        const int status = bw_op_check(limits, op);
        if (status != BW_OK) {
            return status;
        }
        offset += op->record_bytes;
        left_bytes -= op->record_bytes;
    }
    return left_bytes == 0 ? BW_OK : BW_E_BOUNDS;
}

int bw_pack_check(const uint8_t *pack, uint32_t available_bytes, uint32_t arena_bytes)
{
    const struct bw_pack_header *header = (const void *)pack;
    if (available_bytes < sizeof *header) {
        return BW_E_BOUNDS;
    }
    int status = check_identity(header, available_bytes, arena_bytes);
    if (status != BW_OK) {
        return status;
    }
    const struct bw_limits limits = {pack, header->pack_bytes, header->arena_bytes};
    if (!absent_or_in_pack(&limits, header->labels_offset, header->labels_bytes) ||
        !absent_or_in_pack(&limits, header->signature_offset, header->signature_bytes) ||
        !absent_or_in_pack(&limits, header->encryption_offset, header->encryption_bytes)) {
        return BW_E_BOUNDS;
    }
    status = check_specs(&limits, header->inputs_offset, header->input_count);
    if (status == BW_OK) {
        status = check_specs(&limits, header->outputs_offset, header->output_count);
    }
    if (status == BW_OK) {
        status = check_encodings(header, pack);
    }
    return status == BW_OK ? check_ops(&limits, header) : status;
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
