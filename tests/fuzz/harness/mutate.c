/* Mutations that know where the numbers of a pack lie, so that most damaged packs still get far into the check. */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "bw_pack.h"
#include "engine_fuzz.h"

enum { MOST_OPS = 32, PLAN_OFFSET = offsetof(struct bw_pack_header, engine_version) };

static const uint32_t WORDS[] = {
    0,          1,          2,          3,          4,          7,          15,         16,         31,
    32,         63,         64,         127,        128,        255,        256,        4095,       4096,
    0x7fff,     0x8000,     0xffff,     0x10000,    0xffffff,   0x1000000,  0x3fffffff, 0x40000000, 0x7ffffff0,
    0x7fffffff, 0x80000000, 0x80000001, 0xffffff00, 0xffffff80, 0xfffffff0, 0xffffffe1, 0xfffffffe, 0xffffffff,
    0x7f800000, 0xff800000, 0x7fc00000, 0x3f800000, 0x00000001, 0x7f7fffff, 0x4f000000, 0xcf000000, 0x43000000,
};

struct dice {
    uint32_t state;
};

/* The ops of a pack that can be found, whatever else is wrong with it. */
struct op_list {
    uint32_t count;
    uint32_t offsets[MOST_OPS];
    uint32_t end;
};

static uint32_t roll(struct dice *dice, uint32_t sides)
{
    dice->state ^= dice->state << 13;
    dice->state ^= dice->state >> 17;
    dice->state ^= dice->state << 5;
    return sides ? dice->state % sides : 0;
}

static uint32_t word_at(const uint8_t *data, uint32_t offset)
{
    uint32_t word;
    memcpy(&word, data + offset, sizeof word);
    return word;
}

static void put_word(uint8_t *data, uint32_t offset, uint32_t word)
{
    memcpy(data + offset, &word, sizeof word);
}

static struct op_list find_ops(const uint8_t *data, uint32_t size)
{
    struct op_list list = {0, {0}, 0};
    uint32_t offset = word_at(data, (uint32_t)offsetof(struct bw_pack_header, ops_offset));
    const uint32_t bytes = word_at(data, (uint32_t)offsetof(struct bw_pack_header, ops_bytes));
    if (offset > size || offset % 4 || bytes > size - offset) {
        return list;
    }
    list.end = offset + bytes;
    while (list.count < MOST_OPS && list.end - offset >= sizeof(struct bw_op)) {
        const uint32_t record = word_at(data, offset + (uint32_t)offsetof(struct bw_op, record_bytes));
        if (record < sizeof(struct bw_op) || record > list.end - offset || record % 4) {
            break;
        }
        list.offsets[list.count++] = offset;
        offset += record;
    }
    return list;
}

static uint32_t some_value(struct dice *dice, const uint8_t *data, uint32_t size, uint32_t old)
{
    const uint32_t arena = word_at(data, (uint32_t)offsetof(struct bw_pack_header, arena_bytes));
    switch (roll(dice, 12)) {
    case 0:
    case 1:
    case 2:
        return WORDS[roll(dice, sizeof WORDS / sizeof *WORDS)];
    case 3:
    case 4:
        return old + roll(dice, 17) - 8;
    case 5:
        return old ^ (1u << roll(dice, 32));
    case 6:
        return size - 4 * roll(dice, 20);
    case 7:
        return arena - roll(dice, 40);
    case 8:
        return word_at(data, 4 * roll(dice, size / 4));
    case 9:
        return roll(dice, 2) ? old << 1 : old >> 1;
    case 10:
        return roll(dice, 24);
    default:
        return dice->state * 2654435761u;
    }
}

/* A word of the header's plan, of a tensor spec or of an op; 0 when none was found. */
static uint32_t some_position(struct dice *dice, const uint8_t *data, uint32_t size, const struct op_list *ops)
{
    const uint32_t where = roll(dice, 10);
    if (where < 6 && ops->count) {
        const uint32_t offset = ops->offsets[roll(dice, ops->count)];
        const uint32_t record = word_at(data, offset + (uint32_t)offsetof(struct bw_op, record_bytes));
        return offset + 4 * roll(dice, record / 4);
    }
    if (where < 8) {
        const uint32_t field = where == 7 ? offsetof(struct bw_pack_header, inputs_offset)
                                          : offsetof(struct bw_pack_header, outputs_offset);
        const uint32_t offset = word_at(data, field);
        if (offset % 4 == 0 && offset <= size - sizeof(struct bw_tensor_spec)) {
            return offset + 4 * roll(dice, sizeof(struct bw_tensor_spec) / 4);
        }
    }
    return where == 9 ? 4 * roll(dice, 4) : PLAN_OFFSET + 4 * roll(dice, (256 - PLAN_OFFSET) / 4);
}

static void change_word(struct dice *dice, uint8_t *data, uint32_t size, const struct op_list *ops)
{
    const uint32_t position = some_position(dice, data, size, ops);
    put_word(data, position, some_value(dice, data, size, word_at(data, position)));
}

/* A size among an op's parameters becomes another, and its output grows or shrinks with it. */
static void change_size(struct dice *dice, uint8_t *data, const struct op_list *ops)
{
    if (!ops->count) {
        return;
    }
    const uint32_t offset = ops->offsets[roll(dice, ops->count)];
    const uint32_t words = word_at(data, offset + (uint32_t)offsetof(struct bw_op, record_bytes)) / 4;
    const uint32_t bytes_at = offset + (uint32_t)offsetof(struct bw_op, output_bytes);
    for (int attempt = 0; attempt < 8; ++attempt) {
        const uint32_t position = offset + 4 * roll(dice, words);
        const uint32_t old = word_at(data, position), output_bytes = word_at(data, bytes_at);
        if (position >= offset + sizeof(struct bw_op) && old >= 1 && old <= 4096) {
            const uint32_t fresh = roll(dice, 3) ? 1 + roll(dice, 2 * old + 2) : WORDS[roll(dice, 20)];
            put_word(data, position, fresh);
            if (roll(dice, 4) && output_bytes % old == 0) {
                put_word(data, bytes_at, output_bytes / old * fresh);
            }
            return;
        }
    }
}

static void change_head(struct dice *dice, uint8_t *data, const struct op_list *ops)
{
    struct bw_op op;
    if (!ops->count) {
        return;
    }
    const uint32_t offset = ops->offsets[roll(dice, ops->count)];
    memcpy(&op, data + offset, sizeof op);
    switch (roll(dice, 5)) {
    case 0:
        op.code = (uint16_t)roll(dice, 40);
        break;
    case 1:
        op.type = (uint16_t)roll(dice, 7);
        break;
    case 2:
        op.layout = roll(dice, BW_LAYOUT_END + 1);
        break;
    case 3:
        op.scratch_arena_offset = 4 * roll(dice, 512);
        op.scratch_bytes = roll(dice, 2) ? 4 * roll(dice, 512) : op.scratch_bytes + roll(dice, 9) - 4;
        break;
    default:
        op.output_arena_offset = roll(dice, 2) ? 4 * roll(dice, 1024) : op.output_arena_offset + roll(dice, 9) - 4;
        break;
    }
    memcpy(data + offset, &op, sizeof op);
}

static void change_constants(struct dice *dice, uint8_t *data, uint32_t size)
{
    for (uint32_t left = 1 + roll(dice, 4); left > 0; --left) {
        const uint32_t position = 256 + 4 * roll(dice, (size - 256) / 4);
        put_word(data, position, some_value(dice, data, size, word_at(data, position)));
    }
}

/* Moves the list of ops to the end of the pack and appends `record`. Returns the new size. */
static uint32_t append_op(uint8_t *data, uint32_t size, size_t most_bytes, const struct op_list *ops,
                          const uint8_t *record, uint32_t record_bytes)
{
    struct bw_pack_header header;
    const uint32_t start = (size + 15) & ~15u;
    if (!ops->count) {
        return size;
    }
    const uint32_t list_bytes = ops->end - ops->offsets[0];
    const uint32_t whole = (start + list_bytes + record_bytes + 15) & ~15u;
    if (whole > most_bytes) {
        return size;
    }
    memset(data + size, 0, whole - size);
    memmove(data + start + list_bytes, record, record_bytes); /* first: it may lie in the old list */
    memmove(data + start, data + ops->offsets[0], list_bytes);
    memcpy(&header, data, sizeof header);
    header.ops_offset = start;
    header.ops_bytes = list_bytes + record_bytes;
    header.op_count += 1;
    header.pack_bytes = whole;
    memcpy(data, &header, sizeof header);
    return whole;
}

/* Puts right what hides everything behind it: marks, sizes, features. */
static uint32_t mend(struct dice *dice, uint8_t *data, uint32_t size)
{
    struct bw_pack_header header;
    memcpy(&header, data, sizeof header);
    header.magic = BW_PACK_MAGIC;
    header.format = BW_PACK_FORMAT;
    header.header_bytes = sizeof header;
    header.flags = 0;
    header.features = UINT32_MAX;
    header.features_high = UINT32_MAX;
    if (header.engine_version > BW_ENGINE_VERSION) {
        header.engine_version = BW_ENGINE_VERSION;
    }
    if (roll(dice, 8)) {
        size &= ~15u;
        header.pack_bytes = size;
    }
    if (header.arena_bytes > BW_FUZZ_MOST_ARENA) {
        header.arena_bytes = BW_FUZZ_MOST_ARENA;
    }
    if (roll(dice, 8) == 0) {
        header.arena_bytes = 16 * (1 + roll(dice, 256));
    }
    memcpy(data, &header, sizeof header);
    return size;
}

static size_t mutate_once(struct dice *dice, uint8_t *data, uint32_t size, size_t most_bytes)
{
    const struct op_list ops = find_ops(data, size);
    switch (roll(dice, 16)) {
    case 0:
        return LLVMFuzzerMutate(data, size, most_bytes);
    case 1:
        if (ops.count) {
            const uint32_t offset = ops.offsets[roll(dice, ops.count)];
            const uint32_t record = word_at(data, offset + (uint32_t)offsetof(struct bw_op, record_bytes));
            (void)LLVMFuzzerMutate(data + offset, record, record);
        }
        return size;
    case 2:
        if (ops.count && ops.count < 6) {
            const uint32_t offset = ops.offsets[roll(dice, ops.count)];
            const uint32_t record = word_at(data, offset + (uint32_t)offsetof(struct bw_op, record_bytes));
            return append_op(data, size, most_bytes, &ops, data + offset, record);
        }
        return size;
    case 3:
    case 4:
        change_head(dice, data, &ops);
        return size;
    case 5:
    case 6:
    case 7:
        change_size(dice, data, &ops);
        return size;
    case 8:
        change_constants(dice, data, size);
        return size;
    default:
        change_word(dice, data, size, &ops);
        return size;
    }
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most_bytes, unsigned int seed)
{
    struct dice dice = {seed * 2654435761u | 1};
    if (size < sizeof(struct bw_pack_header) + sizeof(struct bw_op)) {
        return LLVMFuzzerMutate(data, size, most_bytes);
    }
    for (uint32_t left = 1 + roll(&dice, 3); left > 0 && size >= sizeof(struct bw_pack_header) + sizeof(struct bw_op);
         --left) {
        size = mutate_once(&dice, data, (uint32_t)size, most_bytes);
    }
    return size >= sizeof(struct bw_pack_header) && roll(&dice, 24) ? mend(&dice, data, (uint32_t)size) : size;
}

size_t LLVMFuzzerCustomCrossOver(const uint8_t *first, size_t first_bytes, const uint8_t *second, size_t second_bytes,
                                 uint8_t *out, size_t most_bytes, unsigned int seed)
{
    struct dice dice = {seed * 2654435761u | 1};
    if (first_bytes > most_bytes || first_bytes < sizeof(struct bw_pack_header) ||
        second_bytes < sizeof(struct bw_pack_header)) {
        return 0;
    }
    memcpy(out, first, first_bytes);
    const struct op_list ours = find_ops(out, (uint32_t)first_bytes);
    const struct op_list theirs = find_ops(second, (uint32_t)second_bytes);
    if (!theirs.count || ours.count > 5) {
        return first_bytes;
    }
    const uint32_t offset = theirs.offsets[roll(&dice, theirs.count)];
    const uint32_t record = word_at(second, offset + (uint32_t)offsetof(struct bw_op, record_bytes));
    const uint32_t size = append_op(out, (uint32_t)first_bytes, most_bytes, &ours, second + offset, record);
    return mend(&dice, out, size);
}
