/* Arduino Nano 33 BLE pinout (ArduinoCore-mbed, variant ARDUINO_NANO33BLE). Pins as 32 * port + pin. */
#ifndef BW_PINS_H
#define BW_PINS_H

enum bw_pin {
    BW_TRANSMIT_PIN = 32 + 3, /* P1.03: the pin TX */
    BW_RECEIVE_PIN = 32 + 10, /* P1.10: the pin RX */
    BW_MARK_PIN = 32 + 11,    /* P1.11: D2 */
};

#endif
