/* Declared anew for the tests, see README.md beside the folder. */
#ifndef ESP_SYSTEM_API_H
#define ESP_SYSTEM_API_H

typedef int esp_err_t;

#define ESP_ERROR_CHECK(call) ((void)(call))
#define CONFIG_ESP_DEFAULT_CPU_FREQ_MHZ 160

void app_main(void);
void esp_restart(void) __attribute__((noreturn));

#endif
