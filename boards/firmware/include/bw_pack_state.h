/* Parameters of the ops that keep state from one inference to the next: recurrent cells. Where their state lies is
 * also said by a bw_state_spec of the pack, which a reset writes. */
#ifndef BW_PACK_STATE_H
#define BW_PACK_STATE_H

#include <stdint.h>

/* SVDF: every filter is a dot product over the inputs, kept for `memory` inferences, and one over these; `rank` filters
 * add up to a unit. State [batches, filters, memory] of state_type, the newest value last; int8: BW_INT8 or BW_INT16,
 * which the time weights have too, and no bounds but those of int8 (as TFLM); float32: BW_FLOAT32. */
struct bw_svdf_params { /* 80 bytes */
    uint32_t input_arena_offset;
    uint32_t state_arena_offset;
    uint32_t feature_weights_offset; /* [filters, inputs] */
    uint32_t time_weights_offset;    /* [filters, memory] */
    uint32_t bias_offset;            /* int32 or float32 per unit; 0 = none */
    uint32_t state_type;             /* enum bw_type */
    int32_t batches, inputs, filters, memory, rank;
    int32_t input_zero_point, state_zero_point, output_zero_point;
    int32_t feature_multiplier, feature_shift; /* from products of the features to state */
    int32_t time_multiplier, time_shift;       /* from products over time to output */
    float float_min, float_max;
};

/* One gate of an LSTM; int8: its sum has the scale 2^-12. */
struct bw_lstm_gate { /* 28 bytes */
    uint32_t input_weights_offset;  /* [units, inputs] */
    uint32_t hidden_weights_offset; /* [units, units] */
    uint32_t bias_offset;           /* int32 or float32 per unit */
    int32_t input_multiplier, input_shift;
    int32_t hidden_multiplier, hidden_shift;
};

enum { BW_LSTM_SIGMOID_ENTRIES = 256 };

/* LSTM over `steps`. Hidden state [batches, units] of the op's type, cell state likewise, int16 where the op is int8.
 * int8: tanh of the cell takes cell * tanh_multiplier / 2^tanh_shift; a cell_clip of 0 clips nothing, else it is in the
 * steps of the cell state. Input and output [batches, steps, …], or [steps, batches, …] where time_major is 1. */
struct bw_lstm_params { /* 196 bytes */
    uint32_t input_arena_offset;
    uint32_t hidden_arena_offset;
    uint32_t cell_arena_offset;
    uint32_t sigmoid_offset; /* int8: uint16 [256], sigmoid(i / 24) * 2^16 */
    int32_t batches, steps, inputs, units;
    uint32_t time_major;
    int32_t input_zero_point, hidden_zero_point;
    int32_t cell_clip;
    float float_cell_clip;
    int32_t tanh_multiplier, tanh_shift;
    int32_t keep_multiplier, keep_shift; /* forget gate times cell state */
    int32_t take_multiplier, take_shift; /* input gate times cell gate */
    int32_t give_multiplier, give_shift; /* output gate times tanh of the cell */
    struct bw_lstm_gate input_gate, forget_gate, cell_gate, output_gate;
};

#endif
