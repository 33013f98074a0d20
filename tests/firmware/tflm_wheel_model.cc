/* The model of a test, with the op resolver that the tflite-micro wheel has for Python: every op. */
#include "bw_tflm_engine.h"

namespace tflite {

/* Far larger than the real one; its constructor is the wheel's. */
class PythonOpsResolver : public MicroOpResolver {
 public:
  PythonOpsResolver();

 private:
  unsigned char rest[65536];
};

}  // namespace tflite

namespace {

alignas(16) const uint8_t model_data[] = {
#include "model_data.h"
};

}  // namespace

namespace bw {

TflmModel tflm_model() { return {"digits", model_data, BW_INPUT_RAW, BW_OUTPUT_DEQUANTISE}; }

const tflite::MicroOpResolver &tflm_ops() {
  static tflite::PythonOpsResolver ops;
  return ops;
}

}  // namespace bw
