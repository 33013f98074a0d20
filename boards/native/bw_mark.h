/* The mark line of the native board: changes of level with their time, in a file that a virtual power meter follows.
 *
 * The file is memory of BW_MARK_FILE_BYTES: how many changes there ever were since the firmware started, then a ring
 * of the latest BW_MARK_ENTRIES. An entry is the monotonic clock in nanoseconds with the level in its least bit.
 * All numbers are 64 bits in the computer's own byte order. */
#ifndef BW_MARK_H
#define BW_MARK_H

#include <stdbool.h>

enum { BW_MARK_ENTRIES = 8192, BW_MARK_FILE_BYTES = 8 * (1 + BW_MARK_ENTRIES) };

/* Makes the file anew, the line low; false where that fails, and where this system has no such files. */
bool bw_mark_open(const char *path);

/* Moves the line. To be called after bw_mark_open. */
void bw_mark_set(bool high);

#endif
