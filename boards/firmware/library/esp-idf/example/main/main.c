/* The agent on UART0, which the console must leave to it: set CONFIG_ESP_CONSOLE_NONE (sdkconfig.defaults does). */
#include "benchwright_agent.h"
#include "driver/uart.h"
#include "esp_system.h"
#include "esp_timer.h"
#include "freertos/FreeRTOS.h"
#include "freertos/task.h"

enum {
    BAUD = 115200,
    RECEIVE_BYTES = 4096,
    ARENA_BYTES = @ARENA_BYTES@,
    STAGING_BYTES = @STAGING_BYTES@, /* holds all inputs of the model */
};

static _Alignas(16) uint8_t arena[ARENA_BYTES];
static _Alignas(16) uint8_t staging[STAGING_BYTES];
static struct bw_agent agent;

static uint64_t ticks(void *context)
{
    (void)context;
    return (uint64_t)esp_timer_get_time();
}

static uint32_t read_line(void *context, uint8_t *buffer, uint32_t bytes)
{
    (void)context;
    const int count = uart_read_bytes(UART_NUM_0, buffer, bytes, 0);
    return count > 0 ? (uint32_t)count : 0;
}

static void write_line(void *context, const uint8_t *buffer, uint32_t bytes)
{
    (void)context;
    uart_write_bytes(UART_NUM_0, buffer, bytes);
}

static void idle(void *context)
{
    (void)context;
    vTaskDelay(1); /* lets the idle task feed the watchdog */
}

static void reset(void *context)
{
    (void)context;
    esp_restart();
}

void app_main(void)
{
    const uart_config_t line = {
        .baud_rate = BAUD,
        .data_bits = UART_DATA_8_BITS,
        .parity = UART_PARITY_DISABLE,
        .stop_bits = UART_STOP_BITS_1,
        .flow_ctrl = UART_HW_FLOWCTRL_DISABLE,
    };
    static const struct bw_port port = {
        .board = "my-board", /* as a board of Benchwright is called, or a name of your own */
        .origin = BW_ORIGIN_HARDWARE,
        .clock_hz = CONFIG_ESP_DEFAULT_CPU_FREQ_MHZ * 1000000u,
        .tick_hz = 1000000,
        .ticks = ticks,
        .read = read_line,
        .write = write_line,
        .idle = idle,
        .reset = reset,
        .arena = arena,
        .arena_bytes = ARENA_BYTES,
        .staging = staging,
        .staging_bytes = STAGING_BYTES,
    };
    ESP_ERROR_CHECK(uart_driver_install(UART_NUM_0, RECEIVE_BYTES, 0, 0, NULL, 0));
    ESP_ERROR_CHECK(uart_param_config(UART_NUM_0, &line));
    bw_agent_run(&agent, &port);
}
