"""ST's X-NUCLEO-LPM01A, the PowerShield, over its serial port (0483:5740). Tried on a simulated one only.

Its trigger input D7 tells of falling edges only (`eventsrc d7 fal`, from firmware 1.0.6 on).
"""

from __future__ import annotations

import contextlib
import re
import time
from dataclasses import dataclass
from types import TracebackType

from benchwright.drivers.power.joining import join_samples
from benchwright.drivers.power.lpm01a_stream import Encoding, Lpm01aStream
from benchwright.drivers.power.lpm01a_talk import ANSWER_S, Lpm01aTalk, NoAnswer, OrderRefused
from benchwright.model.errors import (
    BenchError,
    MeterSilent,
    MeterStopped,
    SupplyOutOfRange,
    SupplyRefused,
)
from benchwright.model.meter import MarkLine, Meter, Supply
from benchwright.protocols.power_meter import Samples
from benchwright.protocols.transport import Transport

KIND = "X-NUCLEO-LPM01A"
LEAST_MV, MOST_MV = 1_800, 3_300
BAUD = 3_686_400
SIMULATED_FIRMWARE = "simulated"
"""What our virtual one says its firmware is, so that whatever comes of it is marked."""

_LISTEN = "eventsrc d7 fal"
_END_S = 2.0
_RESET_S = 8.0
_RESET_STEP_S = 0.25
_SILENCE_S = 2.0
_CALIBRATED_WITHIN_C = 5.0
# An assumption: no figure of the maker's was at hand, and none was measured. Whatever comes of it says "assumed".
_GAIN_ERROR_RATIO = 0.02
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_UNCALIBRATED = "It says that it is not calibrated."
_NO_TEMPERATURE = "Its thermometer gives no number, so nobody knows how far it is from where it was calibrated."
_NO_EVENTS = "The firmware of the X-NUCLEO-LPM01A is older than 1.0.6 and tells no edges at D7: update it."


@dataclass(frozen=True, slots=True)
class Acquisition:
    """How it is told to measure.

    `output` "energy" gives the energy of each sample, integrated by the board (at most 10,000 a second), "current" the
    current at one moment of it.
    """

    encoding: Encoding
    output: str
    sample_hz: int


INTEGRATED = Acquisition(Encoding.DECIMAL, "energy", 5_000)
"""As MLPerf Tiny uses it, at the highest rate that text has without a time limit."""
FAST = Acquisition(Encoding.BINARY, "current", 100_000)


class Lpm01a:
    """An open PowerShield under the control of this computer; see `protocols.power_meter`. Owned by one thread."""

    def __init__(
        self, transport: Transport, url: str, *, acquisition: Acquisition = INTEGRATED, meter_id: str = ""
    ) -> None:
        self._url = url
        self._given_id = meter_id
        self._name = meter_id or url
        self._acquisition = acquisition
        self._talk = Lpm01aTalk(transport, self._name)
        self._supply = Supply(MOST_MV)
        self._mark_line = MarkLine.FALLING_EDGES
        self._heard_at = 0.0
        self._calibrated_c: float | None = None
        self._identity, self._firmware, self._doubts = self._take_control()
        self._listen_to_edges("it was opened")
        self._stream = self._new_stream()

    @property
    def meter(self) -> Meter:
        """What it told about itself."""
        has_mark = self._mark_line is MarkLine.FALLING_EDGES
        return Meter(
            meter_id=self._given_id or self._identity or self._url,
            kind=KIND,
            url=self._url,
            sample_hz=self._acquisition.sample_hz,
            gain_error_ratio=_GAIN_ERROR_RATIO,
            is_simulated=SIMULATED_FIRMWARE in self._firmware,
            is_calibrated=not self._doubts,
            doubts=self._doubts,
            mark_line=self._mark_line,
            mark_input="D7",
            mark_doubt="" if has_mark else _NO_EVENTS,
        )

    def set_supply(self, supply: Supply) -> None:
        """Sets the voltage, upon which the board calibrates itself."""
        if not supply.is_source:
            raise SupplyRefused(KIND, "It is the supply itself, and cannot only measure what somebody else feeds.")
        if not LEAST_MV <= supply.voltage_mv <= MOST_MV:
            raise SupplyOutOfRange(KIND, supply.voltage_mv, LEAST_MV, MOST_MV)
        self._order(f"volt {supply.voltage_mv}m", "its voltage was set")
        self._supply = supply
        self._calibrated_c = self._temperature()

    def switch_supply(self, *, on: bool) -> None:
        """Puts the device on the supply, or takes it off."""
        self._order("pwr on nostatus" if on else "pwr off", "the supply was switched")

    def start(self) -> None:
        """Begins to sample, until it is stopped."""
        how, stage = self._acquisition, "it was started"
        orders = ["acqmode dyn", "acqtime inf", "trigsrc sw", "trigdelay 0", f"output {how.output}"]
        orders += [f"format {how.encoding.value}", f"freq {_rate_words(how.sample_hz)}"]
        for order in orders:
            self._order(order, stage)
        self._listen_to_edges(stage)
        self._stream = self._new_stream()
        self._order("start", stage)
        self._talk.skip_line_end(stage)
        self._heard_at = time.monotonic()

    def read(self, timeout_s: float) -> Samples:
        """What was sampled since the last call."""
        data = self._talk.receive(timeout_s, "it was sampling")
        now = time.monotonic()
        if data:
            self._heard_at = now
        elif now - self._heard_at > _SILENCE_S:
            raise MeterStopped(self._name, f"It sent nothing for {_SILENCE_S:g} s while it was sampling.")
        samples = self._stream.take(data)
        self._require_well()
        if self._stream.is_over:
            raise MeterStopped(self._name, "It ended the acquisition by itself.")
        return samples

    def stop(self) -> Samples:
        """Ends sampling; what is still on the line belongs to it, and what it says of samples that it missed."""
        stage = "it was stopped"
        self._talk.tell("stop", stage)
        deadline = time.monotonic() + _END_S
        last = [self._stream.take(b"")]
        while not self._stream.is_complete and (left_s := deadline - time.monotonic()) > 0:
            last.append(self._stream.take(self._talk.receive(left_s, stage)))
        self._talk.drain(stage)
        self._require_well()
        self._note_temperature()
        return join_samples(last)

    def close(self) -> None:
        """Gives the board back its buttons, and releases the line."""
        with contextlib.suppress(BenchError):
            self._talk.tell("hrc", "it was closed")
        self._talk.close()

    def __enter__(self) -> Lpm01a:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _require_well(self) -> None:
        if self._stream.error:
            raise MeterStopped(self._name, f'It says: "{self._stream.error}".')

    def _take_control(self) -> tuple[str, str, tuple[str, ...]]:
        """Its identity, its firmware and what there is to doubt."""
        stage = "it was opened"
        # A program that died may have left it sampling.
        self._talk.tell("stop", stage)
        self._talk.drain(stage)
        try:
            told = self._talk.ask("powershield", stage)
            self._reset_where_stuck(stage)
            firmware = self._talk.ask("version", stage)
            status = self._told("status", stage)
            self._calibrated_c = self._temperature()
        except OrderRefused as error:
            raise MeterSilent(self._url, KIND, f'It refuses to be controlled: "{error}".') from error
        except NoAnswer as error:
            if not error.heard:
                raise MeterSilent(self._url, KIND, f"It said nothing within {ANSWER_S:g} s.") from error
            raise MeterSilent(
                self._url, KIND, "Something else does: it told nothing that a PowerShield tells."
            ) from error
        doubts = [] if self._calibrated_c is not None else [_NO_TEMPERATURE]
        if "calib" in status:
            doubts.append(_UNCALIBRATED)
        elif status not in {"", "ok"}:
            doubts.append(f'Its status is "{status}".')
        identity = told.split()[-1] if told else ""
        return identity, firmware, tuple(doubts)

    def _reset_where_stuck(self, stage: str) -> None:
        """Takes control; a board that does not give it is reset, once (`psrst`)."""
        try:
            self._talk.ask("htc", stage)
        except OrderRefused:
            self._talk.tell("psrst", stage)
            deadline = time.monotonic() + _RESET_S
            while True:
                time.sleep(_RESET_STEP_S)
                try:
                    self._talk.ask("htc", stage)
                except (OrderRefused, NoAnswer):
                    if time.monotonic() > deadline:
                        raise
                else:
                    return

    def _told(self, order: str, stage: str) -> str:
        """What it answers, be that a refusal."""
        try:
            return self._talk.ask(order, stage)
        except OrderRefused as error:
            return str(error)

    def _temperature(self) -> float | None:
        try:
            told = self._told("temp degc", "it was asked for its temperature")
        except NoAnswer:
            return None
        number = _NUMBER.search(told)
        return float(number[0]) if number is not None else None

    def _note_temperature(self) -> None:
        """It wants to be calibrated anew when it is 5 °C warmer or colder (help text of its order `calib`)."""
        now_c = self._temperature()
        if now_c is None or self._calibrated_c is None:
            return
        changed_c = abs(now_c - self._calibrated_c)
        if changed_c > _CALIBRATED_WITHIN_C:
            self._doubts += (f"Its temperature changed by {changed_c:.1f} °C since it was calibrated.",)

    def _listen_to_edges(self, stage: str) -> None:
        try:
            self._talk.ask(_LISTEN, stage)
        except OrderRefused:
            self._mark_line = MarkLine.NONE
        except NoAnswer as error:
            raise MeterStopped(self._name, _strange_words(_LISTEN, error.heard)) from error

    def _order(self, order: str, stage: str) -> None:
        try:
            self._talk.ask(order, stage)
        except OrderRefused as error:
            raise MeterStopped(self._name, f'It refuses "{order}": "{error}".') from error
        except NoAnswer as error:
            raise MeterStopped(self._name, _strange_words(order, error.heard)) from error

    def _new_stream(self) -> Lpm01aStream:
        how = self._acquisition
        factor = how.sample_hz / (self._supply.voltage_mv / 1_000) if how.output == "energy" else 1.0
        return Lpm01aStream(how.encoding, how.sample_hz, factor)


def _rate_words(sample_hz: int) -> str:
    return f"{sample_hz // 1_000}k" if sample_hz >= 1_000 else str(sample_hz)


def _strange_words(order: str, heard: str) -> str:
    return f'It answered "{order}" with "{heard}".' if heard else f'It did not answer "{order}" within {ANSWER_S:g} s.'
