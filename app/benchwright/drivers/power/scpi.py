"""A supply, source-measure unit or multimeter that speaks SCPI and is asked for one value after the other.

It sees no mark line. Its rate is what it gives when it is asked; tried on a simulated one only.
"""

from __future__ import annotations

import itertools
import math
import statistics
import time
from types import TracebackType

from benchwright.drivers.power.polled_samples import Polled, PolledSamples
from benchwright.drivers.power.scpi_line import ANSWER_S, NoAnswer, ScpiLine
from benchwright.drivers.power.scpi_numbers import SIMULATED, ask_identity, meant, next_error
from benchwright.drivers.power.scpi_profiles import ScpiProfile
from benchwright.model.errors import MeterSilent, MeterStopped, SupplyOutOfRange, SupplyRefused
from benchwright.model.meter import MarkLine, Meter, Supply
from benchwright.protocols.power_meter import Samples

_OPENED = "it was opened"
_TRIALS = 15


class ScpiMeter:
    """An open instrument; see `protocols.power_meter`. Owned by one thread."""

    def __init__(self, line: ScpiLine, url: str, profile: ScpiProfile, *, meter_id: str = "") -> None:
        self._line = line
        self._url = url
        self._profile = profile
        self._name = meter_id or url
        self._doubts: tuple[str, ...] = ()
        line.drop_unread()
        maker, model, serial = ask_identity(line, url, profile.kind)
        self._meter_id = meter_id or f"{maker} {model} {serial}"
        self._is_simulated = SIMULATED in model
        self._line.tell("*CLS", _OPENED)
        self._sample_hz = self._usual_rate()
        self._least_mv, self._most_mv = self._range_mv() if profile.is_source else (1, profile.most_mv)
        self._samples = PolledSamples(self._sample_hz)

    @property
    def meter(self) -> Meter:
        """What it told about itself; the rate is how often it answers, rounded down."""
        return Meter(
            meter_id=self._meter_id,
            kind=self._profile.kind,
            url=self._url,
            sample_hz=self._sample_hz,
            gain_error_ratio=self._profile.gain_error_ratio,
            is_simulated=self._is_simulated,
            is_calibrated=not self._doubts,
            doubts=self._doubts,
            mark_line=MarkLine.NONE,
            mark_input="",
        )

    def set_supply(self, supply: Supply) -> None:
        """Sets the voltage where it is the supply."""
        kind = self._profile.kind
        if supply.is_source and not self._profile.is_source:
            raise SupplyRefused(kind, "It only measures: somebody else feeds the device through it.")
        if self._profile.is_source and not supply.is_source:
            raise SupplyRefused(kind, "It measures only what it feeds itself.")
        if not max(1, self._least_mv) <= supply.voltage_mv <= self._most_mv:
            raise SupplyOutOfRange(kind, supply.voltage_mv, self._least_mv, self._most_mv)
        if self._profile.is_source:
            self._set(f"VOLT {supply.voltage_mv / 1_000:g}")

    def switch_supply(self, *, on: bool) -> None:
        """Puts the device on the supply, or takes it off."""
        if not self._profile.is_source:
            if not on:
                raise SupplyRefused(
                    self._profile.kind, "It only measures, and cannot switch off what somebody else feeds."
                )
            return
        self._set(f"OUTP {'ON' if on else 'OFF'}")

    def start(self) -> None:
        """Begins to sample; errors of the instrument from now on are told at the end."""
        self._line.tell("*CLS", "it was started")
        self._samples = PolledSamples(self._sample_hz)

    def read(self, timeout_s: float) -> Samples:
        """What it answers within that time, one answer at least."""
        answers, deadline = [self._poll()], time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            answers.append(self._poll())
        return self._samples.take(answers)

    def stop(self) -> Samples:
        """Ends sampling; what the instrument reports as an error ends the recording with its words."""
        error = next_error(self._line, self._name, "it was stopped")
        if error:
            raise MeterStopped(self._name, f"It says: {error}.")
        return self._samples.take(())

    def close(self) -> None:
        """Releases the line."""
        self._line.close()

    def __enter__(self) -> ScpiMeter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _usual_rate(self) -> int:
        """How many answers a second it gives, one at least."""
        moments = []
        for _ in range(_TRIALS):
            try:
                self._poll()
            except MeterStopped as error:
                raise MeterSilent(self._url, self._profile.kind, f"Something else does. {error.why}") from error
            moments.append(time.monotonic())
            if moments[-1] - moments[0] > ANSWER_S:
                break
        distances = [after - before for before, after in itertools.pairwise(moments)]
        return max(1, int(1 / statistics.median(distances)))

    def _range_mv(self) -> tuple[int, int]:
        """What it can be set to; the profile's range where it does not tell."""
        ends = []
        for end, otherwise in (("MIN", 0), ("MAX", self._profile.most_mv)):
            try:
                volts = meant(float(self._line.ask(f"VOLT? {end}", _OPENED)))
            except (NoAnswer, ValueError):
                volts = math.nan
            ends.append(round(1_000 * volts) if math.isfinite(volts) else otherwise)
        self._line.tell("*CLS", _OPENED)
        return max(0, ends[0]), ends[1]

    def _set(self, order: str) -> None:
        self._line.tell(order, "its supply was set")
        if error := next_error(self._line, self._name, "its supply was set"):
            raise MeterStopped(self._name, f'It refuses "{order}": {error}.')

    def _poll(self) -> Polled:
        profile = self._profile
        amperes = self._number(profile.measure_amperes)
        volts = self._number(profile.measure_volts) if profile.measure_volts else None
        is_clipped = math.isinf(amperes)
        return Polled(
            time.monotonic(),
            math.nan if is_clipped else amperes,
            math.nan if volts is not None and math.isinf(volts) else volts,
            is_clipped,
        )

    def _number(self, order: str) -> float:
        """A value; infinite where it is beyond the range, NaN where there is none."""
        try:
            told = self._line.ask(order, "it was sampling")
        except NoAnswer as error:
            raise MeterStopped(self._name, f'It did not answer "{order}" within {ANSWER_S:g} s.') from error
        try:
            value = float(told.partition(",")[0])
        except ValueError as error:
            raise MeterStopped(self._name, f'It answered "{order}" with "{told[:60]}".') from error
        return meant(value)
