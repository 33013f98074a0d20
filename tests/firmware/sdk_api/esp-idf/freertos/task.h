/* Declared anew for the tests, see README.md beside the folder. */
#include <stdint.h>

void vTaskDelay(const uint32_t ticks);
