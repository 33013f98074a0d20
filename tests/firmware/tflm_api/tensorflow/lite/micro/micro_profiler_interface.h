/* Declared anew for the tests, see README.md beside the folder. */
#ifndef TFLM_API_MICRO_PROFILER_INTERFACE_H
#define TFLM_API_MICRO_PROFILER_INTERFACE_H

#include <cstdint>

namespace tflite {
namespace micro {

class MicroProfilerInterface {
 public:
  virtual ~MicroProfilerInterface() {}
  virtual uint32_t BeginEvent(const char *tag) = 0;
  virtual void EndEvent(uint32_t event_handle) = 0;
};

}  // namespace micro

using micro::MicroProfilerInterface;

}  // namespace tflite

#endif
