#include "bw_cobs.h"

uint32_t bw_cobs_encode(const uint8_t *plain, uint32_t bytes, uint8_t *coded)
{
    uint32_t code_at = 0;
    uint32_t length = 1;
    for (uint32_t i = 0; i < bytes; i++) {
        if (plain[i] != 0) {
            coded[length++] = plain[i];
        }
        if (plain[i] == 0 || (length - code_at == 255 && i + 1 < bytes)) {
            coded[code_at] = (uint8_t)(length - code_at);
            code_at = length++;
        }
    }
    coded[code_at] = (uint8_t)(length - code_at);
    return length;
}

int32_t bw_cobs_decode(uint8_t *buffer, uint32_t bytes)
{
    uint32_t from = 0;
    uint32_t to = 0;
    while (from < bytes) {
        uint32_t code = buffer[from++];
        if (code == 0 || code - 1 > bytes - from) {
            return -1;
        }
        for (uint32_t i = 1; i < code; i++) {
            if (buffer[from] == 0) {
                return -1;
            }
            buffer[to++] = buffer[from++];
        }
        if (code != 255 && from < bytes) {
            buffer[to++] = 0;
        }
    }
    return bytes == 0 ? -1 : (int32_t)to;
}
