/* Firmware that speaks MLPerf Tiny and nothing else, written from the protocol and not from Benchwright's agent.
 *
 * It is as brittle as the reference: a command that begins with a zero byte, or has no word, ends it. Macros set how
 * it behaves: MODEL_ID, INPUT_BYTES, LATENCY_US, RESULTS, ENERGY_MODE, CLOCK_STEP_US (0 stands still), CLOCK_START_US,
 * LIES_BY (adds to the count it says), CHATTY (debug text in front of messages).
 *
 * In energy mode it tells no time: it holds the line of `--mark FILE` up, and lets it down for a moment at each time
 * stamp, as the reference does with a pin.
 *
 * Its clock counts LATENCY_US an inference, which takes at least as long: a busy computer does not show in it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifndef MODEL_ID
#define MODEL_ID "kws01"
#endif
#ifndef INPUT_BYTES
#define INPUT_BYTES 490
#endif
#ifndef LATENCY_US
#define LATENCY_US 2000
#endif
#ifndef RESULTS
#define RESULTS 12
#endif
#ifndef CLOCK_STEP_US
#define CLOCK_STEP_US 1
#endif
#ifndef CLOCK_START_US
#define CLOCK_START_US 0
#endif
#ifndef LIES_BY
#define LIES_BY 0
#endif
#ifdef CHATTY
#define DEBUG "th_load_tensor starting at 15260"
#else
#define DEBUG ""
#endif

static unsigned char buffer[INPUT_BYTES];
static size_t wanted_bytes, loaded_bytes;
static unsigned long clock_us = CLOCK_START_US;

static unsigned long long now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (unsigned long long)now.tv_sec * 1000000 + (unsigned long long)now.tv_nsec / 1000;
}

#ifdef ENERGY_MODE
#include "bw_console.h"
#include "bw_mark.h"

enum { PULSE_US = 200 };

static int has_mark;

uint64_t bw_console_monotonic_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void open_mark(int count, char **words)
{
    for (int i = 1; i + 1 < count; i++) {
        if (strcmp(words[i], "--mark") == 0) {
            has_mark = bw_mark_open(words[i + 1]);
        }
    }
    if (has_mark) {
        bw_mark_set(true);
    }
}

static void pulse(void)
{
    if (!has_mark) {
        return;
    }
    unsigned long long until = now_us() + PULSE_US;
    bw_mark_set(false);
    while (now_us() < until) {
    }
    bw_mark_set(true);
}
#endif

static void say(const char *text)
{
    printf("%s\r\n", text);
}

static void timestamp(void)
{
#ifndef ENERGY_MODE
    unsigned long step = CLOCK_STEP_US;
    printf("m-lap-us-%lu\r\n", step ? (clock_us / step * step) & 0xfffffffful : 7);
#else
    pulse();
#endif
}

static void infer_once(void)
{
    unsigned long long until = now_us() + LATENCY_US;
    while (now_us() < until) {
    }
    clock_us += LATENCY_US;
}

static void results(void)
{
    unsigned sum = 0;
    for (size_t i = 0; i < INPUT_BYTES; i++) {
        sum += buffer[i];
    }
    printf("m-results-[");
    for (int i = 0; i < RESULTS; i++) {
        printf("%s%0.3f", i ? "," : "", i == (int)(sum % RESULTS) ? 1.0 : 0.0);
    }
    say("]");
}

static void infer(int count, int warmup)
{
    printf(DEBUG "m-warmup-start-%d\r\n", warmup);
    for (int i = 0; i < warmup; i++) {
        infer_once();
    }
    say("m-warmup-done");
    printf("m-infer-start-%d\r\n", count + LIES_BY);
    timestamp();
    for (int i = 0; i < count; i++) {
        infer_once();
    }
    timestamp();
    say("m-infer-done");
    results();
}

static void load_hex(const char *digits)
{
    for (; digits[0] && digits[1]; digits += 2) {
        char pair[3] = {digits[0], digits[1], 0};
        buffer[loaded_bytes++] = (unsigned char)strtoul(pair, NULL, 16);
        if (loaded_bytes == wanted_bytes) {
            say("m-load-done");
            return;
        }
    }
}

static void db(void)
{
    const char *word = strtok(NULL, " ");
    if (word == NULL) {
        say("e-[Command 'db' requires a subcommand]");
    } else if (strcmp(word, "load") == 0) {
        word = strtok(NULL, " ");
        wanted_bytes = word ? strtoul(word, NULL, 10) : 0;
        loaded_bytes = 0;
        if (wanted_bytes == 0 || wanted_bytes > sizeof buffer) {
            wanted_bytes = 0;
            say("e-[Command 'db load' must be >0 bytes]");
        } else {
            printf("m-[Expecting %zu bytes]\r\n", wanted_bytes);
        }
    } else if (loaded_bytes < wanted_bytes) {
        load_hex(word);
    }
}

static void run(char *command)
{
    const char *word = strtok(command, " ");
    if (word == NULL) {
        abort(); /* the reference hands NULL to strncmp here */
    }
    if (strcmp(word, "name") == 0) {
        say("m-name-dut-[small firmware]");
    } else if (strcmp(word, "profile") == 0) {
        say("m-profile-[ULPMark for tinyML Firmware V0.0.1]");
        say("m-model-[" MODEL_ID "]");
    } else if (strcmp(word, "timestamp") == 0) {
        timestamp();
    } else if (strcmp(word, "db") == 0) {
        db();
    } else if (strcmp(word, "infer") == 0) {
        const char *count = strtok(NULL, " ");
        const char *warmup = strtok(NULL, " ");
        infer(count ? atoi(count) : 1, warmup ? atoi(warmup) : 10);
    } else {
        printf("e-[Unknown command: %s]\r\n", word);
    }
    say("m-ready");
}

int main(int count, char **words)
{
    char command[80] = {0};
    size_t bytes = 0;
    setvbuf(stdin, NULL, _IONBF, 0);
#ifdef ENERGY_MODE
    open_mark(count, words);
    say("m-timestamp-mode-energy");
#else
    (void)count;
    (void)words;
    say("m-timestamp-mode-performance");
#endif
    say("m-init-done");
    say("m-ready");
    fflush(stdout);
    for (int character = getchar(); character != EOF; character = getchar()) {
        if (character == '%') {
            command[bytes] = 0;
            bytes = 0;
            run(command);
            fflush(stdout);
        } else if (bytes < sizeof command - 1) {
            command[bytes++] = (char)character;
        }
    }
    return 0;
}
