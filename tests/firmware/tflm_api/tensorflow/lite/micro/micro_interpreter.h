/* Declared anew for the tests, see README.md beside the folder. The first members lie as in the pinned wheel; `rest`
 * stands for all others and is larger than they are. */
#ifndef TFLM_API_MICRO_INTERPRETER_H
#define TFLM_API_MICRO_INTERPRETER_H

#include <cstddef>
#include <cstdint>

#include "tensorflow/lite/micro/micro_op_resolver.h"
#include "tensorflow/lite/micro/micro_profiler_interface.h"
#include "tensorflow/lite/schema/schema_generated.h"

#define TFLITE_SCHEMA_VERSION (3)

namespace tflite {
namespace micro {

typedef enum TfLiteStatus { kTfLiteOk = 0, kTfLiteError = 1, kTfLiteAbort = 15 } TfLiteStatus;

typedef enum TfLiteType {
  kTfLiteNoType = 0,
  kTfLiteFloat32 = 1,
  kTfLiteInt32 = 2,
  kTfLiteUInt8 = 3,
  kTfLiteInt64 = 4,
  kTfLiteBool = 6,
  kTfLiteInt16 = 7,
  kTfLiteInt8 = 9
} TfLiteType;

struct TfLiteQuantization {
  int type;
  void *params;
};

struct TfLiteQuantizationParams {
  float scale;
  int32_t zero_point;
};

union TfLitePtrUnion {
  uint8_t *uint8;
  int8_t *int8;
  float *f;
  void *data;
};

struct TfLiteTensor {
  TfLiteQuantization quantization;
  TfLiteQuantizationParams params;
  TfLitePtrUnion data;
  void *dims;
  size_t bytes;
  TfLiteType type;
  int allocation_type;
  bool is_variable;
};

class MicroResourceVariables;

class MicroAllocator {
 public:
  size_t used_bytes() const;
};

class MicroInterpreter {
 public:
  MicroInterpreter(const Model *model, const MicroOpResolver &op_resolver, uint8_t *tensor_arena,
                   size_t tensor_arena_size, MicroResourceVariables *resource_variables = nullptr,
                   MicroProfilerInterface *profiler = nullptr, bool preserve_all_tensors = false);
  ~MicroInterpreter();
  TfLiteStatus AllocateTensors();
  TfLiteStatus Invoke();
  TfLiteStatus Reset();
  TfLiteTensor *input(size_t index);
  TfLiteTensor *output(size_t index);
  size_t inputs_size() const { return model->subgraphs()->Get(0)->inputs()->size(); }
  size_t outputs_size() const { return model->subgraphs()->Get(0)->outputs()->size(); }
  size_t arena_used_bytes() const { return allocator->used_bytes(); }

 private:
  const Model *model;
  const MicroOpResolver *op_resolver;
  void *context;
  MicroAllocator *allocator;
  unsigned char rest[992];
};

}  // namespace micro

using micro::MicroInterpreter;

}  // namespace tflite

using tflite::micro::kTfLiteFloat32;
using tflite::micro::kTfLiteInt16;
using tflite::micro::kTfLiteInt32;
using tflite::micro::kTfLiteInt8;
using tflite::micro::kTfLiteOk;
using tflite::micro::kTfLiteUInt8;
using tflite::micro::TfLiteStatus;
using tflite::micro::TfLiteTensor;
using tflite::micro::TfLiteType;

#endif
