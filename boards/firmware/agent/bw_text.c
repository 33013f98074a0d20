#include "bw_text.h"

void bw_text_start(struct bw_text *text, const struct bw_port *port)
{
    text->port = port;
    text->used = 0;
}

void bw_text_flush(struct bw_text *text)
{
    if (text->used > 0) {
        text->port->write(text->port->context, text->buffer, text->used);
        text->used = 0;
    }
}

static void put(struct bw_text *text, char c)
{
    if (text->used == sizeof text->buffer) {
        bw_text_flush(text);
    }
    text->buffer[text->used++] = (uint8_t)c;
}

void bw_text_string(struct bw_text *text, const char *string)
{
    for (; *string != 0; string++) {
        put(text, *string);
    }
}

void bw_text_foreign(struct bw_text *text, const char *string, uint32_t bytes)
{
    for (uint32_t i = 0; i < bytes && string[i] != 0; i++) {
        put(text, string[i] >= ' ' && string[i] <= '~' ? string[i] : '?');
    }
}

void bw_text_unsigned(struct bw_text *text, uint64_t value)
{
    char digits[20];
    uint32_t count = 0;
    do {
        digits[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    while (count > 0) {
        put(text, digits[--count]);
    }
}

void bw_text_signed(struct bw_text *text, int32_t value)
{
    if (value < 0) {
        put(text, '-');
    }
    bw_text_unsigned(text, (uint64_t)(value < 0 ? -(int64_t)value : value));
}

void bw_text_hex(struct bw_text *text, uint8_t value)
{
    static const char digit[] = "0123456789abcdef";
    put(text, digit[value >> 4]);
    put(text, digit[value & 15u]);
}

void bw_text_real(struct bw_text *text, float value)
{
    if (value != value) {
        bw_text_string(text, "nan");
        return;
    }
    double magnitude = value;
    if (value < 0 || (value == 0 && 1.0f / value < 0)) {
        put(text, '-');
        magnitude = -magnitude;
    }
    if (magnitude > 3.5e38) {
        bw_text_string(text, "inf");
        return;
    }
    if (magnitude > 9e15) {
        magnitude = 9e15;
    }
    /* 24 bits of mantissa times 1000 fit into a double, so the product is exact and ties are real ties. */
    double scaled = magnitude * 1000.0;
    uint64_t thousandths = (uint64_t)scaled;
    double rest = scaled - (double)thousandths;
    if (rest > 0.5 || (rest == 0.5 && (thousandths & 1u) != 0)) {
        thousandths++;
    }
    bw_text_unsigned(text, thousandths / 1000);
    put(text, '.');
    uint32_t fraction = (uint32_t)(thousandths % 1000);
    put(text, (char)('0' + fraction / 100));
    put(text, (char)('0' + fraction / 10 % 10));
    put(text, (char)('0' + fraction % 10));
}

void bw_text_line(struct bw_text *text, const char *string)
{
    bw_text_string(text, string);
    bw_text_string(text, "\r\n");
    bw_text_flush(text);
}
