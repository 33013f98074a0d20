/* Declared anew for the tests, see README.md beside the folder. Only the address of a resolver travels here, so that
 * the virtual functions of the real class are left out. */
#ifndef TFLM_API_MICRO_OP_RESOLVER_H
#define TFLM_API_MICRO_OP_RESOLVER_H

namespace tflite {
namespace micro {

class MicroOpResolver {};

}  // namespace micro

using micro::MicroOpResolver;

}  // namespace tflite

#endif
