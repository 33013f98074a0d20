"""STM32L4R5 on the NUCLEO-L4R5ZI, as RM0432, DS12023 and UM2179 describe it."""

from __future__ import annotations

from chip import Chip, wrong

PWR_CR2, PWR_CR5 = 0x4000_7004, 0x4000_7080
LPUART = 0x4000_8000
RCC = 0x4002_1000
FLASH_ACR, FLASH_KEYR, FLASH_SR, FLASH_CR, FLASH_OPTR = (0x4002_2000 + at for at in (0, 0x08, 0x10, 0x14, 0x20))
GPIOG = 0x4800_1800
UNIQUE_ID = 0x1FFF_7590
KEYS = [0x4567_0123, 0xCDEF_89AB]
LOCK, START, BANK_2, PAGE_ERASE, PROGRAM = 1 << 31, 1 << 16, 1 << 11, 1 << 1, 1 << 0
PROGRAM_ERROR = 1 << 3
PAGE_BYTES = 4096
BANK_2_ADDRESS = 0x0810_0000


class Stm32L4r5(Chip):
    """Clock, power, port G, LPUART1 and the flash's second bank."""

    flash_base, flash_bytes = 0x0800_0000, 2 << 20
    ram = (0x2000_0000, 640 << 10)
    device_code = 0x470
    information = ((0x1FFF_7000, 0x1000),)
    interrupt = 70

    def __init__(self, *, is_silicon: bool) -> None:
        super().__init__(is_silicon=is_silicon)
        self.keys: list[int] = []
        unique_id = {UNIQUE_ID + at: 0x1111_1111 * (1 + at) for at in (0, 4, 8)}
        self.registers |= {FLASH_CR: LOCK, FLASH_OPTR: 1 << 22, PWR_CR5: 1 << 8, **unique_id}
        self.first_word: tuple[int, int] | None = None

    def read(self, address: int) -> int:
        value = self.get(address)
        if address == RCC:
            return value | (value & 1 << 24) << 1  # PLLON: PLLRDY
        if address == RCC + 0x08:
            return value | (value & 3) << 2  # SW: SWS
        if address == LPUART + 0x1C:
            return 1 << 7 | bool(self.received) << 5  # TXE, RXNE
        if address == LPUART + 0x24:
            return self.received.pop(0) if self.received else 0
        return value

    def write(self, address: int, value: int) -> None:
        if address == LPUART + 0x28:
            self._check_line()
            self.send(value & 0xFF)
        elif address == FLASH_KEYR:
            self.keys = [*self.keys, value][-2:]
            if self.keys == KEYS:
                self.registers[FLASH_CR] &= ~LOCK
        elif address == FLASH_SR:
            self.registers[FLASH_SR] = self.get(FLASH_SR) & ~value
        elif address == FLASH_CR:
            self._control(value)
        else:
            super().write(address, value)

    def write_flash(self, address: int, value: int) -> None:
        if self.get(FLASH_CR) & (PROGRAM | LOCK) != PROGRAM:
            wrong(f"{address:#x} is programmed, but FLASH_CR is {self.get(FLASH_CR):#x}")
        if address % 8 == 0:
            self.first_word = (address, value)
            return
        if self.first_word is None or self.first_word[0] != address - 4:
            wrong(f"the second word of a double word comes first at {address:#x}")
        is_erased = self.peek(address, 4) == b"\xff" * 4
        if not is_erased:
            self.registers[FLASH_SR] = self.get(FLASH_SR) | PROGRAM_ERROR

    def _control(self, value: int) -> None:
        if self.get(FLASH_CR) & LOCK:
            wrong("FLASH_CR is written while it is locked")
        self.registers[FLASH_CR] = value & ~START
        if value & START:
            if value & PAGE_ERASE == 0 or value & BANK_2 == 0:
                wrong(f"an erase is started with {value:#x}: not a page of bank 2")
            self.erase(BANK_2_ADDRESS + (value >> 3 & 0xFF) * PAGE_BYTES, PAGE_BYTES)

    def _check_line(self) -> None:
        """Nothing would leave the chip unless all of this is so."""
        self.expect("the clock of LPUART1", self.field(RCC + 0x5C, 0, 1), 1)
        self.expect("the clock of port G", self.field(RCC + 0x4C, 6, 1), 1)
        self.expect("the supply of port G, IOSV", self.field(PWR_CR2, 9, 1), 1)
        self.expect("the clock of PWR", self.field(RCC + 0x58, 28, 1), 1)
        self.expect("the mode of PG7 and PG8", self.field(GPIOG, 14, 0xF), 0xA)
        self.expect("the function of PG7", self.field(GPIOG + 0x20, 28, 0xF), 8)
        self.expect("the function of PG8", self.field(GPIOG + 0x24, 0, 0xF), 8)
        self.expect("UE, RE, TE of LPUART1", self.get(LPUART) & 0xD, 0xD)
        self.expect("the system clock", self.field(RCC + 0x08, 0, 3), 3)
        self.expect("the divider of the system clock", self.field(RCC + 0x08, 4, 0xF), 0)
        self.expect("the PLL, 4 MHz * 60 / 2", self.get(RCC + 0x0C), 1 | 60 << 8 | 1 << 24)
        self.expect("boost mode", self.field(PWR_CR5, 8, 1), 0)
        self.expect("the wait states", self.field(FLASH_ACR, 0, 0xF), 5)
        self.expect("115,200 Bd of 120 MHz", self.get(LPUART + 0x0C), round(256 * 120_000_000 / 115_200))
