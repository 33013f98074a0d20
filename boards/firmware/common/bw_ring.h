/* Received bytes between an interrupt and the agent: one writer, one reader, no lock.
 *
 * Holds BW_RING_BYTES - 1 bytes: the frames a host may have under way while one is being worked on.
 */
#ifndef BW_RING_H
#define BW_RING_H

#include <stdbool.h>
#include <stdint.h>

/* A board with little memory gives a smaller one, a power of two, with frames that fit (bw_limits.h). */
#ifndef BW_RING_BYTES
enum { BW_RING_BYTES = 4096 };
#endif

struct bw_ring {
    /* volatile: one side reads what the other writes. */
    volatile uint32_t head; /* next to write, the interrupt's */
    volatile uint32_t tail; /* next to read, the agent's */
    volatile uint32_t overflow_count;
    uint8_t bytes[BW_RING_BYTES];
};

/* From the interrupt. */
static inline void bw_ring_put(struct bw_ring *ring, uint8_t byte)
{
    uint32_t head = ring->head;
    uint32_t next = (head + 1) % BW_RING_BYTES;
    if (next == ring->tail) {
        ring->overflow_count++;
        return;
    }
    ring->bytes[head] = byte;
    /* On one core the compiler is all that could reorder these two. */
    __asm__ volatile("" ::: "memory");
    ring->head = next;
}

static inline bool bw_ring_is_empty(const struct bw_ring *ring)
{
    return ring->head == ring->tail;
}

/* From the agent. Takes at most `bytes`; returns how many. */
static inline uint32_t bw_ring_take(struct bw_ring *ring, uint8_t *to, uint32_t bytes)
{
    uint32_t count = 0;
    while (count < bytes && !bw_ring_is_empty(ring)) {
        to[count++] = ring->bytes[ring->tail];
        __asm__ volatile("" ::: "memory");
        ring->tail = (ring->tail + 1) % BW_RING_BYTES;
    }
    return count;
}

#endif
