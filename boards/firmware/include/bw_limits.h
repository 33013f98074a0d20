/* How much the agent takes at once. A project with less memory, or a line that loses what is not read in time, defines
 * smaller numbers for every file that it compiles. */
#ifndef BW_LIMITS_H
#define BW_LIMITS_H

/* Arduino's receive buffer has 64 bytes on many boards, and no build flags of one's own. */
#ifdef ARDUINO
#ifndef BW_MAX_BODY_BYTES
#define BW_MAX_BODY_BYTES 256
#endif
#ifndef BW_WINDOW
#define BW_WINDOW 1
#endif
#endif

/* The longest body of a frame: at least the 208 bytes of HELLO, and a multiple of 16. */
#ifndef BW_MAX_BODY_BYTES
enum { BW_MAX_BODY_BYTES = 1024 };
#endif

/* Requests a host may have under way: a port's receive ring holds BW_WINDOW - 1 of them while one is being worked on. */
#ifndef BW_WINDOW
enum { BW_WINDOW = 4 };
#endif

#endif
