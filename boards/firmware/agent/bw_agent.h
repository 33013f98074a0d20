/* The agent: measures whatever lies in a board's slot, for any host on its serial line. */
#ifndef BW_AGENT_H
#define BW_AGENT_H

#include "bw_ascii.h"
#include "bw_bench.h"
#include "bw_input.h"
#include "bw_port.h"
#include "bw_requests.h"

/* Owned by the board (usually one static object); only the agent touches its fields. */
struct bw_agent {
    struct bw_input input;
    struct bw_bench bench;
    struct bw_ascii ascii;
    struct bw_requests requests;
};

/* Starts the agent on a board and serves its line. Does not return. */
_Noreturn void bw_agent_run(struct bw_agent *agent, const struct bw_port *port);

#endif
