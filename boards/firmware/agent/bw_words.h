/* The words of one ASCII command, separated by spaces. */
#ifndef BW_WORDS_H
#define BW_WORDS_H

#include <stdbool.h>
#include <stdint.h>

/* What is left of a command. */
struct bw_words {
    const char *at;
    const char *end;
};

/* A word inside the command buffer, not NUL-terminated; 0 bytes when there was none. */
struct bw_word {
    const char *start;
    uint32_t bytes;
};

struct bw_word bw_words_next(struct bw_words *words);
bool bw_word_is(struct bw_word word, const char *expected);
/* As atoi: sign and leading digits, 0 without any; saturates instead of overflowing. */
int32_t bw_word_number(struct bw_word word);
/* Value of two hexadecimal digits of either case, or -1. */
int32_t bw_hex_byte(const char *digits);

#endif
