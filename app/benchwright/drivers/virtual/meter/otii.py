"""A virtual Otii server with one Arc: `python -m benchwright.drivers.virtual.meter.otii --link FILE`.

It speaks the JSON of Qoitech's server on a socket of this computer (otii_tcp_client 1.0.13 is its measure), and makes
up the current of a load. It ends when its standard input does.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from benchwright.drivers.power.otii import SIMULATED
from benchwright.drivers.power.otii_recording import CURRENT, MARK
from benchwright.drivers.virtual.meter.faults import FaultyLine, MeterFaults
from benchwright.drivers.virtual.meter.load import Load, LoadGenerator, MarkTime
from benchwright.drivers.virtual.meter.mark_file import MarkFile
from benchwright.drivers.virtual.meter.readiness import say_ready
from benchwright.drivers.virtual.meter.serving import CHUNK_S, read_options
from benchwright.drivers.virtual.meter.tcp_serving import HOST, listen, serve_tcp

SAMPLE_HZ = 4_000
"""Of an Arc's main current; its voltage has a quarter of them."""
VOLTAGE_EVERY = 4
DEVICE = "Arc0000000000000000000000000000000"
SOURCE_OHM = 0.2
_LIE = 500
_END = b"\r\n"
_NO_LICENCE = "No license"
_INVALID_COMMAND = "Invalid command"
_NOT_CONNECTED = "Device not connected"
_NOT_READY = "Not ready"
_INVALID_VALUE = "Invalid key value"
_MISSING_KEY = "Missing key in request"

Fields = dict[str, object]


class RequestRefused(Exception):
    """What the server answers instead, as an error code."""


class VirtualRecording:
    """What was recorded from its start on, by channel."""

    def __init__(self, load: Load, faults: MeterFaults, marks: MarkFile | None, volts: Callable[[], float]) -> None:
        self.began_s = time.monotonic()
        follows = MarkTime(marks, int(self.began_s * 1e9)) if marks is not None else None
        self._late_s = CHUNK_S if marks is not None else 0.0
        self._generator = LoadGenerator(load, SAMPLE_HZ, follows)
        self._line = FaultyLine(faults)
        self._volts = volts
        self._level = False
        self.is_running = True
        self.currents: list[float] = []
        self.voltages: list[float] = []
        self.edges: list[tuple[float, bool]] = []

    def grow(self) -> None:
        """Takes what was sampled until now."""
        first = len(self.currents)
        count = int((time.monotonic() - self.began_s - self._late_s) * SAMPLE_HZ) - first
        if not self.is_running or count <= 0:
            return
        current, level = self._generator.take(count)
        volts = self._volts()
        current = current * (volts > 0)
        self.currents += np.round(current, 9).tolist()
        at_output = np.round(volts - SOURCE_OHM * current, 6) * (volts > 0)
        self.voltages += at_output[(-first) % VOLTAGE_EVERY :: VOLTAGE_EVERY].tolist()
        self._take_edges(first, self._line.mark(level))

    def entries(self, channel: str) -> Sequence[object]:
        """What was recorded of a channel."""
        if channel == MARK:
            return self.edges
        return self.currents if channel == CURRENT else self.voltages

    def _take_edges(self, first: int, level: NDArray[np.bool_]) -> None:
        for place in np.flatnonzero(np.diff(level, prepend=self._level)):
            self.edges.append(((first + int(place)) / SAMPLE_HZ, bool(level[place])))
        self._level = bool(level[-1])


class VirtualOtii:
    """The server: its project, its device, and what it answers."""

    def __init__(self, load: Load, faults: MeterFaults, marks: MarkFile | None = None) -> None:
        self._load = load
        self._faults = faults
        self._marks = marks
        self._orders = b""
        self._recordings = 0
        self._reserved = ""
        self._begin()

    @property
    def is_unplugged(self) -> bool:
        """Whether the fault to lose its cable has come."""
        return self._is_past(self._faults.unplug_after_s)

    def greet(self) -> bytes:
        """What it calls itself."""
        if self._faults.is_silent:
            return b""
        data = {"otii_version": "3.5.5", "protocol_version": "0.2", "server": f"otii-server {SIMULATED}"}
        return json.dumps({"type": "information", "info": "connected", "data": data}).encode() + _END

    def starts_anew(self) -> bool:
        """Whether the fault to do so has come."""
        has_come = self._is_past(self._faults.restart_after_s)
        if has_come:
            self._begin()
        return has_come

    def obey(self, data: bytes) -> bytes:
        """Takes requests, a line each, whole or in part; the responses."""
        *lines, self._orders = (self._orders + data).split(_END)
        answers = b"".join(self._answer(line) for line in lines)
        return b"" if self._faults.is_silent else answers

    def _begin(self) -> None:
        self._volts, self._is_on = 0.0, False
        self._has_project = False
        self._channels: set[str] = set()
        self._recording: VirtualRecording | None = None

    def _answer(self, line: bytes) -> bytes:
        request = json.loads(line)
        order, fields = str(request.get("cmd", "")), dict(request.get("data") or {})
        response: Fields = {"cmd": order, "trans_id": request.get("trans_id", "")}
        try:
            if not order:
                raise RequestRefused(_MISSING_KEY)
            response |= {"type": "response", "data": self._do(order, fields)}
        except RequestRefused as error:
            response |= {"type": "error", "errorcode": str(error), "data": {"message": order}}
        return json.dumps(response).encode() + _END

    def _do(self, order: str, fields: Fields) -> Fields:
        account, _, _ = order.partition("_")
        if account == "otii":
            return self._do_account(order)
        if self._faults.is_logged_out or not self._reserved:
            raise RequestRefused(_NO_LICENCE)
        if account == "arc":
            return self._do_arc(order, fields)
        return self._do_recording(order, fields)

    def _do_account(self, order: str) -> Fields:
        licence = {"id": 7, "type": "Automation", "available": True, "reserved_to": self._reserved, "hostname": ""}
        answers: dict[str, Fields] = {
            "otii_is_logged_in": {"logged_in": not self._faults.is_logged_out},
            "otii_get_licenses": {"licenses": [licence]},
            "otii_get_devices": {"devices": [{"device_id": DEVICE, "name": "Arc", "type": "Arc"}]},
            "otii_get_active_project": {"project_id": 1 if self._has_project else -1},
            "otii_create_project": {"project_id": 1},
            "otii_reserve_license": {},
            "otii_return_license": {},
        }
        if order not in answers:
            raise RequestRefused(_INVALID_COMMAND)
        self._has_project |= order == "otii_create_project"
        if order in {"otii_reserve_license", "otii_return_license"}:
            self._reserved = "bench" if order == "otii_reserve_license" else ""
        return answers[order]

    def _do_arc(self, order: str, fields: Fields) -> Fields:
        if fields.get("device_id") != DEVICE:
            raise RequestRefused(_NOT_CONNECTED)
        match order:
            case "arc_set_main_voltage":
                self._grown()
                self._volts = float(str(fields["value"]))
            case "arc_set_main":
                self._grown()
                self._is_on = bool(fields["enable"])
            case "arc_enable_channel":
                self._channels.add(str(fields["channel"]))
            case "arc_get_channel_samplerate":
                return {"value": SAMPLE_HZ}
            case "arc_add_to_project" | "arc_enable_exp_port":
                pass
            case _:
                raise RequestRefused(_INVALID_COMMAND)
        return {}

    def _do_recording(self, order: str, fields: Fields) -> Fields:
        if order == "project_start_recording":
            self._recordings += 1
            self._recording = VirtualRecording(self._load, self._faults, self._marks, lambda: self._volts * self._is_on)
            return {}
        if order == "project_get_last_recording":
            return {"recording_id": self._recordings if self._recording is not None else -1, "name": "Recording"}
        recording = self._grown()
        if recording is None:
            raise RequestRefused(_NOT_READY)
        if order == "project_stop_recording":
            recording.is_running = False
            return {}
        if order == "recording_delete":
            self._recording = None
            return {}
        return self._channel(recording, order, fields)

    def _channel(self, recording: VirtualRecording, order: str, fields: Fields) -> Fields:
        channel = str(fields.get("channel"))
        if channel not in self._channels:
            raise RequestRefused(_INVALID_VALUE)
        entries: Sequence[object] = recording.entries(channel)
        if order == "recording_get_channel_data_count":
            lie = _LIE * (self._faults.lies_about_count and channel == CURRENT and bool(entries))
            return {"count": len(entries) + lie}
        if order != "recording_get_channel_data":
            raise RequestRefused(_INVALID_COMMAND)
        first, count = (int(str(fields[key])) for key in ("index", "count"))
        part = entries[first : first + count]
        if channel == MARK:
            edges = recording.edges[first : first + count]
            return {"data_type": "digital", "values": [{"timestamp": at_s, "value": is_up} for at_s, is_up in edges]}
        interval = (1 if channel == CURRENT else VOLTAGE_EVERY) / SAMPLE_HZ
        return {"data_type": "analog", "timestamp": first * interval, "interval": interval, "values": part}

    def _grown(self) -> VirtualRecording | None:
        if self._recording is not None:
            self._recording.grow()
        return self._recording

    def _is_past(self, after_s: float) -> bool:
        recording = self._recording
        return bool(after_s) and recording is not None and time.monotonic() - recording.began_s > after_s


def main(arguments: Sequence[str]) -> None:
    """See `serving.read_options`."""
    options = read_options(arguments, "otii")
    meter = VirtualOtii(options.load, options.faults, options.marks)
    listener, port = listen()
    say_ready(f"{HOST}:{port}")
    serve_tcp(meter, listener, sys.stdin.fileno())


if __name__ == "__main__":
    main(sys.argv[1:])
