#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L
#endif

#include "bw_mark.h"

#include <stddef.h>
#include <stdint.h>

#include "bw_console.h"

#if defined(_WIN32)

bool bw_mark_open(const char *path)
{
    (void)path;
    return false;
}

void bw_mark_set(bool high)
{
    (void)high;
}

#else

#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <unistd.h>

struct ring {
    _Atomic uint64_t count;
    uint64_t entries[BW_MARK_ENTRIES];
};

_Static_assert(sizeof(struct ring) == BW_MARK_FILE_BYTES, "the layout of the file");

static struct ring *ring;

bool bw_mark_open(const char *path)
{
    int file = open(path, O_RDWR | O_CREAT, 0600);
    if (file < 0) {
        return false;
    }
    void *memory = MAP_FAILED;
    if (ftruncate(file, BW_MARK_FILE_BYTES) == 0) {
        memory = mmap(NULL, BW_MARK_FILE_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    }
    (void)close(file);
    if (memory == MAP_FAILED) {
        return false;
    }
    ring = memory;
    atomic_store_explicit(&ring->count, 0, memory_order_release);
    return true;
}

void bw_mark_set(bool high)
{
    uint64_t count = atomic_load_explicit(&ring->count, memory_order_relaxed);
    ring->entries[count % BW_MARK_ENTRIES] = (bw_console_monotonic_ns() & ~(uint64_t)1) | (high ? 1u : 0u);
    atomic_store_explicit(&ring->count, count + 1, memory_order_release);
}

#endif
