#include "bw_firmware_id.h"

#ifndef BW_FIRMWARE_SHA256
#define BW_FIRMWARE_SHA256 0
#endif

#if defined(__APPLE__)
#define BW_FIRMWARE_SECTION "__DATA,bw_firmware"
#else
#define BW_FIRMWARE_SECTION ".bw_firmware"
#endif

/* volatile: the linked bytes differ from what the compiler sees here, so it must not fold them. */
__attribute__((used, section(BW_FIRMWARE_SECTION))) static const volatile struct bw_firmware_id firmware_id = {
    {'B', 'W', 'F', 'W', 'I', 'D', '1', 0},
    {BW_FIRMWARE_SHA256},
};

const uint8_t *bw_firmware_sha256(void)
{
    return (const uint8_t *)(uintptr_t)firmware_id.sha256;
}
