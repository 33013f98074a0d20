#include "bw_words.h"

struct bw_word bw_words_next(struct bw_words *words)
{
    while (words->at < words->end && *words->at == ' ') {
        words->at++;
    }
    struct bw_word word = {words->at, 0};
    while (words->at < words->end && *words->at != ' ') {
        words->at++;
        word.bytes++;
    }
    return word;
}

bool bw_word_is(struct bw_word word, const char *expected)
{
    for (uint32_t i = 0; i < word.bytes; i++) {
        if (expected[i] == 0 || word.start[i] != expected[i]) {
            return false;
        }
    }
    return expected[word.bytes] == 0;
}

int32_t bw_word_number(struct bw_word word)
{
    uint32_t i = 0;
    bool negative = word.bytes > 0 && word.start[0] == '-';
    if (negative || (word.bytes > 0 && word.start[0] == '+')) {
        i = 1;
    }
    int64_t value = 0;
    for (; i < word.bytes && word.start[i] >= '0' && word.start[i] <= '9'; i++) {
        value = value * 10 + (word.start[i] - '0');
        if (value > INT32_MAX) {
            value = INT32_MAX;
        }
    }
    return (int32_t)(negative ? -value : value);
}

static int32_t hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

int32_t bw_hex_byte(const char *digits)
{
    int32_t high = hex_digit(digits[0]);
    int32_t low = hex_digit(digits[1]);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
}
