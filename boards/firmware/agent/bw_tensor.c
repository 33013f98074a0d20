#include "bw_tensor.h"

#include <string.h>

static uint32_t element_bytes(uint32_t type)
{
    return type == BW_FLOAT32 || type == BW_INT32 ? 4 : type == BW_INT16 ? 2 : 1;
}

static int32_t quantise(float value, float scale, int32_t zero_point, int32_t least, int32_t most)
{
    float scaled = value / scale;
    /* Beyond +-70000 every integer type here is clamped anyway; NaN becomes the zero point. */
    if (!(scaled > -70000.0f && scaled < 70000.0f)) {
        scaled = scaled < 0 ? -70000.0f : scaled > 0 ? 70000.0f : 0.0f;
    }
    /* Half away from zero, as round() of the MLPerf reference; the difference is exact in float. */
    int32_t rounded = (int32_t)scaled;
    float rest = scaled - (float)rounded;
    rounded += rest >= 0.5f ? 1 : rest <= -0.5f ? -1 : 0;
    rounded += zero_point;
    return rounded < least ? least : rounded > most ? most : rounded;
}

static float float_at(const uint8_t *from)
{
    float value;
    memcpy(&value, from, sizeof value);
    return value;
}

static uint32_t fill_from_float(const struct bw_tensor *tensor, const uint8_t *from, uint32_t count)
{
    int32_t least = tensor->type == BW_INT8 ? -128 : 0;
    for (uint32_t i = 0; i < count; i++) {
        tensor->data[i] =
            (uint8_t)quantise(float_at(from + 4 * i), tensor->scale, tensor->zero_point, least, least + 255);
    }
    return 4 * count;
}

uint32_t bw_tensor_fill(const struct bw_tensor *tensor, uint32_t encoding, const uint8_t *from, uint32_t bytes)
{
    const bool one_byte = tensor->type == BW_INT8 || tensor->type == BW_UINT8;
    if (encoding == BW_INPUT_FLOAT32 && one_byte && tensor->scale > 0) {
        uint32_t count = tensor->bytes < bytes / 4 ? tensor->bytes : bytes / 4;
        memset(tensor->data + count, 0, tensor->bytes - count);
        return fill_from_float(tensor, from, count);
    }
    uint32_t count = tensor->bytes < bytes ? tensor->bytes : bytes;
    memcpy(tensor->data, from, count);
    memset(tensor->data + count, 0, tensor->bytes - count);
    if (encoding == BW_INPUT_UINT8_OFFSET && tensor->type == BW_INT8) {
        for (uint32_t i = 0; i < count; i++) {
            tensor->data[i] ^= 0x80u;
        }
    }
    return count;
}

uint32_t bw_tensor_element_count(const struct bw_tensor *tensor)
{
    return tensor->bytes / element_bytes(tensor->type);
}

static int32_t integer_at(const uint8_t *data, uint32_t type, uint32_t index)
{
    int16_t half;
    int32_t word;
    switch (type) {
    case BW_INT8:
        return (int8_t)data[index];
    case BW_INT16:
        memcpy(&half, data + 2 * index, sizeof half);
        return half;
    case BW_INT32:
        memcpy(&word, data + 4 * index, sizeof word);
        return word;
    default:
        return data[index];
    }
}

float bw_tensor_real(const struct bw_tensor *tensor, uint32_t index)
{
    if (tensor->type == BW_FLOAT32) {
        return float_at(tensor->data + 4 * index);
    }
    int32_t value = integer_at(tensor->data, tensor->type, index);
    return tensor->scale > 0 ? (float)(value - tensor->zero_point) * tensor->scale : (float)value;
}
