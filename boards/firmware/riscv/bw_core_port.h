/* The part of a port that is the same on every RISC-V whose receive interrupt fills a ring. */
#ifndef BW_CORE_PORT_H
#define BW_CORE_PORT_H

#include "bw_port.h"
#include "bw_ring.h"
#include "bw_ticks.h"

/* A port with name and memory (as board.toml has them), counter, reading, idling, reset and calibration filled in.
 * The ring is its `context`. The board adds its origin, its clock, `write`, and what else it can do. */
struct bw_port bw_core_port(struct bw_ring *ring, struct bw_calibration calibration);

#endif
