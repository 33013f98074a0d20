"""Thousands of inputs through the real agent without a pause: the same answers as one by one, on good lines and bad."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchwright.compose import host_library
from benchwright.drivers.host_engine import HostEngine
from benchwright.model.errors import DutRefused, DutTimeout
from benchwright.model.pack import Pack
from benchwright.planner.plan import TflitePlanner
from benchwright.protocols.transport import Transport
from benchwright.wire.client import DutClient
from tests.contract.bench_parts import ROOT, NoisyTransport, catalog, native_agent

MODEL = ROOT / "resources" / "models" / "digits_int8.tflite"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return TflitePlanner().plan(MODEL.read_bytes(), catalog().board("native"), name="digits_int8")


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Transport]:
    with native_agent(tmp_path) as line:
        yield line


def opened(line: Transport, pack: Pack) -> DutClient:
    client = DutClient(line, "native agent")
    client.open()
    client.pack_erase(pack.pack_bytes)
    client.pack_write(pack.data)
    client.pack_verify(pack.pack_bytes)
    return client


def some_inputs(pack: Pack, count: int) -> list[bytes]:
    size = sum(spec.size_bytes for spec in pack.inputs)
    return [bytes((at * (number + 3) + number) % 256 for at in range(size)) for number in range(count)]


def sizes(pack: Pack) -> list[int]:
    return [spec.size_bytes for spec in pack.outputs]


def test_every_input_gets_the_answer_of_the_host(line: Transport, pack: Pack) -> None:
    client, inputs = opened(line, pack), some_inputs(pack, 300)
    found = list(client.infer_each(inputs, sizes(pack)))
    host = HostEngine(host_library())
    assert [one.output for one in found] == [host.run(pack, data) for data in inputs]
    assert all(one.ticks > 0 for one in found)
    assert client.statistics().inferences == 301


@pytest.mark.parametrize("seed", [1, 2])
def test_a_noisy_line_costs_time_and_no_answer(line: Transport, pack: Pack, seed: int) -> None:
    noisy = NoisyTransport(line, rate=5e-4, seed=seed)
    noisy.is_noisy = False
    client, inputs = opened(noisy, pack), some_inputs(pack, 120)
    expected = [one.output for one in client.infer_each(inputs, sizes(pack))]
    noisy.is_noisy = True
    found = [one.output for one in client.infer_each(inputs, sizes(pack))]
    noisy.is_noisy = False
    assert found == expected
    assert client.statistics().inferences > 2 * len(inputs) + 1


def test_one_who_stops_in_the_middle_leaves_the_device_ready(line: Transport, pack: Pack) -> None:
    client, inputs = opened(line, pack), some_inputs(pack, 20)
    inferences = client.infer_each(inputs, sizes(pack))
    first = next(inferences)
    inferences.close()
    client.load_input(inputs[0])
    client.infer(1)
    assert client.read_output(0, pack.outputs[0].size_bytes) == first.output


def test_a_refusal_carries_the_agents_words(line: Transport) -> None:
    client = DutClient(line, "native agent")
    client.open()
    with pytest.raises(DutRefused, match="no pack is open"):
        list(client.infer_each([b"1234"], [1]))


class Cut:
    """A line over which nothing comes back after `count` reads that brought something."""

    def __init__(self, line: Transport, count: int) -> None:
        self._line = line
        self._left = count

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        if self._left <= 0:
            return b""
        data = self._line.read(max_bytes, timeout_s)
        self._left -= bool(data)
        return data

    def write(self, data: bytes) -> None:
        self._line.write(data)

    def close(self) -> None:
        self._line.close()


def test_a_device_that_falls_silent_is_a_timeout_after_what_it_answered(line: Transport, pack: Pack) -> None:
    opened(line, pack).leave()
    ticking = iter(range(10_000_000))
    client = DutClient(Cut(line, 60), "native agent", clock=lambda: next(ticking) / 1_000)
    client.open()
    answered = 0
    with pytest.raises(DutTimeout):  # noqa: PT012 - what came before the silence counts
        for _ in client.infer_each(some_inputs(pack, 500), sizes(pack)):
            answered += 1
    assert 0 < answered < 500
