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
    bool is_binary;
};

/* Starts the agent: opens the model and says the banner. `port` must stay as long as the agent. */
void bw_agent_start(struct bw_agent *agent, const struct bw_port *port);

/* Takes one received byte, if there is one, and does what it asks for, which may be many inferences. For a main loop of
 * one's own. Returns whether there was one. */
bool bw_agent_step(struct bw_agent *agent);

/* Starts the agent and serves its line for ever. */
__attribute__((noreturn)) void bw_agent_run(struct bw_agent *agent, const struct bw_port *port);

#endif
