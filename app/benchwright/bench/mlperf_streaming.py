"""sww01: an interface board plays a recording into the DUT, and notes when it signals a word and when it computes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from benchwright.bench.mlperf_meter import Span, metered_span, require_mark_line
from benchwright.bench.mlperf_recording import Recording
from benchwright.bench.mlperf_talk import Dut, Edges
from benchwright.bench.stages import StageLog
from benchwright.model.errors import ProtocolUnmet
from benchwright.model.meter import MeterWish
from benchwright.model.mlperf_detections import (
    LENGTH_S,
    MOST_FALSE,
    MOST_MISSED,
    WORD_COUNT,
    Detections,
    DutyCycle,
    duty_cycle,
    match_detections,
)
from benchwright.model.mlperf_rules import Breach, BreachCode
from benchwright.protocols.power_meter import PowerMeter
from benchwright.wire.io_manager import IoManagerTransport

_DETECTIONS = "Detection Timestamps (ms)"
_STARTS, _STOPS = "Duty cycle start times (s)", "Duty cycle stop times (s)"
_TICK_S = 1e-5
"""What the numbers of `print_dutycycle` count, whatever its heading says (mlcommons/tiny, benchmark/runner)."""
_PLAY_MORE_S = 10.0
_REMEDY = "Bring the firmware of the enhanced interface of MLPerf Tiny onto the interface board."


class StreamingRun:
    """Plays the recording once. The DUT is behind the board, `manager`, which has its wires for both signals."""

    def __init__(self, dut: Dut, manager: IoManagerTransport, recording: Recording, log: StageLog) -> None:
        self._dut = dut
        self._manager = manager
        self._recording = recording
        self._log = log

    def listen(self) -> Detections:
        """What the DUT found.

        Raises:
            ProtocolUnmet: the board prints no times, or other ones than it should.
            IoManagerSilent, DutTimeout, DutRefused: what does not answer.
        """
        client, manager = self._dut.client, self._manager
        client.command("stop")  # it may still listen
        client.command("start")
        manager.ask("record_detections")
        manager.ask(f"play {self._recording.wav_file}", self._recording.length_s + _PLAY_MORE_S)
        client.command("stop", deadline_s=30)
        # The first is the beginning of the recording, the others are detections.
        told = self._numbers(manager.ask("print_detections"), _DETECTIONS)[_DETECTIONS]
        if not told:
            raise self._unmet("The interface board noted not even the beginning of the recording.")
        times_s = [(time - told[0]) / 1000 for time in told[1:]]
        return replace(match_detections(times_s, self._recording.words_s), duty=self._duty())

    def metered(self, meter: PowerMeter, wish: MeterWish) -> tuple[Detections, Span]:
        """The same while a meter samples; with what it saw between the last two time stamps.

        Raises:
            MeterLost, EnergyUnmeasured: no power can be told.
        """
        require_mark_line(meter.meter, self._dut.facts.device_id)
        found: list[Detections] = []

        def work() -> None:
            found.append(self.listen())

        # Whatever else its firmware knows, it moves its pin when it starts and stops to listen.
        span = metered_span(meter, self._dut.facts.device_id, Edges.PULSES, work)
        return replace(found[0], mean_mw=span.energy_uj(wish.supply.voltage_mv) / span.duration_s / 1e3), span

    def _duty(self) -> DutyCycle:
        numbers = self._numbers(self._manager.ask("print_dutycycle"), _STARTS, _STOPS)
        try:
            return duty_cycle(*([ticks * _TICK_S for ticks in numbers[name]] for name in (_STARTS, _STOPS)))
        except ValueError as error:
            raise self._unmet(f"The duty cycle that the interface board prints is none: {error}.") from error

    def _numbers(self, lines: tuple[str, ...], *headings: str) -> dict[str, list[int]]:
        """The whole numbers below each heading."""
        found: dict[str, list[int]] = {}
        current = ""
        for line in lines:
            current = next((name for name in headings if name in line), current)
            if current and current in line:
                found[current] = []
            elif current:
                found[current] += [int(word) for word in re.findall(r"\d+", line)]
        if missing := [name for name in headings if name not in found]:
            raise self._unmet(f"The interface board does not print '{missing[0]}'.")
        return found

    def _unmet(self, why: str) -> ProtocolUnmet:
        return ProtocolUnmet(self._dut.facts.device_id, why, _REMEDY)


def streaming_breaches(recording: Recording, found: Detections, *, is_closed: bool) -> Iterator[Breach]:
    """The rules that a streaming run does not keep."""
    if len(recording.words_s) != WORD_COUNT or recording.length_s < LENGTH_S:
        text = (
            f"The recording lasts {recording.length_s:g} s and has {len(recording.words_s)} wake words; "
            f"{LENGTH_S:g} s and {WORD_COUNT} are the rule."
        )
        yield Breach(BreachCode.OTHER_SET, text)
    if is_closed and (len(found.missed) > MOST_MISSED or len(found.false) > MOST_FALSE):
        text = (
            f"{len(found.missed)} wake words were missed and {len(found.false)} made up; the closed division allows "
            f"{MOST_MISSED} and {MOST_FALSE}."
        )
        yield Breach(BreachCode.BELOW_TARGET, text)
