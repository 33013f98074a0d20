"""A Keithley DMM6500 or DMM7510 that digitises a current into its own buffer, read while it fills.

It only measures, and sees no mark line. Tried on a simulated one only. Sources: DMM6500 reference manual,
DMM6500-901-01, SCPI commands DIGitize, FORMat, TRACe, TRIGger:BLOCk:MDIGitize.
"""

from __future__ import annotations

import math
from types import TracebackType

import numpy as np

from benchwright.drivers.power import scpi_line
from benchwright.drivers.power.meter_options import positive_option, read_options
from benchwright.drivers.power.patient_read import PatientRead
from benchwright.drivers.power.scpi_line import ANSWER_S, NoAnswer, ScpiLine
from benchwright.drivers.power.scpi_numbers import SIMULATED, ask_identity, meant, next_error
from benchwright.model.errors import MeterSilent, MeterStopped, SupplyOutOfRange, SupplyRefused
from benchwright.model.meter import MarkLine, Meter, Supply
from benchwright.protocols.power_meter import Samples

KIND = "Keithley DMM6500"
MODELS = ("DMM6500", "DMM7510")
SAMPLE_HZ = 10_000
MOST_MV = 60_000
BUFFER = '"defbuffer1"'
CAPACITY = 100_000
"""Readings that the buffer holds; further ones take the places of the first."""
ELEMENTS = 2
"""Of a reading: the current, and the time since the first one; 8 bytes each, least byte first."""
_OPENED = "it was opened"
_MOST_READINGS = 4_000
_MOST = "most_ma"
OPTIONS = (*scpi_line.OPTIONS, _MOST)
_USUAL_MOST_MA = 100.0
_RANGE_RATIO = 1.2
"""How far a range is used beyond its name (data sheet, 100 mA range: 120 mA)."""
# An assumption: the data sheet tells 0.025 % of a slow reading in the 100 mA range; a digitised one is noisier.
_GAIN_ERROR_RATIO = 0.001


class Dmm6500:
    """An open one; see `protocols.power_meter`. Owned by one thread.

    `options` as in an address: `most_ma=1000` is its range.
    """

    def __init__(self, line: ScpiLine, url: str, *, options: str = "", meter_id: str = "") -> None:
        self._line = line
        self._url = url
        self._name = meter_id or url
        wished = read_options(self._name, options, OPTIONS)
        self._range_a = (positive_option(self._name, wished, _MOST, OPTIONS) or _USUAL_MOST_MA) / 1_000
        line.drop_unread()
        _, model, serial = ask_identity(line, url, KIND)
        if not any(known in model for known in MODELS):
            raise MeterSilent(url, KIND, f"Something else does. It calls itself {model}.")
        self._meter_id = meter_id or f"{model} {serial}"
        self._is_simulated = SIMULATED in model
        self._last = self._next = 0
        self._patience = PatientRead(self._name)
        self._set_up()

    @property
    def meter(self) -> Meter:
        """What it told about itself."""
        return Meter(
            meter_id=self._meter_id,
            kind=KIND,
            url=self._url,
            sample_hz=SAMPLE_HZ,
            gain_error_ratio=_GAIN_ERROR_RATIO,
            is_simulated=self._is_simulated,
            mark_line=MarkLine.NONE,
            mark_input="",
        )

    def set_supply(self, supply: Supply) -> None:
        """Nothing: the supply is somebody else's."""
        if supply.is_source:
            raise SupplyRefused(KIND, "It only measures: somebody else feeds the device through it.")
        if not 0 < supply.voltage_mv <= MOST_MV:
            raise SupplyOutOfRange(KIND, supply.voltage_mv, 0, MOST_MV)

    def switch_supply(self, *, on: bool) -> None:
        """The supply is never off as far as this one can tell."""
        if not on:
            raise SupplyRefused(KIND, "It only measures, and cannot switch off what somebody else feeds.")

    def start(self) -> None:
        """Begins to sample, with an empty buffer."""
        stage = "it was started"
        self._line.tell("*CLS", stage)
        self._line.tell("INIT", stage)
        self._last = self._next = 0
        self._patience.begin()

    def read(self, timeout_s: float) -> Samples:
        """What was sampled since the last call."""
        return self._patience.read(lambda: self._take("it was sampling"), timeout_s)

    def stop(self) -> Samples:
        """Ends sampling; what the instrument reports as an error ends the recording with its words."""
        stage = "it was stopped"
        self._line.tell("ABOR", stage)
        samples = self._take(stage)
        if error := next_error(self._line, self._name, stage):
            raise MeterStopped(self._name, f"It says: {error}.")
        return samples

    def close(self) -> None:
        """Releases the line."""
        self._line.close()

    def __enter__(self) -> Dmm6500:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _set_up(self) -> None:
        # A program that died may have left it sampling.
        for order in (
            "ABOR",
            "*CLS",
            'DIG:FUNC "CURR"',
            f"DIG:CURR:RANG {self._range_a:g}",
            f"DIG:CURR:SRATE {SAMPLE_HZ}",
            "FORM REAL",
            "FORM:BORD SWAP",
            f"TRAC:POIN {CAPACITY}, {BUFFER}",
            f"TRAC:FILL:MODE CONT, {BUFFER}",
            'TRIG:LOAD "Empty"',
            f"TRIG:BLOC:BUFF:CLE 1, {BUFFER}",
            f"TRIG:BLOC:MDIG 2, {BUFFER}, INF",
        ):
            self._line.tell(order, _OPENED)
        if error := next_error(self._line, self._name, _OPENED):
            raise MeterStopped(self._name, f"It refuses its set-up: {error}.")

    def _take(self, stage: str) -> Samples:
        first, parts, clipped = self._next, [np.empty(0, np.float32)], 0
        end = self._newest(stage) % CAPACITY
        while end != self._last:
            # Past its end the buffer begins anew.
            last = min(end if end > self._last else CAPACITY, self._last + _MOST_READINGS)
            current, beyond = self._readings(self._last + 1, last, stage)
            self._last = last % CAPACITY
            self._next += len(current)
            parts.append(current)
            clipped += beyond
        current = np.concatenate(parts)
        lost = int(np.count_nonzero(np.isnan(current)))
        return Samples(first, current, np.zeros(len(current), np.uint8), lost, clipped)

    def _newest(self, stage: str) -> int:
        """The place of the newest reading in the buffer; 0 for none."""
        order = f"TRAC:ACT:END? {BUFFER}"
        try:
            told = self._line.ask(order, stage)
        except NoAnswer as error:
            raise MeterStopped(self._name, f'It did not answer "{order}" within {ANSWER_S:g} s.') from error
        if not told.isdigit() or int(told) > CAPACITY:
            raise MeterStopped(self._name, f'It answered "{order}" with "{told[:60]}".')
        return int(told)

    def _readings(self, first: int, last: int, stage: str) -> tuple[np.ndarray[tuple[int], np.dtype[np.float32]], int]:
        """The currents of these places, a gap at its place before them; and how many were beyond the range."""
        count = last - first + 1
        order = f"TRAC:DATA? {first}, {last}, {BUFFER}, READ, REL"
        try:
            data = self._line.ask_block(order, 8 * ELEMENTS * count, stage)
        except NoAnswer as error:
            words = f"It says that it has {count:,} more readings, and does not give them within {ANSWER_S:g} s."
            raise MeterStopped(self._name, words) from error
        values = np.frombuffer(data, "<f8").reshape(-1, ELEMENTS)
        current = np.array([meant(value) for value in values[:, 0].tolist()])
        is_beyond = np.isinf(current) | (np.abs(current) >= _RANGE_RATIO * self._range_a)
        current[np.isinf(current)] = math.nan
        gap = round(float(values[0, 1]) * SAMPLE_HZ) - self._next
        if not 0 <= gap < CAPACITY * SAMPLE_HZ:
            raise MeterStopped(self._name, f"It says that a reading was taken after {values[0, 1]:g} s.")
        known = np.concatenate((np.full(gap, np.nan), current)).astype(np.float32)
        return known, int(np.count_nonzero(is_beyond))
