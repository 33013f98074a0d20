/* Programs the slot as the agent does and says what came out, a line "status, then how many bytes are as expected" for
 * each step. Runs under QEMU only, on a board whose emulated flash can be written. */
#include <string.h>

#include "bw_flash.h"
#include "probe.h"

enum { PAGES_BYTES = 2048, PATTERN_BYTES = 512 };

static const uint8_t *const slot = (const uint8_t *)(uintptr_t)BW_SLOT_ADDRESS;
static uint8_t pattern[PATTERN_BYTES];

static void report(int status, const uint8_t *wanted, uint32_t from, uint32_t bytes)
{
    uint32_t equal = 0;
    for (uint32_t i = 0; i < bytes; i++) {
        equal += slot[from + i] == (wanted != 0 ? wanted[i] : 0xff);
    }
    say((uint32_t)-status, ' ');
    say(equal, '\n');
}

int main(void)
{
    for (uint32_t i = 0; i < PATTERN_BYTES; i++) {
        pattern[i] = (uint8_t)(i * 7 + 1);
    }
    report(bw_flash_erase(0, 0, PAGES_BYTES), 0, 0, PAGES_BYTES);
    report(bw_flash_write(0, 1024, pattern, PATTERN_BYTES), pattern, 1024, PATTERN_BYTES);
    report(bw_flash_write(0, 1024, pattern, PATTERN_BYTES), pattern, 1024, PATTERN_BYTES); /* repeated */
    report(bw_flash_write(0, 1024 + 16, pattern, 16), pattern, 1024, 16);                  /* over what is there */
    report(bw_flash_erase(0, 1024, 1024), 0, 1024, 1024);
    report(bw_flash_erase(0, BW_SLOT_BYTES - 1024, 1024), 0, BW_SLOT_BYTES - 1024, 1024);
    report(bw_flash_write(0, BW_SLOT_BYTES - 16, pattern, 16), pattern, BW_SLOT_BYTES - 16, 16);
    report(bw_flash_write(0, BW_SLOT_BYTES - 16, pattern, 32), pattern, BW_SLOT_BYTES - 16, 16);
    report(bw_flash_erase(0, BW_SLOT_BYTES, 1024), 0, 0, PAGES_BYTES);
    leave();
}
