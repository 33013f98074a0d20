"""A model with state on the real agent: reset, inferences in turn, and requests that get lost on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from benchwright.bench.inputs import InputSet
from benchwright.bench.lane import Cancel
from benchwright.bench.measure import collect_outputs, collect_outputs_in_turn
from benchwright.bench.stages import StageLog
from benchwright.compose import host_library
from benchwright.drivers.host_engine import HostEngine
from benchwright.model.errors import DutRefused, WireCorrupt
from benchwright.model.pack import Pack
from benchwright.planner.plan import TflitePlanner
from benchwright.protocols.transport import Transport
from benchwright.wire.client import DutClient
from benchwright.wire.messages import Capability
from tests.contract.bench_parts import catalog, native_agent
from tests.firmware.flow_models import FLOW_MAKERS
from tests.firmware.state_models import StateCase
from tests.firmware.tiny_models import FLOAT32

LOG = StageLog("native agent", lambda _event: None, Cancel(), {})


@pytest.fixture(scope="module")
def case() -> StateCase:
    return FLOW_MAKERS["initialised_sum"][0](np.random.default_rng(1), FLOAT32)


@pytest.fixture(scope="module")
def pack(case: StateCase) -> Pack:
    return TflitePlanner().plan(case.model, catalog().board("native"), name="sum")


@pytest.fixture
def inputs(case: StateCase) -> InputSet:
    return InputSet(tuple(turn[0].tobytes() for turn in case.turns), "test")


@pytest.fixture
def client(tmp_path: Path, pack: Pack) -> Iterator[DutClient]:
    with native_agent(tmp_path) as line:
        yield programmed(line, pack)


def programmed(line: Transport, pack: Pack) -> DutClient:
    client = DutClient(line, "native agent")
    client.open()
    client.pack_erase(pack.pack_bytes)
    client.pack_write(pack.data)
    assert client.pack_verify(pack.pack_bytes) == hashlib.sha256(pack.data).hexdigest()
    return client


def on_host(pack: Pack, inputs: InputSet) -> tuple[bytes, ...]:
    return HostEngine(host_library()).run_in_turn(pack, inputs.items)


def test_what_the_model_keeps_goes_from_one_inference_to_the_next(
    client: DutClient, pack: Pack, inputs: InputSet
) -> None:
    assert collect_outputs(client, pack, inputs, LOG) == on_host(pack, inputs)
    assert collect_outputs(client, pack, inputs, LOG) != on_host(pack, inputs)


def test_a_reset_makes_the_board_equal_the_host_again(client: DutClient, pack: Pack, inputs: InputSet) -> None:
    assert Capability.RESET_STATE in Capability(client.hello().capabilities)
    client.load_input(inputs.items[0])
    client.infer(7, 3)
    assert collect_outputs_in_turn(client, pack, inputs, LOG) == on_host(pack, inputs)


def test_a_reset_before_the_first_inference_changes_nothing(client: DutClient, pack: Pack, inputs: InputSet) -> None:
    client.reset_state()
    assert collect_outputs(client, pack, inputs, LOG) == on_host(pack, inputs)
    assert client.memory().arena_touched <= pack.arena_bytes


def test_without_a_pack_there_is_nothing_to_reset(client: DutClient, pack: Pack) -> None:
    client.pack_erase(pack.pack_bytes)
    with pytest.raises(DutRefused, match="no pack is open"):
        client.reset_state()


class Repeating:
    """A client whose first inferences each run twice, as when the answer to a request got lost."""

    def __init__(self, client: DutClient, repeats: int) -> None:
        self._client = client
        self._repeats = repeats

    def __getattr__(self, name: str) -> object:
        return getattr(self._client, name)

    def infer(self, count: int, warmup: int) -> tuple[int, ...]:
        if self._repeats:
            self._repeats -= 1
            self._client.infer(count, warmup)
        return self._client.infer(count, warmup)


def test_an_inference_that_ran_twice_is_noticed_and_all_is_run_again(
    client: DutClient, pack: Pack, inputs: InputSet
) -> None:
    repeating: DutClient = Repeating(client, 2)  # type: ignore[assignment]
    assert collect_outputs_in_turn(repeating, pack, inputs, LOG) == on_host(pack, inputs)


def test_a_line_on_which_every_attempt_loses_requests_is_called_too_noisy(
    client: DutClient, pack: Pack, inputs: InputSet
) -> None:
    repeating: DutClient = Repeating(client, 1000)  # type: ignore[assignment]
    with pytest.raises(WireCorrupt):
        collect_outputs_in_turn(repeating, pack, inputs, LOG)
