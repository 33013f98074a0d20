"""A virtual ESP32-C3: the bootloader in ROM as esptool sees it, the flash, and the core that runs what lies in it."""
