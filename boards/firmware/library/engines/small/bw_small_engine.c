/* The smallest engine there can be: one fully connected int8 layer, linked in. To copy from, and to try a port with.
 *
 * y[o] = clamp((bias[o] + sum(x[i] * layer.weights[o][i]) + 32) >> 6) to int8. The weights mean nothing. It reads no slot,
 * needs no arena and does not tell its ops apart, and says so.
 */
#include <stddef.h>

#include "bw_engine.h"

enum { INPUTS = 64, OUTPUTS = 32, SHIFT = 6, VERSION = 7 };

/* One model, so one place for it. */
static struct {
    int8_t weights[OUTPUTS][INPUTS];
    int32_t bias[OUTPUTS];
    int8_t input[INPUTS];
    int8_t output[OUTPUTS];
} layer;

static void make_weights(void)
{
    for (int o = 0; o < OUTPUTS; o++) {
        layer.bias[o] = 10 * o;
        for (int i = 0; i < INPUTS; i++) {
            layer.weights[o][i] = (int8_t)((o * 37 + i * 11) % 23 - 11);
        }
    }
}

int bw_engine_open(struct bw_engine *engine, const uint8_t *slot, uint32_t slot_bytes, uint8_t *arena,
                   uint32_t arena_bytes)
{
    (void)slot, (void)slot_bytes;
    make_weights();
    engine->model = &layer;
    engine->arena = arena;
    engine->arena_bytes = arena_bytes;
    engine->runtime = NULL;
    return BW_OK;
}

int bw_engine_reset(struct bw_engine *engine)
{
    return engine->model != NULL ? BW_OK : BW_E_MAGIC; /* it keeps nothing */
}

int bw_engine_verify(const struct bw_engine *engine)
{
    return engine->model != NULL ? BW_OK : BW_E_MAGIC;
}

int bw_engine_model(const struct bw_engine *engine, struct bw_model *model)
{
    if (engine->model == NULL) {
        return BW_E_MAGIC;
    }
    *model = (struct bw_model){.id = "small", .input_count = 1, .output_count = 1};
    return BW_OK;
}

int bw_engine_input(const struct bw_engine *engine, uint32_t index, struct bw_tensor *tensor)
{
    if (engine->model == NULL || index != 0) {
        return BW_E_INDEX;
    }
    *tensor = (struct bw_tensor){.data = (uint8_t *)layer.input, .bytes = INPUTS, .type = BW_INT8, .scale = 0.0625f};
    return BW_OK;
}

int bw_engine_output(const struct bw_engine *engine, uint32_t index, struct bw_tensor *tensor)
{
    if (engine->model == NULL || index != 0) {
        return BW_E_INDEX;
    }
    *tensor = (struct bw_tensor){.data = (uint8_t *)layer.output, .bytes = OUTPUTS, .type = BW_INT8, .scale = 0.25f};
    return BW_OK;
}

int bw_engine_invoke(struct bw_engine *engine, const struct bw_observer *observer)
{
    (void)observer; /* never given: BW_ENGINE_TELLS_OPS is not claimed */
    if (engine->model == NULL) {
        return BW_E_MAGIC;
    }
    for (int o = 0; o < OUTPUTS; o++) {
        int32_t sum = layer.bias[o] + (1 << (SHIFT - 1));
        for (int i = 0; i < INPUTS; i++) {
            sum += layer.input[i] * layer.weights[o][i];
        }
        sum >>= SHIFT;
        layer.output[o] = (int8_t)(sum < -128 ? -128 : sum > 127 ? 127 : sum);
    }
    return BW_OK;
}

const char *bw_engine_name(void)
{
    return "small";
}

const char *bw_engine_kernel_set(void)
{
    return "plain C";
}

uint32_t bw_engine_version(void)
{
    return VERSION;
}

uint32_t bw_engine_abilities(void)
{
    return 0;
}
