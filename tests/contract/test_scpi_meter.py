"""What meters that speak SCPI keep to beyond the contract of all, with an instrument that answers oddly."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from benchwright.drivers.power import dmm6500
from benchwright.drivers.power.meter_kinds import KINDS
from benchwright.drivers.power.polled_samples import Polled, PolledSamples
from benchwright.drivers.power.scpi import ScpiMeter
from benchwright.drivers.power.scpi_line import open_line, resource_of
from benchwright.drivers.power.scpi_profiles import SUPPLY
from benchwright.drivers.virtual.meter.readiness import address_in
from benchwright.model.errors import MeterSilent, MeterStopped, SupplyOutOfRange, SupplyRefused
from benchwright.model.meter import Supply
from benchwright.protocols.power_meter import PowerMeter
from tests.contract.test_power_meter import LOAD, powered, record
from tests.contract.virtual_meters import DMM6500, SCPI_RIGS, opened_as, virtual_meter

Answers = dict[str, Callable[[int], bytes]]
IDENTITY = b"Maker,E36,77,1.0\n"


class Instrument:
    """A socket that answers each order as it is told to; an answer may depend on how often it was asked."""

    def __init__(self, answers: Answers) -> None:
        usual: Answers = {
            "*IDN?": lambda _: IDENTITY,
            "MEAS:CURR?": lambda _: b"1.0E-2\n",
            "MEAS:VOLT?": lambda _: b"3.300\n",
            "VOLT? MIN": lambda _: b"0\n",
            "VOLT? MAX": lambda _: b"6.0\n",
            "SYST:ERR?": lambda _: b'0,"No error"\n',
        }
        self._answers = {**usual, **answers}
        self._asked: dict[str, int] = {}
        self.heard: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                with client, client.makefile("rb") as lines, contextlib.suppress(OSError):
                    for line in lines:
                        order = line.decode().strip()
                        self.heard.append(order)
                        count = self._asked[order] = self._asked.get(order, 0) + 1
                        if (answer := self._answers.get(order)) is not None:
                            client.sendall(answer(count))


@contextlib.contextmanager
def instrument(**answers: Callable[[int], bytes]) -> Iterator[Instrument]:
    """Orders by short names: `current`, `voltage`, `error`, `identity`, `most`."""
    orders = {
        "current": "MEAS:CURR?",
        "voltage": "MEAS:VOLT?",
        "error": "SYST:ERR?",
        "identity": "*IDN?",
        "most": "VOLT? MAX",
    }
    made = Instrument({orders[name]: answer for name, answer in answers.items()})
    try:
        yield made
    finally:
        made.close()


def opened(made: Instrument) -> PowerMeter:
    return opened_as("scpi", made.address)


def test_an_address_is_a_resource_or_short_for_a_socket() -> None:
    assert resource_of("bench") == "TCPIP::bench::5025::SOCKET"
    assert resource_of("10.0.0.7:9221") == "TCPIP::10.0.0.7::9221::SOCKET"
    assert resource_of("ASRL/dev/ttyUSB0::INSTR") == "ASRL/dev/ttyUSB0::INSTR"


@pytest.mark.parametrize("address", ["no::such::RESOURCE", "ASRL/dev/not-there::INSTR", "127.0.0.1:1"])
def test_an_address_where_nothing_is_is_told(address: str) -> None:
    with pytest.raises(MeterSilent) as caught:
        opened_as("scpi", address)
    assert address in caught.value.what


def test_it_measures_volts_with_the_currents_and_energy_is_made_of_both(tmp_path: Path) -> None:
    rig = next(rig for rig in SCPI_RIGS if rig.is_source)
    with rig.begin(tmp_path, load=LOAD) as open_meter, open_meter() as meter:
        trace = record(powered(meter, rig))
    assert trace.voltage_v is not None
    # Half an ohm between supply and device.
    np.testing.assert_allclose(trace.voltage_v, 3.3 - 0.5 * trace.current_a, atol=0.001)


def test_a_value_beyond_the_range_is_clipped_and_no_value_is_lost() -> None:
    def current(count: int) -> bytes:
        return {0: b"9.9E37\n", 1: b"9.91E37\n"}.get(count % 10, b"0.01\n")

    with instrument(current=current) as made, opened(made) as meter:
        trace = record(meter, 0.2)
    assert trace.clipped > 0
    assert trace.lost > 0
    assert float(np.nanmax(trace.current_a)) == pytest.approx(0.01)


def test_an_order_that_it_refuses_is_told_in_its_words() -> None:
    with (
        instrument(error=lambda _: b'-222,"Data out of range"\n') as made,
        opened(made) as meter,
        pytest.raises(MeterStopped, match=r'It refuses "VOLT 3\.3": -222,"Data out of range"'),
    ):
        meter.set_supply(Supply(3_300))


def test_a_voltage_is_sent_in_volts_and_one_out_of_range_is_not_sent() -> None:
    with instrument(most=lambda _: b"3.0\n") as made, opened(made) as meter:
        meter.set_supply(Supply(1_800))
        with pytest.raises(SupplyOutOfRange, match="It gives 0 to 3 V"):
            meter.set_supply(Supply(3_300))
        assert [order for order in made.heard if order.startswith("VOLT ")] == ["VOLT 1.8"]
        with pytest.raises(SupplyRefused, match="only what it feeds itself"):
            meter.set_supply(Supply(1_800, is_source=False))


def test_one_that_tells_no_range_is_taken_for_one_of_its_family() -> None:
    with (
        instrument(most=lambda _: b"9.91E37\n") as made,
        opened(made) as meter,
        pytest.raises(SupplyOutOfRange, match="It gives 0 to 60 V"),
    ):
        meter.set_supply(Supply(60_001))


def test_another_instrument_is_no_meter() -> None:
    with (
        instrument(current=lambda _: b"MEASURE:FREQ 10 HZ\n") as made,
        pytest.raises(MeterSilent, match=r'Something else does\. It answered "MEAS:CURR\?" with "MEASURE'),
    ):
        opened(made)


def test_one_that_answers_orders_that_nobody_gave_is_told() -> None:
    def current(count: int) -> bytes:
        return b"0.01\n" + b"hello\n" * (count > 30)

    with (
        instrument(current=current) as made,
        opened(made) as meter,
        pytest.raises(MeterStopped, match='with "hello"'),
    ):
        record(meter, 1.0)


def test_an_answer_without_an_end_is_silence_and_not_for_ever() -> None:
    with instrument(current=lambda count: b"0.01\n" if count <= 20 else b"1" * 5_000) as made, opened(made) as meter:
        began = time.monotonic()
        with pytest.raises(MeterStopped):
            record(meter, 1.0)
        assert time.monotonic() - began < 5


def test_a_pause_is_lost_and_time_goes_on() -> None:
    def current(count: int) -> bytes:
        time.sleep(0.3 if count == 40 else 0.002)
        return b"0.01\n"

    with instrument(current=current) as made, opened(made) as meter:
        trace = record(meter, 0.6)
        hz = meter.meter.sample_hz
    assert trace.lost / hz == pytest.approx(0.3, abs=0.1)
    assert len(trace.current_a) / hz == pytest.approx(0.6, abs=0.1)


def test_samples_have_the_value_of_the_answer_next_to_them() -> None:
    polled = PolledSamples(10)
    samples = polled.take([Polled(5.0, 1.0), Polled(5.12, 2.0), Polled(5.31, 3.0)])
    assert list(samples.current_a) == [1.0, 2.0, 2.0, 3.0]
    assert samples.voltage_v is None
    more = polled.take([Polled(5.95, 9.0)])
    assert more.first == 4
    assert np.isnan(more.current_a).all()
    assert more.lost == 2 + (len(more.current_a) - 2)


SIM = """
spec: "1.1"
devices:
  supply:
    eom:
      TCPIP SOCKET: {q: "\\n", r: "\\n"}
    error: "ERROR"
    dialogues:
      - {q: "*IDN?", r: "PyVISA,Supply,1,0"}
      - {q: "*CLS"}
      - {q: "SYST:ERR?", r: '0,"No error"'}
      - {q: "VOLT? MIN", r: "0"}
      - {q: "VOLT? MAX", r: "20"}
      - {q: "OUTP ON"}
    properties:
      voltage:
        default: 1.0
        getter: {q: "MEAS:VOLT?", r: "{:.3f}"}
        setter: {q: "VOLT {:g}"}
        specs: {min: 0, max: 20, type: float}
      current:
        default: 0.25
        getter: {q: "MEAS:CURR?", r: "{:.3f}"}
        specs: {type: float}
resources:
  TCPIP::supply::5025::SOCKET: {device: supply}
"""


def test_an_instrument_of_pyvisas_own_simulator_is_a_meter(tmp_path: Path) -> None:
    described = tmp_path / "supply.yaml"
    described.write_text(SIM)
    line = open_line("supply", "", "", SUPPLY.kind, f"{described}@sim")
    with ScpiMeter(line, "supply", SUPPLY) as meter:
        meter.set_supply(Supply(3_300))
        meter.switch_supply(on=True)
        trace = record(meter, 0.05)
    assert not meter.meter.is_simulated, "what it does not say of itself nobody knows"
    assert float(trace.current_a.mean()) == pytest.approx(0.25)
    assert trace.voltage_v is not None
    assert float(trace.voltage_v.mean()) == pytest.approx(3.3)


def dmm6500_at(address: str, options: str = "") -> PowerMeter:
    (kind,) = (kind for kind in KINDS if kind.word == "dmm6500")
    return kind.open(address, options, "")


def test_a_buffer_that_does_not_hold_what_it_says_is_told(tmp_path: Path) -> None:
    with (
        virtual_meter(DMM6500, tmp_path, faults={"lies_about_count": True}) as address,
        dmm6500_at(address) as meter,
        pytest.raises(MeterStopped, match="more readings, and does not give them"),
    ):
        record(meter)


def test_a_buffer_beyond_its_end_goes_on_where_it_began(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The virtual one holds as many readings as the real one, ten seconds of them; the driver is told of both.
    monkeypatch.setattr(dmm6500, "CAPACITY", 2_000)
    small = "import benchwright.drivers.power.dmm6500 as d; d.CAPACITY = 2_000\n"
    small += "import sys, benchwright.drivers.virtual.meter.dmm6500 as v; v.main(sys.argv[1:])"
    command = [sys.executable, "-c", small, "--link", str(tmp_path / "x"), "--load", '{"noise_a": 0.0}']
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        with dmm6500_at(address_in(process.stdout.readline())) as meter:
            trace = record(meter, 0.7)
        process.stdin.close()
    assert len(trace.current_a) > 6_000
    assert trace.lost == 0
    period = round(LOAD.period_s * dmm6500.SAMPLE_HZ)
    np.testing.assert_allclose(trace.current_a[: 5 * period], trace.current_a[20 * period : 25 * period], atol=1e-6)


def test_a_current_beyond_the_range_of_a_multimeter_is_clipped_and_a_larger_range_holds_it(tmp_path: Path) -> None:
    with virtual_meter(DMM6500, tmp_path, load={"active_a": 0.2}) as address:
        with dmm6500_at(address) as meter:
            trace = record(meter)
            assert trace.clipped / len(trace.current_a) == pytest.approx(LOAD.active_s / LOAD.period_s, rel=0.15)
        with dmm6500_at(address, "most_ma=1000") as meter:
            trace = record(meter)
            assert (trace.clipped, trace.lost) == (0, 0)
            assert float(trace.current_a.max()) == pytest.approx(0.2, rel=0.02)


@pytest.mark.parametrize("block", [b"#15abcde\n", b"0.01, 0.02\n", b"#0short"])
def test_a_block_that_is_none_is_told(block: bytes) -> None:
    answers: Answers = {"*IDN?": lambda _: b"KEITHLEY INSTRUMENTS,MODEL DMM7510,1,2\n"}
    answers['TRAC:ACT:END? "defbuffer1"'] = lambda _: b"3\n"
    answers['TRAC:DATA? 1, 3, "defbuffer1", READ, REL'] = lambda _: block
    made = Instrument(answers)
    try:
        with dmm6500_at(made.address) as meter, pytest.raises(MeterStopped):
            record(meter)
    finally:
        made.close()


def test_another_instrument_is_no_dmm6500() -> None:
    with instrument() as made, pytest.raises(MeterSilent, match="It calls itself E36"):
        dmm6500_at(made.address)
