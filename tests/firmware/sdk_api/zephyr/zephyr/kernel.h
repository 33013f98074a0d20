/* Declared anew for the tests, see README.md beside the folder. */
#include <stddef.h>
#include <stdint.h>

uint32_t k_cycle_get_32(void);
int sys_clock_hw_cycles_per_sec(void);
void k_yield(void);
