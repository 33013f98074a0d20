/* Text to the host, without printf: a few kilobytes less flash, and no format string to get wrong. */
#ifndef BW_TEXT_H
#define BW_TEXT_H

#include <stdint.h>

#include "bw_port.h"

struct bw_text {
    const struct bw_port *port;
    uint32_t used;
    uint8_t buffer[128];
};

void bw_text_start(struct bw_text *text, const struct bw_port *port);
void bw_text_string(struct bw_text *text, const char *string);
/* At most `bytes` characters, up to a NUL; what is not printable ASCII becomes '?', so that received
 * noise can never forge a line of ours. */
void bw_text_foreign(struct bw_text *text, const char *string, uint32_t bytes);
void bw_text_unsigned(struct bw_text *text, uint64_t value);
void bw_text_signed(struct bw_text *text, int32_t value);
void bw_text_hex(struct bw_text *text, uint8_t value);
/* As printf's %0.3f; "nan", "inf" and "-inf" as there; beyond +-9e15 it prints +-9000000000000000.000. */
void bw_text_real(struct bw_text *text, float value);
/* Ends the line with CR LF and sends it. */
void bw_text_line(struct bw_text *text, const char *string);
void bw_text_flush(struct bw_text *text);

#endif
