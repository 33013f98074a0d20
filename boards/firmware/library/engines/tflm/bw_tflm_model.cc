/* Your model and its ops. model_data.h has the bytes of the .tflite, as `xxd -i < MODEL.tflite` prints them. */
#include "bw_tflm_engine.h"
#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"

#ifndef BW_MODEL_ID
#define BW_MODEL_ID "model"
#endif

namespace {

alignas(16) const uint8_t model_data[] = {
#include "model_data.h"
};

constexpr unsigned int kOpCount = 8;

/* What the four models of MLPerf Tiny need. An op more or less here, and in kOpCount, is all that another model asks for. */
class Ops : public tflite::MicroMutableOpResolver<kOpCount> {
 public:
  Ops() {
    AddAdd();
    AddAveragePool2D();
    AddConv2D();
    AddDepthwiseConv2D();
    AddFullyConnected();
    AddMaxPool2D();
    AddReshape();
    AddSoftmax();
  }
};

Ops ops;

}  // namespace

namespace bw {

TflmModel tflm_model() { return {BW_MODEL_ID, model_data, BW_INPUT_RAW, BW_OUTPUT_DEQUANTISE}; }

const tflite::MicroOpResolver &tflm_ops() { return ops; }

}  // namespace bw
