/* Declared anew for the tests, see README.md beside the folder. Reads the few fields of a .tflite that the adapter asks
 * for, by the rules of the FlatBuffers format: a table begins with the distance back to its vtable, offsets go forward. */
#ifndef TFLM_API_SCHEMA_GENERATED_H
#define TFLM_API_SCHEMA_GENERATED_H

#include <cstdint>
#include <cstring>

namespace tflite {

template <typename T>
T scalar_at(const void *from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

/* A table: `this` is its first byte. */
class Table {
 public:
  const uint8_t *field(unsigned slot) const {
    const auto *table = reinterpret_cast<const uint8_t *>(this);
    const uint8_t *vtable = table - scalar_at<int32_t>(table);
    const unsigned at = 4 + 2 * slot;
    const unsigned offset = at < scalar_at<uint16_t>(vtable) ? scalar_at<uint16_t>(vtable + at) : 0;
    return offset != 0 ? table + offset : nullptr;
  }

  template <typename T>
  const T *pointer(unsigned slot) const {
    const uint8_t *at = field(slot);
    return at != nullptr ? reinterpret_cast<const T *>(at + scalar_at<uint32_t>(at)) : nullptr;
  }
};

/* A vector of tables, or of anything else where only its size is asked for. */
template <typename T>
class Vector {
 public:
  uint32_t size() const { return scalar_at<uint32_t>(this); }

  const T *Get(uint32_t index) const {
    const uint8_t *at = reinterpret_cast<const uint8_t *>(this) + 4 + 4 * index;
    return reinterpret_cast<const T *>(at + scalar_at<uint32_t>(at));
  }
};

/* Slots in the order of schema.fbs: tensors, inputs, outputs, operators. */
class SubGraph : public Table {
 public:
  const Vector<int32_t> *inputs() const { return pointer<Vector<int32_t>>(1); }
  const Vector<int32_t> *outputs() const { return pointer<Vector<int32_t>>(2); }
  const Vector<Table> *operators() const { return pointer<Vector<Table>>(3); }
};

/* version, operator_codes, subgraphs. */
struct Model : public Table {
  uint32_t version() const {
    const uint8_t *at = field(0);
    return at != nullptr ? scalar_at<uint32_t>(at) : 0;
  }
  const Vector<SubGraph> *subgraphs() const { return pointer<Vector<SubGraph>>(2); }
};

inline const Model *GetModel(const void *data) {
  return reinterpret_cast<const Model *>(static_cast<const uint8_t *>(data) + scalar_at<uint32_t>(data));
}

}  // namespace tflite

#endif
