#include "bw_requests.h"

#include <string.h>

#include "bw_ascii.h"
#include "bw_bytes.h"
#include "bw_crc32.h"
#include "bw_firmware_id.h"
#include "bw_paint.h"
#include "bw_sha256.h"

enum kind {
    KIND_HELLO = 0x01,
    KIND_LOAD_INPUT = 0x02,
    KIND_INFER = 0x03,
    KIND_READ_OUTPUT = 0x04,
    KIND_PROFILE = 0x05,
    KIND_MEMORY = 0x06,
    KIND_PACK_ERASE = 0x07,
    KIND_PACK_WRITE = 0x08,
    KIND_PACK_VERIFY = 0x09,
    KIND_LAYERS = 0x0a,
    KIND_STATISTICS = 0x0b,
    KIND_ECHO = 0x0c,
    KIND_RESET = 0x0d,
    KIND_ASCII = 0x0e,
    KIND_CANCEL = 0x0f,
    KIND_RESET_STATE = 0x10,
    KIND_ANSWER = 0x80,
    KIND_REFUSAL = 0xff,
};

enum refusal {
    REFUSE_UNKNOWN_KIND = 1,
    REFUSE_BAD_BODY = 2,
    REFUSE_NO_PACK = 3,
    REFUSE_NO_INPUT = 4,
    REFUSE_OUT_OF_RANGE = 5,
    REFUSE_ENGINE = 6,
    REFUSE_FLASH = 7,
    REFUSE_UNSUPPORTED = 8,
    REFUSE_CANCELLED = 9,
};

enum capability {
    CAN_WRITE_PACK = 1u << 0,
    CAN_PROFILE = 1u << 1,
    CAN_PAINT_ARENA = 1u << 2,
    CAN_PAINT_STACK = 1u << 3,
    CAN_MARK = 1u << 4,
    CAN_RESET = 1u << 5,
    CAN_CHECK_LAYERS = 1u << 6,
    CAN_RESET_STATE = 1u << 7,
};

/* The request being answered; copied out of the receive buffer, which INFER uses again meanwhile. */
struct request {
    uint8_t kind;
    uint8_t sequence;
    const uint8_t *body;
    uint32_t body_bytes;
};

static const struct bw_port *port_of(const struct bw_requests *requests)
{
    return requests->bench->port;
}

static uint64_t now(const struct bw_requests *requests)
{
    return port_of(requests)->ticks(port_of(requests)->context);
}

static uint8_t *answer_body(struct bw_requests *requests)
{
    return bw_frames_body(&requests->frames);
}

static void answer(struct bw_requests *requests, const struct request *request, uint32_t body_bytes)
{
    bw_frames_send(&requests->frames, (uint8_t)(request->kind | KIND_ANSWER), request->sequence, body_bytes);
}

static void refuse(struct bw_requests *requests, const struct request *request, enum refusal code, const char *text)
{
    uint8_t *body = answer_body(requests);
    uint32_t text_bytes = 0;
    body[0] = request->kind;
    body[1] = (uint8_t)code;
    while (text[text_bytes] != 0 && text_bytes < BW_MAX_BODY_BYTES - 2) {
        body[2 + text_bytes] = (uint8_t)text[text_bytes];
        text_bytes++;
    }
    bw_frames_send(&requests->frames, KIND_REFUSAL, request->sequence, 2 + text_bytes);
}

static void refuse_status(struct bw_requests *requests, const struct request *request, enum refusal code,
                          const char *before, int status)
{
    char text[64];
    uint32_t length = 0;
    while (before[length] != 0 && length < sizeof text - 6) {
        text[length] = before[length];
        length++;
    }
    /* Every status is one of -1 .. -99. */
    uint32_t magnitude = (uint32_t)(status < 0 ? -status : status) % 100;
    text[length++] = status < 0 ? '-' : '+';
    if (magnitude >= 10) {
        text[length++] = (char)('0' + magnitude / 10);
    }
    text[length++] = (char)('0' + magnitude % 10);
    text[length] = 0;
    refuse(requests, request, code, text);
}

/* Sends the refusal and returns false when there is nothing that could be run. */
static bool can_infer(struct bw_requests *requests, const struct request *request)
{
    const struct bw_bench *bench = requests->bench;
    if (!bw_bench_is_open(bench)) {
        refuse_status(requests, request, REFUSE_NO_PACK, "no pack is open: pack status ", bench->pack_status);
        return false;
    }
    if (bench->staged == BW_STAGED_NOTHING ||
        (bench->staged == BW_STAGED_TENSORS && bench->staged_bytes < bench->input_bytes)) {
        refuse(requests, request, REFUSE_NO_INPUT, "the input is not loaded whole");
        return false;
    }
    return true;
}

static bool engine_can(enum bw_engine_ability ability)
{
    return (bw_engine_abilities() & (uint32_t)ability) != 0;
}

static uint32_t capabilities(const struct bw_port *port)
{
    const bool writes_flash = port->flash_erase != NULL && port->flash_write != NULL;
    uint32_t bits = CAN_RESET_STATE;
    bits |= engine_can(BW_ENGINE_TELLS_OPS) ? CAN_PROFILE : 0u;
    bits |= engine_can(BW_ENGINE_SHOWS_OPS) ? CAN_CHECK_LAYERS : 0u;
    bits |= engine_can(BW_ENGINE_FILLS_ARENA) ? CAN_PAINT_ARENA : 0u;
    bits |= engine_can(BW_ENGINE_READS_SLOT) && writes_flash ? CAN_WRITE_PACK : 0u;
    bits |= port->stack_low != NULL ? CAN_PAINT_STACK : 0u;
    bits |= port->mark != NULL ? CAN_MARK : 0u;
    bits |= port->reset != NULL ? CAN_RESET : 0u;
    return bits;
}

static void put_text(uint8_t *to, uint32_t bytes, const char *text)
{
    for (uint32_t i = 0; i < bytes && text[i] != 0; i++) {
        to[i] = (uint8_t)text[i];
    }
}

static void run_hello(struct bw_requests *requests, const struct request *request)
{
    const struct bw_bench *bench = requests->bench;
    const struct bw_port *port = bench->port;
    const struct bw_model *model = bw_bench_model(bench);
    const bool reads_slot = engine_can(BW_ENGINE_READS_SLOT);
    uint8_t *body = answer_body(requests);
    memset(body, 0, BW_HELLO_BYTES);
    bw_put_u16(body, BW_WIRE_VERSION);
    bw_put_u16(body + 2, BW_AGENT_VERSION);
    bw_put_u16(body + 4, (uint16_t)bw_engine_version());
    bw_put_u16(body + 6, BW_MAX_BODY_BYTES);
    body[8] = BW_WINDOW;
    body[9] = (uint8_t)port->origin;
    body[10] = (uint8_t)bench->pack_status;
    body[11] = port->chip_id_bytes;
    bw_put_u32(body + 12, capabilities(port));
    bw_put_u32(body + 16, port->clock_hz);
    bw_put_u32(body + 20, port->tick_hz);
    bw_put_u32(body + 24, bench->overhead_ticks);
    bw_put_u32(body + 28, reads_slot ? port->slot_bytes : 0);
    bw_put_u32(body + 32, port->arena_bytes);
    bw_put_u32(body + 36, port->staging_bytes);
    bw_put_u32(body + 40, port->calibration_instructions);
    bw_put_u32(body + 44, port->calibration_ticks);
    memcpy(body + 48, port->chip_id, 16);
    put_text(body + 64, 32, port->board);
    put_text(body + 96, 16, bw_engine_name());
    put_text(body + 112, 16, bw_engine_kernel_set());
    memcpy(body + 128, bw_firmware_sha256(), 32);
    if (model != NULL) {
        memcpy(body + 160, model->sha256, 32);
    }
    bw_put_u32(body + 192, port->flash_block_bytes);
    bw_put_u32(body + 196, reads_slot ? port->slot_flash_offset : 0);
    bw_put_u32(body + 200, bench->input_bytes);
    bw_put_u32(body + 204, bench->input_type);
    bw_put_u32(body + 208, bench->pack_fault);
    answer(requests, request, BW_HELLO_BYTES);
}

static void run_load_input(struct bw_requests *requests, const struct request *request)
{
    struct bw_bench *bench = requests->bench;
    if (request->body_bytes < 4) {
        refuse(requests, request, REFUSE_BAD_BODY, "offset missing");
        return;
    }
    uint32_t offset = bw_get_u32(request->body);
    uint32_t bytes = request->body_bytes - 4;
    if (offset > bench->port->staging_bytes || bytes > bench->port->staging_bytes - offset) {
        refuse(requests, request, REFUSE_OUT_OF_RANGE, "behind the end of the staging buffer");
        return;
    }
    if (bench->staged != BW_STAGED_TENSORS) {
        bench->staged = BW_STAGED_TENSORS;
        bench->staged_bytes = 0;
    }
    /* A host that leaves a gap has an unanswered request and knows it; the end is all that is kept here. */
    memcpy(bench->port->staging + offset, request->body + 4, bytes);
    if (offset + bytes > bench->staged_bytes) {
        bench->staged_bytes = offset + bytes;
    }
    bw_put_u32(answer_body(requests), offset + bytes);
    answer(requests, request, 4);
}

enum { SERIES_HEAD_BYTES = 8 };

/* Numbers that go out in as many frames as they need: first_index u32 | total u32 | entries. */
struct series {
    struct bw_requests *requests;
    struct request request;
    uint32_t entry_bytes;
    uint32_t total;
    uint32_t first_index;
    uint32_t held_count;
};

static void series_send(struct series *series)
{
    uint8_t *body = answer_body(series->requests);
    bw_put_u32(body, series->first_index);
    bw_put_u32(body + 4, series->total);
    answer(series->requests, &series->request, SERIES_HEAD_BYTES + series->held_count * series->entry_bytes);
    series->first_index += series->held_count;
    series->held_count = 0;
}

/* Room for the next entry. The frame that is full goes out before, never the last one. */
static uint8_t *series_next(struct series *series)
{
    if ((series->held_count + 1) * series->entry_bytes > BW_MAX_BODY_BYTES - SERIES_HEAD_BYTES) {
        series_send(series);
    }
    return answer_body(series->requests) + SERIES_HEAD_BYTES + series->held_count++ * series->entry_bytes;
}

/* Reads what came during INFER. Returns true when it was CANCEL. */
static bool cancel_came(struct bw_requests *requests)
{
    uint8_t byte;
    /* Bounded, so that a flood delays the next inference but cannot stop it. */
    for (int i = 0; i < 256 && !requests->request_waits; i++) {
        if (!bw_input_next(requests->input, port_of(requests), &byte)) {
            break;
        }
        if (bw_frames_feed(&requests->frames, byte)) {
            requests->request_waits = true;
            return requests->frames.kind == KIND_CANCEL;
        }
    }
    return false;
}

/* One inference of a series. Returns false, with the refusal sent, when it failed or was cancelled. */
static bool infer_once(struct series *series, uint64_t *ticks)
{
    struct bw_requests *requests = series->requests;
    int status = bw_bench_infer(requests->bench, NULL, ticks);
    if (status != BW_OK) {
        refuse_status(requests, &series->request, REFUSE_ENGINE, "engine status ", status);
        return false;
    }
    if (cancel_came(requests)) {
        refuse(requests, &series->request, REFUSE_CANCELLED, "cancelled by the host");
        return false;
    }
    return true;
}

static void run_infer(struct bw_requests *requests, const struct request *request)
{
    if (request->body_bytes != 8) {
        refuse(requests, request, REFUSE_BAD_BODY, "count u32, warmup u32 expected");
        return;
    }
    uint32_t count = bw_get_u32(request->body);
    uint32_t warmup = bw_get_u32(request->body + 4);
    if (count == 0 || count > BW_MAX_INFERENCES || warmup > BW_MAX_INFERENCES) {
        refuse(requests, request, REFUSE_OUT_OF_RANGE, "count is 1 to 1000000, warmup 0 to 1000000");
        return;
    }
    if (!can_infer(requests, request)) {
        return;
    }
    struct series series = {requests, *request, 8, count, 0, 0};
    const uint64_t interval_ticks = port_of(requests)->tick_hz / 4;
    uint64_t sent_at = now(requests);
    for (uint32_t i = 0; i < warmup + count; i++) {
        uint64_t ticks;
        if (!infer_once(&series, &ticks)) {
            return;
        }
        if (i >= warmup) {
            bw_put_u64(series_next(&series), ticks);
        }
        /* The host sees progress, and during a long warm-up a sign of life (no entries). */
        if (i + 1 == warmup + count || now(requests) - sent_at > interval_ticks) {
            series_send(&series);
            sent_at = now(requests);
        }
    }
}

static void run_read_output(struct bw_requests *requests, const struct request *request)
{
    struct bw_bench *bench = requests->bench;
    struct bw_tensor tensor;
    if (request->body_bytes != 12) {
        refuse(requests, request, REFUSE_BAD_BODY, "output u32, offset u32, length u32 expected");
        return;
    }
    uint32_t output = bw_get_u32(request->body);
    uint32_t offset = bw_get_u32(request->body + 4);
    uint32_t length = bw_get_u32(request->body + 8);
    if (!bw_bench_is_open(bench)) {
        refuse_status(requests, request, REFUSE_NO_PACK, "no pack is open: pack status ", bench->pack_status);
    } else if (!bench->inferred) {
        refuse(requests, request, REFUSE_NO_INPUT, "no inference yet");
    } else if (bw_engine_output(&bench->engine, output, &tensor) != BW_OK) {
        refuse(requests, request, REFUSE_OUT_OF_RANGE, "no such output");
    } else if (length > BW_MAX_BODY_BYTES || offset > tensor.bytes || length > tensor.bytes - offset) {
        refuse(requests, request, REFUSE_OUT_OF_RANGE, "behind the end of the output");
    } else {
        memcpy(answer_body(requests), tensor.data + offset, length);
        answer(requests, request, length);
    }
}

struct profile {
    struct series series;
    uint64_t resumed_at_ticks; /* when the previous op's observation ended; 0 before the first */
};

static void profile_op(void *context, uint32_t source_tensor, const uint8_t *output, uint32_t output_bytes)
{
    struct profile *profile = context;
    struct bw_requests *requests = profile->series.requests;
    uint64_t done_at_ticks = now(requests);
    (void)source_tensor, (void)output, (void)output_bytes;
    uint64_t from = profile->resumed_at_ticks != 0 ? profile->resumed_at_ticks : requests->bench->invoked_at_ticks;
    bw_put_u64(series_next(&profile->series), done_at_ticks - from);
    /* Read anew: what the lines above cost belongs to no op. */
    profile->resumed_at_ticks = now(requests);
}

static void layers_op(void *context, uint32_t source_tensor, const uint8_t *output, uint32_t output_bytes)
{
    uint8_t *entry = series_next(context);
    bw_put_u32(entry, source_tensor);
    bw_put_u32(entry + 4, bw_crc32(0, output, output_bytes));
}

static void run_observed(struct series *series, const struct bw_observer *observer)
{
    uint64_t ticks;
    int status = bw_bench_infer(series->requests->bench, observer, &ticks);
    if (status != BW_OK) {
        refuse_status(series->requests, &series->request, REFUSE_ENGINE, "engine status ", status);
        return;
    }
    series->total = series->first_index + series->held_count;
    series_send(series);
}

/* Sends the refusal and returns false when the engine cannot be watched, or there is nothing that could be run. */
static bool can_watch(struct bw_requests *requests, const struct request *request, enum bw_engine_ability ability)
{
    if (!engine_can(ability)) {
        refuse(requests, request, REFUSE_UNSUPPORTED, "this engine does not tell its ops apart");
        return false;
    }
    return can_infer(requests, request);
}

static void run_profile(struct bw_requests *requests, const struct request *request)
{
    if (!can_watch(requests, request, BW_ENGINE_TELLS_OPS)) {
        return;
    }
    uint32_t op_count = requests->bench->model.op_count;
    struct profile profile = {{requests, *request, 8, op_count, 0, 0}, 0};
    const struct bw_observer observer = {&profile, profile_op};
    run_observed(&profile.series, &observer);
}

static void run_layers(struct bw_requests *requests, const struct request *request)
{
    if (!can_watch(requests, request, BW_ENGINE_SHOWS_OPS)) {
        return;
    }
    struct series layers = {requests, *request, 8, requests->bench->model.op_count, 0, 0};
    const struct bw_observer observer = {&layers, layers_op};
    run_observed(&layers, &observer);
}

static void run_memory(struct bw_requests *requests, const struct request *request)
{
    const struct bw_port *port = port_of(requests);
    const struct bw_model *model = bw_bench_model(requests->bench);
    const uint32_t stack_bytes = port->stack_low == NULL ? 0 : (uint32_t)(port->stack_high - port->stack_low);
    uint8_t *body = answer_body(requests);
    bw_put_u32(body, port->arena_bytes);
    bw_put_u32(body + 4, model == NULL ? 0 : model->arena_bytes);
    bw_put_u32(body + 8, bw_bench_arena_touched(requests->bench));
    bw_put_u32(body + 12, stack_bytes);
    bw_put_u32(body + 16, stack_bytes == 0 ? 0 : bw_paint_lowest_touched(port->stack_low, stack_bytes));
    bw_put_u32(body + 20, port->static_bytes);
    answer(requests, request, 24);
}

static bool has_slot(struct bw_requests *requests, const struct request *request)
{
    if (engine_can(BW_ENGINE_READS_SLOT)) {
        return true;
    }
    refuse(requests, request, REFUSE_UNSUPPORTED, "the model is part of this firmware: there is no slot");
    return false;
}

static bool can_write_pack(struct bw_requests *requests, const struct request *request)
{
    if (!has_slot(requests, request)) {
        return false;
    }
    if ((capabilities(port_of(requests)) & CAN_WRITE_PACK) != 0) {
        return true;
    }
    refuse(requests, request, REFUSE_UNSUPPORTED, "this board cannot write its own flash");
    return false;
}

static void run_pack_erase(struct bw_requests *requests, const struct request *request)
{
    const struct bw_port *port = port_of(requests);
    if (!can_write_pack(requests, request)) {
        return;
    }
    if (request->body_bytes != 4) {
        refuse(requests, request, REFUSE_BAD_BODY, "bytes u32 expected");
        return;
    }
    uint32_t bytes = bw_get_u32(request->body);
    if (bytes == 0 || bytes > port->slot_bytes) {
        refuse(requests, request, REFUSE_OUT_OF_RANGE, "more than the slot, or nothing");
        return;
    }
    uint32_t blocks = (bytes - 1) / port->flash_block_bytes + 1;
    bw_bench_close(requests->bench);
    int status = port->flash_erase(port->context, 0, blocks * port->flash_block_bytes);
    if (status < 0) {
        refuse_status(requests, request, REFUSE_FLASH, "erase failed: status ", status);
        return;
    }
    answer(requests, request, 0);
}

static void run_pack_write(struct bw_requests *requests, const struct request *request)
{
    const struct bw_port *port = port_of(requests);
    if (!can_write_pack(requests, request)) {
        return;
    }
    if (request->body_bytes <= 4 || (request->body_bytes - 4) % 16 != 0) {
        refuse(requests, request, REFUSE_BAD_BODY, "offset u32 and a multiple of 16 bytes expected");
        return;
    }
    uint32_t offset = bw_get_u32(request->body);
    uint32_t bytes = request->body_bytes - 4;
    if (offset % 16 != 0 || offset > port->slot_bytes || bytes > port->slot_bytes - offset) {
        refuse(requests, request, REFUSE_OUT_OF_RANGE, "not aligned to 16 bytes, or behind the end of the slot");
        return;
    }
    bw_bench_close(requests->bench);
    int status = port->flash_write(port->context, offset, request->body + 4, bytes);
    if (status < 0) {
        refuse_status(requests, request, REFUSE_FLASH, "write failed: status ", status);
        return;
    }
    bw_put_u32(answer_body(requests), offset);
    answer(requests, request, 4);
}

static void run_pack_verify(struct bw_requests *requests, const struct request *request)
{
    const struct bw_port *port = port_of(requests);
    if (!has_slot(requests, request)) {
        return;
    }
    if (request->body_bytes != 4) {
        refuse(requests, request, REFUSE_BAD_BODY, "bytes u32 expected");
        return;
    }
    uint32_t bytes = bw_get_u32(request->body);
    if (bytes > port->slot_bytes) {
        refuse(requests, request, REFUSE_OUT_OF_RANGE, "more than the slot");
        return;
    }
    struct bw_sha256 sha;
    bw_sha256_start(&sha);
    bw_sha256_add(&sha, port->slot, bytes);
    bw_sha256_finish(&sha, answer_body(requests));
    bw_bench_open(requests->bench);
    answer(requests, request, BW_SHA256_BYTES);
}

static void run_reset_state(struct bw_requests *requests, const struct request *request)
{
    struct bw_bench *bench = requests->bench;
    if (!bw_bench_is_open(bench)) {
        refuse_status(requests, request, REFUSE_NO_PACK, "no pack is open: pack status ", bench->pack_status);
        return;
    }
    int status = bw_bench_reset_state(bench);
    if (status != BW_OK) {
        refuse_status(requests, request, REFUSE_ENGINE, "engine status ", status);
        return;
    }
    answer(requests, request, 0);
}

static void run_statistics(struct bw_requests *requests, const struct request *request)
{
    const struct bw_port *port = port_of(requests);
    uint8_t *body = answer_body(requests);
    bw_put_u32(body, requests->frames.good_count);
    bw_put_u32(body + 4, requests->frames.bad_count);
    bw_put_u32(body + 8, *requests->command_count);
    bw_put_u32(body + 12, requests->bench->inference_count);
    bw_put_u32(body + 16, port->rx_overflows == NULL ? 0 : *port->rx_overflows);
    bw_put_u32(body + 20, (uint32_t)(bw_bench_elapsed_us(requests->bench) / 1000));
    answer(requests, request, 24);
}

static void run_reset(struct bw_requests *requests, const struct request *request)
{
    const struct bw_port *port = port_of(requests);
    if (port->reset == NULL) {
        refuse(requests, request, REFUSE_UNSUPPORTED, "this board cannot reset itself");
        return;
    }
    answer(requests, request, 0);
    port->reset(port->context);
}

static void run_echo(struct bw_requests *requests, const struct request *request)
{
    memcpy(answer_body(requests), request->body, request->body_bytes);
    answer(requests, request, request->body_bytes);
}

static void run_ascii(struct bw_requests *requests, const struct request *request)
{
    answer(requests, request, 0);
    requests->ascii_wanted = true;
}

static void run_request(struct bw_requests *requests)
{
    static void (*const run[])(struct bw_requests *, const struct request *) = {
        [KIND_HELLO] = run_hello,
        [KIND_LOAD_INPUT] = run_load_input,
        [KIND_INFER] = run_infer,
        [KIND_READ_OUTPUT] = run_read_output,
        [KIND_PROFILE] = run_profile,
        [KIND_MEMORY] = run_memory,
        [KIND_PACK_ERASE] = run_pack_erase,
        [KIND_PACK_WRITE] = run_pack_write,
        [KIND_PACK_VERIFY] = run_pack_verify,
        [KIND_LAYERS] = run_layers,
        [KIND_STATISTICS] = run_statistics,
        [KIND_ECHO] = run_echo,
        [KIND_RESET] = run_reset,
        [KIND_ASCII] = run_ascii,
        [KIND_RESET_STATE] = run_reset_state,
    };
    const struct bw_frames *frames = &requests->frames;
    const struct request request = {frames->kind, frames->sequence, bw_frames_received_body(frames),
                                    frames->body_bytes};
    if (request.kind == KIND_CANCEL) {
        answer(requests, &request, 0); /* INFER, if one was running, has its refusal by now */
    } else if (request.kind >= sizeof run / sizeof run[0] || run[request.kind] == NULL) {
        refuse(requests, &request, REFUSE_UNKNOWN_KIND, "no such request");
    } else {
        run[request.kind](requests, &request);
    }
}

void bw_requests_start(struct bw_requests *requests, struct bw_bench *bench, struct bw_input *input,
                       const uint32_t *command_count)
{
    memset(requests, 0, sizeof *requests);
    requests->bench = bench;
    requests->input = input;
    requests->command_count = command_count;
    bw_frames_start(&requests->frames, bench->port);
}

void bw_requests_feed(struct bw_requests *requests, uint8_t byte)
{
    if (!bw_frames_feed(&requests->frames, byte)) {
        return;
    }
    do {
        requests->request_waits = false;
        run_request(requests);
        /* INFER may have taken in one more whole request; that one may be another INFER. */
    } while (requests->request_waits && !requests->ascii_wanted);
}
