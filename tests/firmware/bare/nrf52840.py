"""nRF52840, as its Product Specification 1.7 describes it, on boards that differ in pins and in a bootloader."""

from __future__ import annotations

from chip import Chip, wrong

UART, NVMC, CLOCK = 0x4000_2000, 0x4001_E000, 0x4000_0000
STARTRX, STARTTX, RXDRDY, TXDRDY = UART + 0x000, UART + 0x008, UART + 0x108, UART + 0x11C
NVMC_READY, NVMC_CONFIG, NVMC_ERASEPAGE = NVMC + 0x400, NVMC + 0x504, NVMC + 0x508
CODEPAGESIZE, DEVICEID, INFO_PART = 0x1000_0010, 0x1000_0060, 0x1000_0100
PAGE_BYTES = 4096
INPUT_WITH_PULL_UP, OUTPUT = 0xC, 3


class Nrf52840(Chip):
    """Crystal, pins, UART and flash controller."""

    flash_base, flash_bytes = 0, 1 << 20
    ram = (0x2000_0000, 256 << 10)
    information = ((0x1000_0000, 0x1000),)
    interrupt = 2
    transmit_pin, receive_pin = 6, 8

    def __init__(self, *, is_silicon: bool) -> None:
        super().__init__(is_silicon=is_silicon)
        self.fixes: dict[int, int] = {}
        part = 0x52840 if is_silicon else 0xFFFF_FFFF
        self.registers |= {CODEPAGESIZE: PAGE_BYTES, INFO_PART: part, DEVICEID: 0x0123_4567, DEVICEID + 4: 0x89AB_CDEF}

    def wants_interrupt(self) -> bool:
        return bool(self.get(RXDRDY) and self.get(UART + 0x304) & 1 << 2)

    def receive(self, byte: int) -> None:
        if len(self.received) == 6:  # the length of its buffer
            wrong("more bytes came than the UART holds")
        super().receive(byte)
        self.registers[RXDRDY] = 1

    def read(self, address: int) -> int:
        if address == UART + 0x518 and self.received:
            byte = self.received.pop(0)
            self.registers[RXDRDY] = int(bool(self.received)) or self.get(RXDRDY)
            return byte
        if address == CLOCK + 0x100:
            return self.get(CLOCK)
        if address == NVMC_READY:
            # Flash only takes ones away.
            for place, value in self.fixes.items():
                self.poke(place, value.to_bytes(4, "little"))
            self.fixes.clear()
            return 1
        return super().read(address)

    def write(self, address: int, value: int) -> None:
        super().write(address, value)
        if address == UART + 0x51C:
            self._check_line()
            self.send(value & 0xFF)
            self.registers[TXDRDY] = 1
        elif address == NVMC_ERASEPAGE:
            self.expect("NVMC.CONFIG when a page is erased", self.get(NVMC_CONFIG), 2)
            if value % PAGE_BYTES:
                wrong(f"{value:#x} is not the start of a page")
            self.erase(value, PAGE_BYTES)

    def write_flash(self, address: int, value: int) -> None:
        self.expect(f"NVMC.CONFIG when {address:#x} is written", self.get(NVMC_CONFIG), 1)
        self.fixes[address] = self.word(address) & value

    def _pin_configuration(self, pin: int) -> int:
        return self.get((0x5000_0000, 0x5000_0300)[pin // 32] + 0x700 + 4 * (pin % 32))

    def _check_line(self) -> None:
        """Nothing would leave the chip unless all of this is so."""
        self.expect("PSEL.TXD", self.get(UART + 0x50C), self.transmit_pin)
        self.expect("PSEL.RXD", self.get(UART + 0x514), self.receive_pin)
        self.expect("the pin that transmits", self._pin_configuration(self.transmit_pin), OUTPUT)
        self.expect("the pin that receives", self._pin_configuration(self.receive_pin), INPUT_WITH_PULL_UP)
        self.expect("UART.ENABLE", self.get(UART + 0x500), 4)
        self.expect("UART.BAUDRATE, 115,200", self.get(UART + 0x524), 0x01D7_E000)
        self.expect("the start of both directions", self.get(STARTTX) & self.get(STARTRX), 1)


class Nano33Ble(Nrf52840):
    """Arduino's board: the program begins behind 64 KiB of bootloader."""

    flash_base, flash_bytes = 0x1_0000, 960 << 10
    transmit_pin, receive_pin = 32 + 3, 32 + 10
