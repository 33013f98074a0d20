/* Benchwright's agent in a project of your own, from C and from C++.
 *
 * Fill a struct bw_port (your serial line, your clock, your memory), link one engine behind bw_engine.h, call
 * bw_agent_start once and bw_agent_step from your main loop; or bw_agent_run, which never returns.
 */
#ifndef BENCHWRIGHT_AGENT_H
#define BENCHWRIGHT_AGENT_H

/* Outside of extern "C", where a C++ library may declare templates in them. */
#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#include "bw_agent.h"
#include "bw_engine.h"
#include "bw_port.h"

#ifdef __cplusplus
}
#endif

#endif
