/* The fuzzer for compilers without libFuzzer: the same options as far as they are used here, no feedback.
 *
 * `loop -runs=N -seed=S FOLDER…` mutates the files of the folders; `loop FILE` runs one. The input under way stands in
 * the file that BW_FUZZ_CURRENT names, length first, so that whoever started this finds it after a crash. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine_fuzz.h"

enum { MOST_SEEDS = 16384, MOST_BYTES = 8192 };

static uint8_t *seeds[MOST_SEEDS];
static size_t seed_bytes[MOST_SEEDS];
static uint32_t seed_count;
static uint32_t state = 1;

static uint32_t roll(uint32_t sides)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return sides ? state % sides : 0;
}

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most_bytes)
{
    if (size == 0) {
        return size;
    }
    switch (roll(4)) {
    case 0:
        data[roll((uint32_t)size)] ^= (uint8_t)(1u << roll(8));
        return size;
    case 1:
        data[roll((uint32_t)size)] = (uint8_t)roll(256);
        return size;
    case 2:
        memmove(data + roll((uint32_t)size), data, 1);
        return most_bytes == size ? size : 1 + roll((uint32_t)size);
    default:
        if (size + 16 <= most_bytes) {
            memset(data + size, (int)roll(256), 16);
            return size + 16;
        }
        return size;
    }
}

static void add_seed(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file || seed_count == MOST_SEEDS) {
        fprintf(stderr, "%s cannot be read\n", path);
        exit(2);
    }
    uint8_t *content = malloc(BW_FUZZ_MOST_BYTES);
    seed_bytes[seed_count] = fread(content, 1, BW_FUZZ_MOST_BYTES, file);
    seeds[seed_count++] = content;
    fclose(file);
}

static void add_folder(const char *folder)
{
    struct dirent **entries;
    const int count = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < count; ++i) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.') {
            add_seed(path);
        }
        free(entries[i]);
    }
    if (count >= 0) {
        free(entries);
    }
}

static uint8_t *current_input(void)
{
    const char *path = getenv("BW_FUZZ_CURRENT");
    const size_t bytes = 4 + BW_FUZZ_MOST_BYTES;
    if (!path) {
        return malloc(bytes);
    }
    const int file = open(path, O_RDWR | O_CREAT, 0600);
    uint8_t *memory = file < 0 || ftruncate(file, (off_t)bytes) != 0
                          ? MAP_FAILED
                          : mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (memory == MAP_FAILED) {
        perror(path);
        exit(2);
    }
    close(file);
    return memory;
}

static void run(uint8_t *current, size_t size)
{
    const uint32_t length = (uint32_t)size;
    memcpy(current, &length, sizeof length);
    LLVMFuzzerTestOneInput(current + 4, size);
}

static size_t fresh_input(uint8_t *out)
{
    const uint32_t chosen = roll(seed_count), other = roll(seed_count);
    if (roll(16) == 0) {
        const size_t size = LLVMFuzzerCustomCrossOver(seeds[chosen], seed_bytes[chosen], seeds[other],
                                                      seed_bytes[other], out, MOST_BYTES, roll(0) + state);
        return LLVMFuzzerCustomMutator(out, size, MOST_BYTES, state);
    }
    memcpy(out, seeds[chosen], seed_bytes[chosen]);
    return LLVMFuzzerCustomMutator(out, seed_bytes[chosen], MOST_BYTES, state);
}

int main(int argument_count, char **arguments)
{
    unsigned long runs = 0;
    uint8_t *current = current_input();
    for (int i = 1; i < argument_count; ++i) {
        struct stat found;
        if (strncmp(arguments[i], "-runs=", 6) == 0) {
            runs = strtoul(arguments[i] + 6, NULL, 10);
        } else if (strncmp(arguments[i], "-seed=", 6) == 0) {
            state = (uint32_t)strtoul(arguments[i] + 6, NULL, 10) * 2654435761u | 1;
        } else if (arguments[i][0] != '-' && stat(arguments[i], &found) == 0) {
            S_ISDIR(found.st_mode) ? add_folder(arguments[i]) : add_seed(arguments[i]);
        }
    }
    for (uint32_t i = 0; i < seed_count; ++i) {
        memcpy(current + 4, seeds[i], seed_bytes[i]);
        run(current, seed_bytes[i]);
    }
    unsigned long done = seed_count;
    for (; seed_count && done < runs; ++done) {
        (void)roll(0);
        run(current, fresh_input(current + 4));
    }
    fprintf(stderr, "stat::number_of_executed_units: %lu\n", done);
    return 0;
}
