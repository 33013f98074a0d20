/* Declared anew for the tests, see README.md beside the folder. */
#ifndef ARDUINO_API_H
#define ARDUINO_API_H

#include <cstddef>
#include <cstdint>

#define HIGH 0x1
#define LOW 0x0
#define OUTPUT 0x1
#define LED_BUILTIN 13

class Stream {
 public:
  void begin(unsigned long baud);
  int available();
  int read();
  size_t write(const uint8_t *buffer, size_t size);
  explicit operator bool();
};

extern Stream Serial;

unsigned long micros();
void pinMode(uint8_t pin, uint8_t mode);
void digitalWrite(uint8_t pin, uint8_t value);

#endif
