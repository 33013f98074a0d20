/* nRF52840 DK User Guide: virtual serial port; Arduino connectors. Pins as 32 * port + pin. */
#ifndef BW_PINS_H
#define BW_PINS_H

enum bw_pin {
    BW_TRANSMIT_PIN = 6,  /* P0.06 */
    BW_RECEIVE_PIN = 8,   /* P0.08 */
    BW_MARK_PIN = 32 + 8, /* P1.08: Arduino D7, the event input of the power shield X-NUCLEO-LPM01A */
};

#endif
