"""What an Otii keeps to beyond the contract of all meters; and that Qoitech's own client takes our server for one."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from otii_tcp_client import otii_client

from benchwright.drivers.power.otii import Otii
from benchwright.drivers.power.otii_recording import OtiiRecording
from benchwright.drivers.power.otii_talk import OtiiTalk
from benchwright.model.errors import MeterLost, MeterRefused, MeterSilent, MeterStopped
from benchwright.model.meter import Supply
from tests.contract.test_power_meter import LOAD, powered, record
from tests.contract.virtual_meters import OTII, OTII_RIG, opened_as, virtual_meter

STILL = {"noise_a": 0.0, "idle_a": 0.002, "active_a": 0.010}


def test_qoitechs_own_client_takes_the_virtual_server_for_one(tmp_path: Path) -> None:
    with virtual_meter(OTII, tmp_path, load=STILL) as address:
        host, _, port = address.partition(":")
        client = otii_client.OtiiClient()
        server = client.connect(host=host, port=int(port), try_for_seconds=0)
        (arc,) = server.get_devices(timeout=1)
        project = server.create_project()
        arc.add_to_project()
        arc.enable_exp_port(True)
        for channel in ("mc", "mv", "i1"):
            arc.enable_channel(channel, True)
        arc.set_main_voltage(3.3)
        arc.set_main(True)
        began = time.monotonic()
        project.start_recording()
        time.sleep(0.2)
        project.stop_recording()
        seconds = time.monotonic() - began
        recording = project.get_last_recording()
        assert recording is not None
        count = recording.get_channel_data_count(arc.id, "mc")
        assert count == pytest.approx(seconds * arc.get_channel_samplerate("mc"), rel=0.1)
        currents = recording.get_channel_data(arc.id, "mc", 0, count)
        edges = recording.get_channel_data(arc.id, "i1", 0, recording.get_channel_data_count(arc.id, "i1"))
        assert (len(currents["values"]), currents["interval"]) == (count, 0.00025)
        assert max(currents["values"]) == pytest.approx(0.010)
        assert [edge["value"] for edge in edges["values"][:3]] == [True, False, True]
        client.disconnect()


def test_volts_sink_with_the_current_and_come_with_it(tmp_path: Path) -> None:
    with OTII_RIG.begin(tmp_path, load=LOAD) as open_meter, open_meter() as meter:
        trace = record(powered(meter, OTII_RIG))
    assert trace.voltage_v is not None
    up, down = trace.voltage_v[trace.digital == 1], trace.voltage_v[trace.digital == 0]
    assert float(down.mean()) == pytest.approx(3.3 - 0.2 * LOAD.idle_a, abs=5e-4)
    assert float(up.mean()) == pytest.approx(3.3 - 0.2 * LOAD.active_a, abs=5e-4)


def test_a_server_at_which_nobody_is_logged_in_says_what_to_do(tmp_path: Path) -> None:
    with (
        virtual_meter(OTII, tmp_path, faults={"is_logged_out": True}) as address,
        pytest.raises(MeterRefused, match="Nobody is logged in") as caught,
    ):
        opened_as("otii", address)
    assert "reserve an Automation Toolbox licence" in caught.value.remedy


def test_a_count_that_is_not_kept_is_told(tmp_path: Path) -> None:
    with (
        virtual_meter(OTII, tmp_path, faults={"lies_about_count": True}) as address,
        opened_as("otii", address) as meter,
        pytest.raises(MeterStopped, match="more values, and gives"),
    ):
        record(meter)


def test_a_device_that_the_server_does_not_have_is_told(tmp_path: Path) -> None:
    with virtual_meter(OTII, tmp_path) as address:
        with pytest.raises(MeterSilent, match=r"has these devices: Arc\. Say which"):
            Otii(address, options="device=Ace")
        with Otii(address, options="device=Arc") as meter:
            meter.set_supply(Supply(3_300))


@pytest.mark.parametrize("address", ["127.0.0.1:1", "127.0.0.1:port"])
def test_an_address_where_nothing_is_is_told(address: str) -> None:
    with pytest.raises(MeterSilent) as caught:
        opened_as("otii", address)
    assert address in caught.value.what


class Server:
    """Sends what it is told to each request, after a greeting; by what the request asks for."""

    def __init__(self, answer: Callable[[str, dict[str, object]], object]) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._answer = answer
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        self._thread.join(5)

    def hang_up(self) -> None:
        self._client.shutdown(socket.SHUT_RDWR)

    def _serve(self) -> None:
        client, _ = self._listener.accept()
        self._client = client
        with contextlib.suppress(ConnectionError), client, client.makefile("rb") as lines:
            client.sendall(b'{"type": "information", "info": "connected", "data": {"server": "x"}}\r\n')
            for line in lines:
                request = json.loads(line)
                made = self._answer(request["cmd"], request["data"])
                if isinstance(made, bytes):
                    client.sendall(made)
                    continue
                message = {"type": "response", "cmd": request["cmd"], "trans_id": request["trans_id"], "data": made}
                # A message that nobody asked for comes before each.
                client.sendall(b'{"type": "information", "info": "saved"}\r\n' + json.dumps(message).encode() + b"\r\n")


def channels(**entries: list[dict[str, object]]) -> Callable[[str, dict[str, object]], object]:
    """A recording whose channels hold these pieces, one after the other, each asked for once."""

    def answer(order: str, fields: dict[str, object]) -> object:
        pieces = entries.get(str(fields["channel"]), [])
        ends = np.cumsum([0, *(len(piece["values"]) for piece in pieces)])  # type: ignore[arg-type]
        if order.endswith("count"):
            seen = seen_by.setdefault(str(fields["channel"]), 0)
            seen_by[str(fields["channel"])] = min(seen + 1, len(pieces))
            return {"count": int(ends[seen_by[str(fields["channel"])]])}
        return pieces[int(np.searchsorted(ends, int(str(fields["index"])), side="right")) - 1]

    seen_by: dict[str, int] = {}
    return answer


def test_a_stretch_that_comes_late_has_a_gap_before_it_and_no_value_is_lost() -> None:
    currents: list[dict[str, object]] = [
        {"timestamp": 0.0, "interval": 0.01, "values": [1.0, 2.0]},
        {"timestamp": 0.05, "interval": 0.01, "values": [None, 4.0]},
    ]
    volts: list[dict[str, object]] = [{"timestamp": 0.0, "interval": 0.04, "values": [3.0, 2.0]}]
    edges: list[dict[str, object]] = [
        {"values": [{"timestamp": 0.012, "value": True}, {"timestamp": 0.058, "value": False}]}
    ]
    with Server(channels(mc=currents, mv=volts, i1=edges)) as server:
        talk = OtiiTalk("127.0.0.1", server.port, "bench", "otii:bench")
        trace = OtiiRecording(talk, "Arc", 1, 100, "otii:bench").take("it was sampling", is_last=True)
        talk.close()
    np.testing.assert_array_equal(trace.current_a, np.array([1, 2, np.nan, np.nan, np.nan, np.nan, 4], np.float32))
    assert trace.lost == 4
    assert list(trace.digital) == [0, 1, 1, 1, 1, 1, 0]
    assert trace.voltage_v is not None
    assert list(trace.voltage_v) == [3.0, 3.0, 3.0, 3.0, 2.0, 2.0, 2.0]


@pytest.mark.parametrize(
    ("sent", "error", "why"),
    [
        (b"garbage\r\n", MeterStopped, "which is no message"),
        (b"[1, 2]\r\n", MeterStopped, "no message"),
        (b'{"type": "error", "trans_id": "1", "errorcode": "No license"}\r\n', MeterRefused, "No license"),
    ],
)
def test_an_answer_that_is_none_is_told(sent: bytes, error: type[Exception], why: str) -> None:
    with Server(lambda _order, _fields: sent) as server:
        talk = OtiiTalk("127.0.0.1", server.port, "bench", "otii:bench")
        with pytest.raises(error, match=why):
            talk.ask("otii_is_logged_in", "it was opened")
        talk.close()


def test_a_server_that_goes_is_lost() -> None:
    with Server(lambda _order, _fields: b"") as server:
        talk = OtiiTalk("127.0.0.1", server.port, "bench", "otii:bench")
        server.hang_up()
        with pytest.raises(MeterLost):
            talk.ask("otii_is_logged_in", "it was opened")
        talk.close()
