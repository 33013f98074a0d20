"""A client for any firmware that speaks the MLPerf Tiny protocol, ours and others'."""

from __future__ import annotations

import contextlib
import re
import time
from dataclasses import dataclass

from benchwright.model.errors import DutRefused, DutTimeout, ProtocolUnmet
from benchwright.protocols.transport import Transport
from benchwright.wire.ascii_line import AsciiLine, Clock, Listener, silent

# The runner of mlcommons/tiny sends as much in one command; the device's buffer holds 80 bytes.
HEX_LINE_BYTES = 31
_FLOOD_REMEDY = "Set the firmware to print less: an answer ends with m-ready."
_LOAD_REMEDY = "Correct `db load` in the firmware: it would infer on another input."
_ANSWER_S = 5.0
_LATE_S = 1.0
_LAP_WRAP_US = 1 << 32
# Not the end of another prefix, as in m-profile-[…].
_ERROR = re.compile(r"(?<![A-Za-z])e-\[(.*)]")


@dataclass(frozen=True, slots=True)
class InferReport:
    """One `infer`: the time between its first and last lap in microseconds, and the results it printed.

    `lap_count` is how many laps it told (firmware built for energy tells none), `started_count` how many inferences it
    said it began with, None where it did not say.
    """

    elapsed_us: int
    results: tuple[float, ...]
    lap_count: int = 2
    started_count: int | None = None


class AsciiClient:
    """Talks to one device in ASCII. Owned by one thread; does not own the transport.

    Every method raises DutTimeout on silence, DutRefused when the device answers with an error, and DeviceVanished.
    """

    def __init__(
        self,
        transport: Transport,
        device_name: str,
        *,
        clock: Clock = time.monotonic,
        listener: Listener = silent,
        hex_line_bytes: int = HEX_LINE_BYTES,
    ) -> None:
        self._device_name = device_name
        self._clock = clock
        self._hex_line_bytes = hex_line_bytes
        self._line = AsciiLine(transport, clock, listener)

    def await_ready(self, deadline_s: float = _ANSWER_S) -> None:
        """Waits for the `m-ready` of a device that is starting."""
        if self._line.read_until_ready(self._clock() + deadline_s) is None:
            raise self._unended("m-ready", deadline_s)

    def command(self, command: str, *, deadline_s: float = _ANSWER_S) -> tuple[str, ...]:
        """Sends one command; the lines of its answer."""
        self._line.send(command)
        lines = self._line.read_until_ready(self._clock() + deadline_s)
        if lines is None:
            raise self._unended(f"the answer to '{command}'", deadline_s)
        for text in lines:
            if error := _ERROR.search(text):
                raise DutRefused(self._device_name, command, 0, error.group(1))
        return lines

    def name(self) -> str:
        """The vendor's name of the device."""
        return self._word("name", r"m-name-\S*?-?\[([^\]]+)]")

    def model_id(self) -> str:
        """The MLPerf id of the model in it (`kws01`), or a name."""
        return self._word("profile", r"m-model-\[([^\]]+)]")

    def profile(self) -> str:
        """What the firmware calls itself."""
        return self._word("profile", r"m-profile-\[([^\]]+)]")

    def tells_time(self) -> bool:
        """Whether `timestamp` prints the time; firmware built to be metered gives a pulse instead."""
        return _number(self.command("timestamp"), r"m-lap-us-(\d+)") is not None

    def knows_agent(self) -> bool:
        """Whether the firmware holds Benchwright's agent; firmware of others refuses the question and goes on."""
        try:
            lines = self.command("bw")
        except DutRefused:
            return False
        return any("m-bw-[" in text for text in lines)

    def timestamp_us(self) -> int:
        """The device's own clock in microseconds."""
        return int(self._word("timestamp", r"m-lap-us-(\d+)"))

    def load(self, data: bytes) -> None:
        """Loads the input buffer, in the encoding that the model of the device asks for.

        Raises:
            ProtocolUnmet: the device says that it expects another size, or is done before it has all.
        """
        told = self.command(f"db load {len(data)}")
        expected = _number(told, r"m-\[Expecting (\d+) bytes]")
        if expected not in {None, len(data)}:
            raise self._unmet(f"Told that {len(data):,} bytes come, it expects {expected:,}.", _LOAD_REMEDY)
        step, is_done = self._hex_line_bytes, False
        for offset in range(0, len(data), step):
            if is_done:
                why = f"It says that it is loaded after {offset:,} of {len(data):,} bytes."
                raise self._unmet(why, _LOAD_REMEDY)
            lines = self.command(f"db {data[offset : offset + step].hex()}")
            is_done = any("m-load-done" in text for text in lines)
        if not is_done:
            raise DutTimeout(self._device_name, "m-load-done", _ANSWER_S)

    def infer(self, count: int, warmup: int, *, deadline_s: float = 30.0) -> InferReport:
        """Runs `warmup` and then `count` inferences on the loaded input."""
        lines = self.command(f"infer {count} {warmup}", deadline_s=deadline_s)
        laps = [int(found.group(1)) for text in lines if (found := re.search(r"m-lap-us-(\d+)", text))]
        # 32 bits of microseconds wrap after 71.6 minutes.
        elapsed_us = (laps[-1] - laps[0]) % _LAP_WRAP_US if len(laps) > 1 else 0
        return InferReport(elapsed_us, _results(lines), len(laps), _number(lines, r"m-infer-start-(\d+)"))

    def results(self) -> tuple[float, ...]:
        """The results of the latest inference, as real numbers."""
        return _results(self.command("results"))

    def _word(self, command: str, pattern: str) -> str:
        """The first group of a pattern in the answer.

        The greeting of a device that was starting while it was asked may come first; then the answer is the next one.
        """
        lines: tuple[str, ...] | None = self.command(command)
        late = self._clock() + _LATE_S
        while lines is not None and self._clock() < late:
            for text in lines:
                if found := re.search(pattern, text):
                    return found.group(1)
            lines = self._line.read_until_ready(late)
        raise DutRefused(self._device_name, command, 0, "an answer of another form")

    def _unended(self, what: str, waited_s: float) -> DutTimeout | ProtocolUnmet:
        """The error of an answer that did not come to its end."""
        if self._line.is_flooded:
            return self._unmet(
                f"It floods the line: more than any answer takes came, and no end of {what}.", _FLOOD_REMEDY
            )
        return DutTimeout(self._device_name, what, waited_s)

    def _unmet(self, why: str, remedy: str) -> ProtocolUnmet:
        return ProtocolUnmet(self._device_name, why, remedy)


def _number(lines: tuple[str, ...], pattern: str) -> int | None:
    """The number in the first line that has one."""
    return next((int(found.group(1)) for text in lines if (found := re.search(pattern, text))), None)


def _results(lines: tuple[str, ...]) -> tuple[float, ...]:
    """The printed numbers; none where there is no such line, or what it lists are no numbers."""
    for text in lines:
        if found := re.search(r"m-results-\[([^\]]*)]", text):
            with contextlib.suppress(ValueError):
                return tuple(float(word) for word in found.group(1).split(",") if word.strip())
    return ()
