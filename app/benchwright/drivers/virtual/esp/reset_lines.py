"""How DTR and RTS reset the chip: the two-transistor circuit of Espressif's boards, and the strap sampled behind it."""

from __future__ import annotations

from enum import Enum

# A host moves the two lines one after the other; over a network, each move takes its round trip. So EN is taken to rise
# slowly: GPIO9 low at any time within this span leads into download mode.
_STRAP_S = 0.2


class Pins(Enum):
    """What the two lines make of the chip."""

    UNCHANGED = "unchanged"
    HELD = "held in reset"
    FLASH_BOOT = "starts from flash"
    DOWNLOAD = "starts into its bootloader"


class ResetLines:
    """EN is low while RTS is asserted and DTR is not; GPIO9 is low while DTR is asserted and RTS is not.

    Source: schematic of the ESP32-C3-DevKitM-1, automatic program upload. `is_strap_stuck` keeps GPIO9 high.
    """

    def __init__(self) -> None:
        self._is_held = False
        self._strap_until_s: float | None = None

    @property
    def due_s(self) -> float | None:
        """When `passed` has something to say."""
        return self._strap_until_s

    def moved(self, *, dtr: bool, rts: bool, now_s: float, is_strap_stuck: bool) -> Pins:
        """The host moved a line."""
        is_enable_low, is_strap_low = rts and not dtr, dtr and not rts and not is_strap_stuck
        if is_enable_low:
            self._strap_until_s = None
            was_held, self._is_held = self._is_held, True
            return Pins.UNCHANGED if was_held else Pins.HELD
        if self._is_held:
            self._is_held = False
            self._strap_until_s = now_s + _STRAP_S
            if is_strap_stuck:
                return self.passed(now_s + _STRAP_S)
        if is_strap_low and self._strap_until_s is not None:
            self._strap_until_s = None
            return Pins.DOWNLOAD
        return Pins.UNCHANGED

    def passed(self, now_s: float) -> Pins:
        """Time passed."""
        if self._strap_until_s is None or now_s < self._strap_until_s:
            return Pins.UNCHANGED
        self._strap_until_s = None
        return Pins.FLASH_BOOT
