/* Declared anew for the tests, see README.md beside the folder. */
#include <stddef.h>
#include <stdint.h>

#include "esp_system.h"

typedef int uart_port_t;
typedef enum { UART_DATA_8_BITS = 3 } uart_word_length_t;
typedef enum { UART_PARITY_DISABLE = 0 } uart_parity_t;
typedef enum { UART_STOP_BITS_1 = 1 } uart_stop_bits_t;
typedef enum { UART_HW_FLOWCTRL_DISABLE = 0 } uart_hw_flowcontrol_t;
typedef struct {
    int baud_rate;
    uart_word_length_t data_bits;
    uart_parity_t parity;
    uart_stop_bits_t stop_bits;
    uart_hw_flowcontrol_t flow_ctrl;
} uart_config_t;

enum { UART_NUM_0 = 0 };

esp_err_t uart_driver_install(uart_port_t port, int receive_bytes, int send_bytes, int queue_size, void *queue,
                              int interrupt_flags);
esp_err_t uart_param_config(uart_port_t port, const uart_config_t *config);
int uart_read_bytes(uart_port_t port, void *buffer, uint32_t length, uint32_t ticks_to_wait);
int uart_write_bytes(uart_port_t port, const void *source, size_t size);
