/* The pack: one model planned for one board, executed where it lies in flash.
 *
 * Every number is little-endian, every record starts on a 4-byte boundary and the weights on a
 * 16-byte boundary, so that the device reads the structures in place. Offsets named `..._offset`
 * count from the start of the pack unless the name says `arena`. Offset 0 means "absent".
 * The host's mirror of this file is app/benchwright/planner/pack_format.py; a test compares sizes
 * and field offsets. docs/pack-format.md explains it in prose.
 */
#ifndef BW_PACK_H
#define BW_PACK_H

#include <stdint.h>

#include "bw_model.h"

enum {
    BW_PACK_MAGIC = 0x4b505742, /* "BWPK" */
    BW_PACK_FORMAT = 2,
    BW_ENGINE_VERSION = 4,
    BW_PACK_ALIGN = 16,
    BW_MAX_RANK = 6,
};

enum bw_pack_flag {
    BW_PACK_ENCRYPTED = 1u << 0, /* reserved: refused by this engine version */
    BW_PACK_SIGNED = 1u << 1,    /* reserved: refused by this engine version */
};

/* Operators; the numbers travel in packs and must never change. */
enum bw_op_code {
    BW_OP_CONV_2D = 1,
    BW_OP_DEPTHWISE_CONV_2D = 2,
    BW_OP_FULLY_CONNECTED = 3,
    BW_OP_AVERAGE_POOL_2D = 4,
    BW_OP_MAX_POOL_2D = 5,
    BW_OP_ADD = 6,
    BW_OP_SOFTMAX = 7,
    BW_OP_COPY = 8, /* a RESHAPE from a graph input straight to an output, or a tensor that changes its place */
    BW_OP_LOOKUP = 10, /* 10 and above: parameters in bw_pack_ops.h */
    BW_OP_UNARY = 11,
    BW_OP_BINARY = 12,
    BW_OP_SELECT = 13,
    BW_OP_MOVE = 14,
    BW_OP_GATHER = 15,
    BW_OP_REDUCE = 16,
    BW_OP_ARG_EXTREME = 17,
    BW_OP_CONVERT = 18,
    BW_OP_RESIZE_BILINEAR = 19,
    BW_OP_TRANSPOSE_CONV = 20,
    BW_OP_BATCH_MATMUL = 21,
    BW_OP_NORMALISE = 22,
    BW_OP_CUMSUM = 23,
    BW_OP_L2_POOL_2D = 24, /* float32; bw_pool_params */
    BW_OP_SLOPES = 25, /* 25 to 27: int16; parameters in bw_pack_int16.h */
    BW_OP_CURVE = 26,
    BW_OP_SOFTMAX_TABLES = 27,
    BW_OP_LOG_SOFTMAX = 28, /* int8 */
    BW_OP_CONV_ADD = 31, /* CONV_2D, int8, and the ADD behind it */
    BW_OP_SVDF = 45,     /* 45 and above keep state; parameters in bw_pack_state.h */
    BW_OP_LSTM = 46,
};

/* How the constants of an op lie in the pack. BW_LAYOUT_PLAIN is what the parameter structs below say, and every
 * engine reads it. Each kernel set has a range of numbers for orders of its own, in kernels/<set>/<set>_layouts.h;
 * only an engine with that set runs them, and the host library runs all. BW_LAYOUT_WIDE is for int16 and in every engine
 * too: sums and biases of 64 bits. The numbers travel in packs. */
enum bw_layout {
    BW_LAYOUT_PLAIN = 0,
    BW_LAYOUT_GENERIC_FIRST = 1,
    BW_LAYOUT_DSP_FIRST = 16,
    BW_LAYOUT_MVE_FIRST = 32,
    BW_LAYOUT_WIDE = 48,
    BW_LAYOUT_END = 49,
};

struct bw_pack_header { /* 256 bytes */
    uint32_t magic;
    uint16_t format;
    uint16_t header_bytes;
    uint32_t pack_bytes; /* the whole pack, a multiple of BW_PACK_ALIGN */
    uint32_t flags;
    uint8_t pack_sha256[32];   /* over the whole pack with these 32 bytes zero */
    uint8_t source_sha256[32]; /* of the .tflite the pack was planned from */
    char board[32];            /* board the plan is for, NUL-padded */
    char model_id[16];         /* MLPerf id ("kws01") or a name, NUL-padded */
    uint32_t engine_version;   /* least engine version that can run it */
    uint32_t features;         /* bit (1 << op code) for every op it uses with a code below 32 */
    uint32_t arena_bytes;
    uint32_t planner_version;
    uint32_t op_count;
    uint32_t ops_offset;
    uint32_t ops_bytes;
    uint32_t input_count;
    uint32_t inputs_offset; /* input_count x struct bw_tensor_spec */
    uint32_t output_count;
    uint32_t outputs_offset;
    uint32_t labels_offset; /* UTF-8, one label a line */
    uint32_t labels_bytes;
    uint32_t input_encoding;
    uint32_t output_decoding;
    uint32_t signature_offset;
    uint32_t signature_bytes;
    uint32_t encryption_offset;
    uint32_t encryption_bytes;
    uint32_t optimise;          /* what was wished of the plan: 0 balanced, 1 least RAM, 2 least time */
    uint32_t arena_limit_bytes; /* and the arena that was allowed; 0 = any */
    uint32_t features_high;     /* bit (1 << (op code - 32)) for the others */
    uint32_t state_count;       /* memory that lives from one inference to the next */
    uint32_t states_offset;     /* state_count x struct bw_state_spec */
    uint32_t reserved[8];
};

/* An input or output of the graph, as the host and the protocol see it. */
struct bw_tensor_spec { /* 64 bytes */
    uint32_t arena_offset;
    uint32_t bytes;
    uint32_t type; /* enum bw_type */
    uint32_t rank;
    int32_t shape[BW_MAX_RANK];
    float scale; /* 0 when not quantised */
    int32_t zero_point;
    uint32_t name_offset;
    uint32_t name_bytes;
    uint32_t reserved[2];
};

/* Memory in the arena that an inference leaves to the next one. A reset writes what it holds at first. */
struct bw_state_spec { /* 16 bytes */
    uint32_t arena_offset;
    uint32_t bytes;
    uint32_t initial_offset; /* `bytes` of the pack; 0: every byte is `fill` */
    uint32_t fill;           /* 0 to 255 */
};

/* Head of every op record; the parameters of its code follow at once. */
struct bw_op { /* 40 bytes */
    uint16_t code; /* enum bw_op_code */
    uint16_t type; /* enum bw_type of its activations */
    uint32_t record_bytes; /* head and parameters, a multiple of 4 */
    uint32_t source_index; /* operator in the .tflite */
    uint32_t output_arena_offset;
    uint32_t output_bytes;
    uint32_t source_tensor; /* the tensor of the .tflite that the output holds */
    uint32_t layout;        /* enum bw_layout or a set's own */
    uint32_t scratch_arena_offset; /* working memory in the arena while this op runs */
    uint32_t scratch_bytes;
    uint32_t reserved;
};

/* CONV_2D (weights OHWI) and DEPTHWISE_CONV_2D (weights 1HWO, O = input_c * depth_multiplier).
 * int8: acc = bias[o] + sum((x - input_zero_point) * w); y = clamp(mbqm(acc, multiplier[o], shift[o]) +
 * output_zero_point). float32: multiplier_offset = shift_offset = 0, y clamped to float_min..float_max.
 * Multipliers are not negative, shifts -31..30, zero points and activation bounds within int8. On each axis
 * every window overlaps the input: the padding in front is less than (kernel - 1) * dilation + 1 and the last
 * window starts on the input. Kernels of the plain layout go pixel by pixel: the output may lie over bytes of the input
 * that neither this pixel nor a later one reads.
 * int16: weights are int8, zero points 0. Plain, acc and bias are int32 and wrap, and y is as for int8. BW_LAYOUT_WIDE:
 * acc and bias are int64, multipliers 0..32767, shifts -31..7, and y = clamp((acc * multiplier[o] + 2^(14 - shift[o])) >>
 * (15 - shift[o])). DEPTHWISE_CONV_2D and TRANSPOSE_CONV are always wide. */
struct bw_conv_params { /* 108 bytes */
    uint32_t input_arena_offset;
    uint32_t weights_offset;
    uint32_t bias_offset;       /* int32 or float32 per output channel; 0 = none */
    uint32_t multiplier_offset; /* int32 per output channel */
    uint32_t shift_offset;      /* int32 per output channel, positive = left */
    int32_t batches;
    int32_t input_h, input_w, input_c;
    int32_t output_h, output_w, output_c;
    int32_t kernel_h, kernel_w;
    int32_t stride_h, stride_w;
    int32_t dilation_h, dilation_w;
    int32_t pad_top, pad_left;
    int32_t depth_multiplier; /* 1 for CONV_2D */
    int32_t input_zero_point, output_zero_point;
    int32_t activation_min, activation_max; /* quantised */
    float float_min, float_max;
};

/* FULLY_CONNECTED, weights [outputs, inputs]; one multiplier for the tensor (per_channel = 0) or one a row.
 * Ranges, and int16, as for CONV_2D. The output of a batch may lie over the inputs of batches before it. */
struct bw_fully_connected_params { /* 68 bytes */
    uint32_t input_arena_offset;
    uint32_t weights_offset;
    uint32_t bias_offset;
    uint32_t multiplier_offset; /* int32: 1 or `outputs` of them */
    uint32_t shift_offset;
    uint32_t per_channel;
    int32_t batches;
    int32_t inputs;
    int32_t outputs;
    int32_t input_zero_point, weights_zero_point, output_zero_point;
    int32_t activation_min, activation_max;
    float float_min, float_max;
    uint32_t reserved;
};

/* AVERAGE_POOL_2D and MAX_POOL_2D; int8 and int16 keep scale and zero point from input to output. Windows overlap the
 * input, and the output may lie over it, as for CONV_2D. */
struct bw_pool_params { /* 68 bytes */
    uint32_t input_arena_offset;
    int32_t batches;
    int32_t input_h, input_w, channels;
    int32_t output_h, output_w;
    int32_t filter_h, filter_w;
    int32_t stride_h, stride_w;
    int32_t pad_top, pad_left;
    int32_t activation_min, activation_max;
    float float_min, float_max;
};

/* ADD of two tensors of one shape. int8: TFLite's two-input rescale with a common left shift (0..22, TFLite: 20);
 * shifts -31..0. The output may be an input's place exactly. */
struct bw_add_params { /* 68 bytes */
    uint32_t input1_arena_offset;
    uint32_t input2_arena_offset;
    uint32_t element_count;
    int32_t left_shift;
    int32_t input1_zero_point, input1_multiplier, input1_shift;
    int32_t input2_zero_point, input2_multiplier, input2_shift;
    int32_t output_zero_point, output_multiplier, output_shift;
    int32_t activation_min, activation_max;
    float float_min, float_max;
};

/* CONV_ADD: a CONV_2D whose every value is at once the first input of an ADD and never in RAM. input1_arena_offset of
 * the ADD is 0, its element_count that of the convolution's output. The output may be the second input's place exactly,
 * and lie over the convolution's input as CONV_2D says. int8 only. */
struct bw_conv_add_params { /* 176 bytes */
    struct bw_conv_params conv;
    struct bw_add_params add;
};

/* SOFTMAX over the last axis. int8: beta * scale as a multiplier and left shift for 5 integer bits
 * (gemmlowp fixed point), output scale 1/256 and zero point -128; at most 4095 columns, diff_min <= 0. The
 * output may be the input's place exactly. */
struct bw_softmax_params { /* 28 bytes */
    uint32_t input_arena_offset;
    uint32_t rows;
    uint32_t columns;
    int32_t multiplier;
    int32_t left_shift;
    int32_t diff_min;
    float beta;
};

/* Input and output may overlap in any way. */
struct bw_copy_params { /* 4 bytes */
    uint32_t input_arena_offset;
};

#include "bw_pack_int16.h"
#include "bw_pack_ops.h"
#include "bw_pack_state.h"

#endif
