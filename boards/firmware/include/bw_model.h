/* What an engine says of the model it has open; everything the agent knows of one. */
#ifndef BW_MODEL_H
#define BW_MODEL_H

#include <stdint.h>

/* Element types; the numbers travel in packs and on the wire and must never change. */
enum bw_type { BW_FLOAT32 = 1, BW_INT8 = 2, BW_UINT8 = 3, BW_INT16 = 4, BW_INT32 = 5 };

/* How bytes of an MLPerf `db load` become the first input tensor. */
enum bw_input_encoding {
    BW_INPUT_RAW = 0,          /* the tensor's own bytes */
    BW_INPUT_UINT8_OFFSET = 1, /* uint8, int8 = uint8 - 128 (vww01, ic01) */
    BW_INPUT_FLOAT32 = 2,      /* float32 LE, quantised on the device (ad01) */
};

/* What an MLPerf `results%` prints. */
enum bw_output_decoding {
    BW_OUTPUT_DEQUANTISE = 0, /* every element of output 0 as a real number */
    BW_OUTPUT_MSE = 1,        /* one number: mean squared error of output 0 against input 0 (ad01) */
};

enum { BW_MODEL_ID_BYTES = 16, BW_MODEL_SHA256_BYTES = 32 };

/* An input or output of the graph: where its bytes are and what they mean. */
struct bw_tensor {
    uint8_t *data;
    uint32_t bytes;
    uint32_t type;      /* enum bw_type */
    float scale;        /* 0 when not quantised */
    int32_t zero_point;
};

struct bw_model {
    char id[BW_MODEL_ID_BYTES];            /* MLPerf id ("kws01") or a name, NUL-padded */
    uint8_t sha256[BW_MODEL_SHA256_BYTES]; /* of the pack; zero where the engine reads none */
    uint32_t input_count;
    uint32_t output_count;
    uint32_t op_count;                     /* 0 where the engine does not tell its ops apart */
    uint32_t arena_bytes;                  /* that it needs; 0 where the engine does not know */
    uint32_t input_encoding;               /* enum bw_input_encoding */
    uint32_t output_decoding;              /* enum bw_output_decoding */
};

#endif
