#include "bw_ascii.h"

#include <string.h>

#include "bw_tensor.h"
#include "bw_words.h"

/* EE_FW_VERSION: the MLPerf runner looks for exactly this text. */
static const char firmware_version[] = "ULPMark for tinyML Firmware V0.0.1";

static void line(struct bw_ascii *ascii, const char *string)
{
    bw_text_line(&ascii->text, string);
}

static void line_with_number(struct bw_ascii *ascii, const char *before, uint64_t number, const char *after)
{
    bw_text_string(&ascii->text, before);
    bw_text_unsigned(&ascii->text, number);
    line(ascii, after);
}

static void say_lap(struct bw_ascii *ascii)
{
    line_with_number(ascii, "m-lap-us-", bw_bench_elapsed_us(ascii->bench), "");
}

static void say_unknown(struct bw_ascii *ascii, struct bw_word word)
{
    bw_text_string(&ascii->text, "e-[Unknown command: ");
    bw_text_foreign(&ascii->text, word.start, word.bytes);
    line(ascii, "]");
}

static void run_name(struct bw_ascii *ascii)
{
    bw_text_string(&ascii->text, "m-name-dut-[");
    bw_text_string(&ascii->text, ascii->bench->port->board);
    line(ascii, "]");
}

static void run_profile(struct bw_ascii *ascii)
{
    const struct bw_model *model = bw_bench_model(ascii->bench);
    bw_text_string(&ascii->text, "m-profile-[");
    bw_text_string(&ascii->text, firmware_version);
    line(ascii, "]");
    bw_text_string(&ascii->text, "m-model-[");
    if (model != NULL && model->id[0] != 0) {
        bw_text_foreign(&ascii->text, model->id, sizeof model->id);
    } else {
        bw_text_string(&ascii->text, "none");
    }
    line(ascii, "]");
}

static void run_help(struct bw_ascii *ascii)
{
    static const char *const lines[] = {
        firmware_version,
        "",
        "help         : Print this information",
        "name         : Print the name of the device",
        "timestamp    : Print the time since start-up in microseconds",
        "profile      : Print the firmware and the model",
        "db SUBCMD    : Manipulate a generic byte buffer",
        "  load N     : Expect N bytes and set the load counter",
        "  db HH[HH]* : Load 8-bit hex byte(s) until N bytes",
        "  print      : Print the buffer as hex",
        "infer N [W=10]: Load input, execute N inferences after W warmup loops",
        "results      : Return the result fp32 vector",
        "bw           : Print the version of the binary protocol",
        "bw binary    : Switch to it",
    };
    for (uint32_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        line(ascii, lines[i]);
    }
}

static void run_db_load(struct bw_ascii *ascii, struct bw_words *words)
{
    struct bw_word word = bw_words_next(words);
    if (word.bytes == 0) {
        line(ascii, "e-[Command 'db load' requires the # of bytes]");
        return;
    }
    const uint32_t most = ascii->bench->port->staging_bytes;
    int32_t bytes = bw_word_number(word);
    ascii->expected_bytes = 0;
    if (bytes <= 0) {
        line(ascii, "e-[Command 'db load' must be >0 bytes]");
    } else if ((uint32_t)bytes > most) {
        /* The reference answers so, without a prefix and with LF alone. */
        bw_text_string(&ascii->text, "Supplied buffer size ");
        bw_text_signed(&ascii->text, bytes);
        bw_text_string(&ascii->text, " exceeds maximum of ");
        bw_text_unsigned(&ascii->text, most);
        bw_text_string(&ascii->text, "\n");
    } else {
        ascii->expected_bytes = (uint32_t)bytes;
        ascii->bench->staged = BW_STAGED_ENCODED;
        ascii->bench->staged_bytes = 0;
        line_with_number(ascii, "m-[Expecting ", (uint32_t)bytes, " bytes]");
    }
}

static void run_db_print(struct bw_ascii *ascii)
{
    const uint8_t *staging = ascii->bench->port->staging;
    for (uint32_t i = 0; i < ascii->expected_bytes; i++) {
        bw_text_string(&ascii->text, i % 8 == 0 ? "m-buffer-" : "-");
        bw_text_hex(&ascii->text, staging[i]);
        if (i % 8 == 7 || i + 1 == ascii->expected_bytes) {
            line(ascii, "");
        }
    }
}

static void run_db_hex(struct bw_ascii *ascii, struct bw_word word)
{
    struct bw_bench *bench = ascii->bench;
    if (word.bytes % 2 != 0) {
        line(ascii, "e-[Insufficent number of hex digits]"); /* the reference spells it so */
        return;
    }
    /* The reference writes behind its buffer here. */
    if (bench->staged != BW_STAGED_ENCODED || bench->staged_bytes >= ascii->expected_bytes) {
        line(ascii, "e-[Command 'db' needs a 'db load' first]");
        return;
    }
    for (uint32_t i = 0; i < word.bytes; i += 2) {
        int32_t value = bw_hex_byte(word.start + i);
        if (value < 0) {
            bw_text_string(&ascii->text, "e-[Invalid hex digit '");
            bw_text_foreign(&ascii->text, word.start + i, 2);
            line(ascii, "']");
            return;
        }
        bench->port->staging[bench->staged_bytes++] = (uint8_t)value;
        if (bench->staged_bytes == ascii->expected_bytes) {
            line(ascii, "m-load-done");
            return;
        }
    }
}

static void run_db(struct bw_ascii *ascii, struct bw_words *words)
{
    struct bw_word word = bw_words_next(words);
    if (word.bytes == 0) {
        line(ascii, "e-[Command 'db' requires a subcommand]");
    } else if (bw_word_is(word, "load")) {
        run_db_load(ascii, words);
    } else if (bw_word_is(word, "print")) {
        run_db_print(ascii);
    } else {
        run_db_hex(ascii, word);
    }
}

static float squared_error(const struct bw_ascii *ascii, const struct bw_tensor *output)
{
    const struct bw_bench *bench = ascii->bench;
    struct bw_tensor input;
    if (bw_engine_input(&bench->engine, 0, &input) != BW_OK) {
        return 0;
    }
    /* The arena's input is gone by now, so the staged one is read: as floats where the host sent floats. */
    input.data = bench->port->staging;
    if (bench->staged == BW_STAGED_ENCODED && bench->model.input_encoding == BW_INPUT_FLOAT32) {
        uint32_t wanted = bw_tensor_element_count(&input) * 4;
        input.type = BW_FLOAT32;
        input.bytes = wanted < bench->port->staging_bytes ? wanted : bench->port->staging_bytes;
    }
    uint32_t count = bw_tensor_element_count(&input);
    uint32_t output_count = bw_tensor_element_count(output);
    count = count < output_count ? count : output_count;
    float sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        float difference = bw_tensor_real(output, i) - bw_tensor_real(&input, i);
        sum += difference * difference;
    }
    return count > 0 ? sum / (float)count : 0;
}

static void run_results(struct bw_ascii *ascii)
{
    struct bw_bench *bench = ascii->bench;
    struct bw_tensor output;
    if (!bw_bench_is_open(bench) || !bench->inferred || bw_engine_output(&bench->engine, 0, &output) != BW_OK) {
        line(ascii, "e-[No results before an inference]");
        return;
    }
    bw_text_string(&ascii->text, "m-results-[");
    if (bench->model.output_decoding == BW_OUTPUT_MSE) {
        bw_text_real(&ascii->text, squared_error(ascii, &output));
    } else {
        uint32_t count = bw_tensor_element_count(&output);
        for (uint32_t i = 0; i < count; i++) {
            bw_text_string(&ascii->text, i == 0 ? "" : ",");
            bw_text_real(&ascii->text, bw_tensor_real(&output, i));
        }
    }
    line(ascii, "]");
}

/* Returns false, with an error line sent, when the engine fails or the host sent a zero byte. */
static bool infer(struct bw_ascii *ascii, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        uint64_t ticks;
        int status = bw_bench_infer(ascii->bench, NULL, &ticks);
        if (status != BW_OK) {
            bw_text_string(&ascii->text, "e-[Inference failed: engine status ");
            bw_text_signed(&ascii->text, status);
            line(ascii, "]");
            return false;
        }
        if (bw_input_take_zero(ascii->input, ascii->bench->port)) {
            line(ascii, "e-[Cancelled]");
            return false;
        }
    }
    return true;
}

static void run_infer(struct bw_ascii *ascii, struct bw_words *words)
{
    struct bw_word count_word = bw_words_next(words);
    struct bw_word warmup_word = bw_words_next(words);
    int32_t count = count_word.bytes == 0 ? 1 : bw_word_number(count_word);
    int32_t warmup = warmup_word.bytes == 0 ? 10 : bw_word_number(warmup_word);
    if (count <= 0) {
        line(ascii, "e-[Inference iterations must be >0]");
    } else if (warmup < 0) {
        line(ascii, "e-[Inference warmup must be >=0]");
    } else if (count > BW_MAX_INFERENCES || warmup > BW_MAX_INFERENCES) {
        line_with_number(ascii, "e-[Inference iterations and warmup must be <=", BW_MAX_INFERENCES, "]");
    } else if (!bw_bench_is_open(ascii->bench)) {
        bw_text_string(&ascii->text, "e-[No model in the slot: pack status ");
        bw_text_signed(&ascii->text, ascii->bench->pack_status);
        line(ascii, "]");
    } else {
        line_with_number(ascii, "m-warmup-start-", (uint32_t)warmup, "");
        if (!infer(ascii, (uint32_t)warmup)) {
            return;
        }
        line(ascii, "m-warmup-done");
        line_with_number(ascii, "m-infer-start-", (uint32_t)count, "");
        say_lap(ascii);
        if (!infer(ascii, (uint32_t)count)) {
            return;
        }
        say_lap(ascii);
        line(ascii, "m-infer-done");
        run_results(ascii);
    }
}

static void run_bw(struct bw_ascii *ascii, struct bw_words *words)
{
    struct bw_word word = bw_words_next(words);
    if (word.bytes == 0) {
        line_with_number(ascii, "m-bw-[", BW_WIRE_VERSION, "]");
    } else if (bw_word_is(word, "binary")) {
        line(ascii, "m-bw-[binary]");
        ascii->binary_wanted = true;
    } else {
        say_unknown(ascii, word);
    }
}

static void run_command(struct bw_ascii *ascii)
{
    struct bw_words words = {ascii->command, ascii->command + ascii->command_bytes};
    struct bw_word word = bw_words_next(&words);
    if (ascii->too_long) {
        line(ascii, "e-[Command too long]");
    } else if (word.bytes == 0) {
        /* Nothing: the reference crashes here, a host uses it to find out who listens. */
    } else if (bw_word_is(word, "name")) {
        run_name(ascii);
    } else if (bw_word_is(word, "timestamp")) {
        say_lap(ascii);
    } else if (bw_word_is(word, "profile")) {
        run_profile(ascii);
    } else if (bw_word_is(word, "help")) {
        run_help(ascii);
    } else if (bw_word_is(word, "db")) {
        run_db(ascii, &words);
    } else if (bw_word_is(word, "infer")) {
        run_infer(ascii, &words);
    } else if (bw_word_is(word, "results")) {
        run_results(ascii);
    } else if (bw_word_is(word, "bw")) {
        run_bw(ascii, &words);
    } else {
        say_unknown(ascii, word);
    }
    line(ascii, "m-ready");
}

void bw_ascii_start(struct bw_ascii *ascii, struct bw_bench *bench, struct bw_input *input)
{
    memset(ascii, 0, sizeof *ascii);
    ascii->bench = bench;
    ascii->input = input;
    bw_text_start(&ascii->text, bench->port);
}

void bw_ascii_banner(struct bw_ascii *ascii)
{
    line(ascii, "m-timestamp-mode-performance");
    say_lap(ascii);
    line(ascii, "m-init-done");
    line(ascii, "m-ready");
}

void bw_ascii_feed(struct bw_ascii *ascii, uint8_t byte)
{
    if (byte != '%') {
        if (ascii->command_bytes < sizeof ascii->command) {
            ascii->command[ascii->command_bytes++] = (char)byte;
        } else {
            ascii->too_long = true;
        }
        return;
    }
    ascii->command_count++;
    run_command(ascii);
    ascii->command_bytes = 0;
    ascii->too_long = false;
}
