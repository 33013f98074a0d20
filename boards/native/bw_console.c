#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L
#endif

#include "bw_console.h"

#include <stdlib.h>

#if defined(_WIN32)

#include <fcntl.h>
#include <io.h>
#include <windows.h>

void bw_console_start(void)
{
    _setmode(0, _O_BINARY);
    _setmode(1, _O_BINARY);
}

/* Bytes waiting on the pipe that standard input is. */
static DWORD waiting_bytes(void)
{
    DWORD waiting = 0;
    if (!PeekNamedPipe(GetStdHandle(STD_INPUT_HANDLE), NULL, 0, NULL, &waiting, NULL)) {
        exit(0);
    }
    return waiting;
}

uint32_t bw_console_read(uint8_t *buffer, uint32_t bytes)
{
    DWORD waiting = waiting_bytes();
    if (waiting == 0) {
        return 0;
    }
    int count = _read(0, buffer, waiting < bytes ? waiting : bytes);
    if (count <= 0) {
        exit(0);
    }
    return (uint32_t)count;
}

void bw_console_wait(void)
{
    /* A pipe cannot be waited for; a millisecond is what the scheduler gives at best. */
    for (int i = 0; i < 100 && waiting_bytes() == 0; i++) {
        Sleep(1);
    }
}

void bw_console_write(const uint8_t *buffer, uint32_t bytes)
{
    while (bytes > 0) {
        int count = _write(1, buffer, bytes);
        if (count <= 0) {
            exit(0);
        }
        buffer += count;
        bytes -= (uint32_t)count;
    }
}

uint64_t bw_console_monotonic_ns(void)
{
    LARGE_INTEGER counter, frequency;
    QueryPerformanceCounter(&counter);
    QueryPerformanceFrequency(&frequency);
    uint64_t ticks = (uint64_t)counter.QuadPart;
    uint64_t hz = (uint64_t)frequency.QuadPart;
    return ticks / hz * 1000000000u + ticks % hz * 1000000000u / hz;
}

#else

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

void bw_console_start(void)
{
    signal(SIGPIPE, SIG_IGN); /* a write to nobody is seen by its result */
}

static int something_comes(int deadline_ms)
{
    struct pollfd input = {.fd = 0, .events = POLLIN};
    return poll(&input, 1, deadline_ms) > 0;
}

uint32_t bw_console_read(uint8_t *buffer, uint32_t bytes)
{
    if (!something_comes(0)) {
        return 0;
    }
    ssize_t count = read(0, buffer, bytes);
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) {
        return 0;
    }
    if (count <= 0) {
        exit(0);
    }
    return (uint32_t)count;
}

void bw_console_wait(void)
{
    (void)something_comes(100);
}

void bw_console_write(const uint8_t *buffer, uint32_t bytes)
{
    while (bytes > 0) {
        ssize_t count = write(1, buffer, bytes);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            exit(0);
        }
        buffer += count;
        bytes -= (uint32_t)count;
    }
}

uint64_t bw_console_monotonic_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

#endif
