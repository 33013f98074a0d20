/* Declared anew for the tests, see README.md beside the folder. */
#include <stdint.h>

int64_t esp_timer_get_time(void);
