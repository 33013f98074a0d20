/* TensorFlow Lite Micro behind bw_engine.h: MicroInterpreter in the port's arena.
 *
 * BW_TFLM_VERSION (a number of your own; TensorFlow Lite Micro has none) and BW_TFLM_KERNELS (at most 16 characters,
 * such as "cmsis-nn 1c2f3a4") go into every run. TensorFlow Lite Micro prints through DebugLog: give it another line
 * than the agent's, or build with TF_LITE_STRIP_ERROR_STRINGS.
 *
 * The arena is filled from both ends and keeps the interpreter's own data, so that it cannot be painted: what it needs
 * is what arena_used_bytes says. Ticks of ops come from the profiler, which that strip takes away.
 */
#include "bw_tflm_engine.h"

#include <cstddef>
#include <new>

#include "tensorflow/lite/micro/micro_interpreter.h"
#include "tensorflow/lite/micro/micro_profiler_interface.h"
#include "tensorflow/lite/schema/schema_generated.h"

extern "C" {
#include "bw_engine.h"
}

#ifndef BW_TFLM_VERSION
#define BW_TFLM_VERSION 0
#endif
#ifndef BW_TFLM_KERNELS
#define BW_TFLM_KERNELS ""
#endif

namespace {

/* Tells the observer of each op as it ends. */
class OpWatch : public tflite::MicroProfilerInterface {
 public:
  uint32_t BeginEvent(const char *) override { return 0; }
  void EndEvent(uint32_t) override {
    if (observer != nullptr) {
      observer->op_done(observer->context, 0, nullptr, 0);
    }
  }
  const bw_observer *observer = nullptr;
};

/* One interpreter, made anew each time the model is opened. */
struct Runtime {
  OpWatch watch;
  tflite::MicroInterpreter *interpreter;
  alignas(tflite::MicroInterpreter) unsigned char place[sizeof(tflite::MicroInterpreter)];
};

Runtime runtime;

uint32_t type_of(TfLiteType type) {
  switch (type) {
    case kTfLiteFloat32:
      return BW_FLOAT32;
    case kTfLiteInt8:
      return BW_INT8;
    case kTfLiteUInt8:
      return BW_UINT8;
    case kTfLiteInt16:
      return BW_INT16;
    case kTfLiteInt32:
      return BW_INT32;
    default:
      return 0;
  }
}

int tensor_of(const TfLiteTensor *from, bw_tensor *tensor) {
  if (from == nullptr || type_of(from->type) == 0) {
    return BW_E_OP;
  }
  tensor->data = static_cast<uint8_t *>(from->data.data);
  tensor->bytes = static_cast<uint32_t>(from->bytes);
  tensor->type = type_of(from->type);
  tensor->scale = from->params.scale;
  tensor->zero_point = from->params.zero_point;
  return BW_OK;
}

void close_runtime() {
  if (runtime.interpreter != nullptr) {
    runtime.interpreter->~MicroInterpreter();
    runtime.interpreter = nullptr;
  }
}

}  // namespace

extern "C" {

int bw_engine_open(bw_engine *engine, const uint8_t *, uint32_t, uint8_t *arena, uint32_t arena_bytes) {
  engine->model = nullptr;
  close_runtime();
  const tflite::Model *model = tflite::GetModel(bw::tflm_model().data);
  if (model->version() != TFLITE_SCHEMA_VERSION) {
    return BW_E_FORMAT;
  }
  runtime.interpreter = new (runtime.place)
      tflite::MicroInterpreter(model, bw::tflm_ops(), arena, arena_bytes, nullptr, &runtime.watch);
  if (runtime.interpreter->AllocateTensors() != kTfLiteOk) {
    close_runtime();
    return BW_E_ARENA; /* or an op that tflm_ops does not have: DebugLog says which */
  }
  engine->model = model;
  engine->arena = arena;
  engine->arena_bytes = arena_bytes;
  engine->runtime = &runtime;
  return BW_OK;
}

int bw_engine_reset(bw_engine *engine) {
  if (engine->model == nullptr) {
    return BW_E_MAGIC;
  }
  return runtime.interpreter->Reset() == kTfLiteOk ? BW_OK : BW_E_INVOKE;
}

int bw_engine_verify(const bw_engine *engine) { return engine->model != nullptr ? BW_OK : BW_E_MAGIC; }

int bw_engine_model(const bw_engine *engine, bw_model *model) {
  if (engine->model == nullptr) {
    return BW_E_MAGIC;
  }
  const bw::TflmModel given = bw::tflm_model();
  const auto *graph = static_cast<const tflite::Model *>(engine->model)->subgraphs()->Get(0);
  *model = bw_model();
  for (size_t i = 0; i < sizeof model->id && given.id[i] != 0; i++) {
    model->id[i] = given.id[i];
  }
  model->input_count = static_cast<uint32_t>(runtime.interpreter->inputs_size());
  model->output_count = static_cast<uint32_t>(runtime.interpreter->outputs_size());
  model->op_count = static_cast<uint32_t>(graph->operators()->size());
  model->arena_bytes = static_cast<uint32_t>(runtime.interpreter->arena_used_bytes());
  model->input_encoding = given.input_encoding;
  model->output_decoding = given.output_decoding;
  return BW_OK;
}

int bw_engine_input(const bw_engine *engine, uint32_t index, bw_tensor *tensor) {
  if (engine->model == nullptr || index >= runtime.interpreter->inputs_size()) {
    return BW_E_INDEX;
  }
  return tensor_of(runtime.interpreter->input(index), tensor);
}

int bw_engine_output(const bw_engine *engine, uint32_t index, bw_tensor *tensor) {
  if (engine->model == nullptr || index >= runtime.interpreter->outputs_size()) {
    return BW_E_INDEX;
  }
  return tensor_of(runtime.interpreter->output(index), tensor);
}

int bw_engine_invoke(bw_engine *engine, const bw_observer *observer) {
  if (engine->model == nullptr) {
    return BW_E_MAGIC;
  }
  runtime.watch.observer = observer;
  const TfLiteStatus status = runtime.interpreter->Invoke();
  runtime.watch.observer = nullptr;
  return status == kTfLiteOk ? BW_OK : BW_E_INVOKE;
}

const char *bw_engine_name(void) { return "tflite-micro"; }

const char *bw_engine_kernel_set(void) { return BW_TFLM_KERNELS; }

uint32_t bw_engine_version(void) { return BW_TFLM_VERSION; }

uint32_t bw_engine_abilities(void) {
#ifdef TF_LITE_STRIP_ERROR_STRINGS
  return 0;
#else
  return BW_ENGINE_TELLS_OPS;
#endif
}

}  // extern "C"
