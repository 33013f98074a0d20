/* What TensorFlow Lite Micro runs behind bw_engine.h: to be defined by the project, see bw_tflm_model.cc. */
#ifndef BW_TFLM_ENGINE_H
#define BW_TFLM_ENGINE_H

#include <cstdint>

#include "bw_model.h"
#include "tensorflow/lite/micro/micro_op_resolver.h"

namespace bw {

/* A .tflite in memory, 16-byte aligned, and how MLPerf Tiny's commands see it. */
struct TflmModel {
  const char *id; /* MLPerf id or a name, at most 16 characters */
  const uint8_t *data;
  bw_input_encoding input_encoding;
  bw_output_decoding output_decoding;
};

TflmModel tflm_model();

/* The ops that the model needs; lives as long as the program. */
const tflite::MicroOpResolver &tflm_ops();

}  // namespace bw

#endif
