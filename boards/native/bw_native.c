/* The agent as a program of this computer: the wire on standard input and output, the flash in a file.
 *
 *     firmware [--flash FILE] [--slot-offset N] [--chip-id TEXT] [--mark FILE]
 *
 * Without --flash the slot starts erased and is forgotten at the end. Exits when standard input closes.
 */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bw_agent.h"
#include "bw_console.h"
#include "bw_mark.h"

enum {
    SLOT_OFFSET = 1024 * 1024,
    SLOT_BYTES = 1024 * 1024,
    FLASH_BLOCK_BYTES = 4096,
    ARENA_BYTES = 1024 * 1024,
    STAGING_BYTES = 64 * 1024,
    ERASED = 0xff,
};

enum { FLASH_OUT_OF_RANGE = -1, FLASH_FILE = -2 };

struct board {
    const char *flash_path; /* NULL: the flash is memory alone */
    uint32_t slot_offset;
    jmp_buf restart;
};

static _Alignas(16) uint8_t slot[SLOT_BYTES];
static _Alignas(16) uint8_t arena[ARENA_BYTES];
static _Alignas(16) uint8_t staging[STAGING_BYTES];
static struct bw_agent agent;

static uint64_t ticks(void *context)
{
    (void)context;
    return bw_console_monotonic_ns();
}

static uint32_t read_line(void *context, uint8_t *buffer, uint32_t bytes)
{
    (void)context;
    return bw_console_read(buffer, bytes);
}

static void write_line(void *context, const uint8_t *buffer, uint32_t bytes)
{
    (void)context;
    bw_console_write(buffer, bytes);
}

static void idle(void *context)
{
    (void)context;
    bw_console_wait();
}

static void mark(void *context, bool high)
{
    (void)context;
    bw_mark_set(high);
}

static void reset(void *context)
{
    struct board *board = context;
    longjmp(board->restart, 1);
}

/* Puts part of the slot into the file; the file grows as needed and reads as erased where nothing was written. */
static int save(const struct board *board, uint32_t offset, uint32_t bytes)
{
    if (board->flash_path == NULL) {
        return 0;
    }
    FILE *file = fopen(board->flash_path, "r+b");
    if (file == NULL) {
        return FLASH_FILE;
    }
    bool saved = fseek(file, (long)(board->slot_offset + offset), SEEK_SET) == 0 &&
                 fwrite(slot + offset, 1, bytes, file) == bytes;
    saved = fclose(file) == 0 && saved;
    return saved ? 0 : FLASH_FILE;
}

static int flash_erase(void *context, uint32_t offset, uint32_t bytes)
{
    if (offset > SLOT_BYTES || bytes > SLOT_BYTES - offset) {
        return FLASH_OUT_OF_RANGE;
    }
    memset(slot + offset, ERASED, bytes);
    return save(context, offset, bytes);
}

static int flash_write(void *context, uint32_t offset, const uint8_t *data, uint32_t bytes)
{
    if (offset > SLOT_BYTES || bytes > SLOT_BYTES - offset) {
        return FLASH_OUT_OF_RANGE;
    }
    memcpy(slot + offset, data, bytes);
    return save(context, offset, bytes);
}

/* Reads the slot from the flash file; makes the file, erased, where it is missing or short. */
static bool load_flash(const struct board *board)
{
    memset(slot, ERASED, sizeof slot);
    if (board->flash_path == NULL) {
        return true;
    }
    FILE *file = fopen(board->flash_path, "r+b");
    if (file == NULL) {
        file = fopen(board->flash_path, "w+b");
    }
    if (file == NULL) {
        return false;
    }
    bool good = fseek(file, 0, SEEK_END) == 0;
    for (long at = ftell(file); good && at < (long)(board->slot_offset + SLOT_BYTES); at++) {
        good = fputc(ERASED, file) != EOF;
    }
    good = good && fseek(file, (long)board->slot_offset, SEEK_SET) == 0 &&
           fread(slot, 1, sizeof slot, file) == sizeof slot;
    return fclose(file) == 0 && good;
}

static void set_chip_id(struct bw_port *port, const char *text)
{
    size_t bytes = strlen(text);
    port->chip_id_bytes = (uint8_t)(bytes < sizeof port->chip_id ? bytes : sizeof port->chip_id);
    memcpy(port->chip_id, text, port->chip_id_bytes);
}

static bool parse(int count, char **words, struct board *board, struct bw_port *port)
{
    for (int i = 1; i < count; i += 2) {
        if (i + 1 == count) {
            return false;
        }
        if (strcmp(words[i], "--flash") == 0) {
            board->flash_path = words[i + 1];
        } else if (strcmp(words[i], "--slot-offset") == 0) {
            char *end;
            unsigned long offset = strtoul(words[i + 1], &end, 0);
            if (*end != 0 || offset > 0x10000000ul) {
                return false;
            }
            board->slot_offset = (uint32_t)offset;
        } else if (strcmp(words[i], "--chip-id") == 0) {
            set_chip_id(port, words[i + 1]);
        } else if (strcmp(words[i], "--mark") == 0) {
            /* Without the file, a board whose mark line is not connected. */
            port->mark = bw_mark_open(words[i + 1]) ? mark : NULL;
        } else {
            return false;
        }
    }
    return true;
}

int main(int count, char **words)
{
    static struct board board = {.slot_offset = SLOT_OFFSET};
    static struct bw_port port = {
        .context = &board,
        .board = "native",
        .origin = BW_ORIGIN_NATIVE, /* nothing to find out: this file is only ever built for the host */
        .clock_hz = 1000000000,
        .tick_hz = 1000000000,
        .ticks = ticks,
        .read = read_line,
        .write = write_line,
        .idle = idle,
        .reset = reset,
        .flash_erase = flash_erase,
        .flash_write = flash_write,
        .flash_block_bytes = FLASH_BLOCK_BYTES,
        .slot = slot,
        .slot_bytes = SLOT_BYTES,
        .arena = arena,
        .arena_bytes = ARENA_BYTES,
        .staging = staging,
        .staging_bytes = STAGING_BYTES,
    };
    set_chip_id(&port, "native");
    if (!parse(count, words, &board, &port)) {
        fputs("usage: firmware [--flash FILE] [--slot-offset BYTES] [--chip-id TEXT] [--mark FILE]\n", stderr);
        return 2;
    }
    port.slot_flash_offset = board.slot_offset;
    (void)setjmp(board.restart); /* reset comes back here */
    if (!load_flash(&board)) {
        fprintf(stderr, "firmware: cannot read or make the flash file %s\n", board.flash_path);
        return 1;
    }
    bw_console_start();
    bw_agent_run(&agent, &port);
}
