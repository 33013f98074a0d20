#include "bw_engine.h"

const char *bw_engine_kernel_set(void)
{
    return "generic";
}
