"""An image for one model alone: it runs that model, has nothing that the model does not need, and says so of others."""

from __future__ import annotations

import itertools
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from benchmarks.object_sizes import flash_bytes
from benchwright.model.pack import Pack
from benchwright.planner.pack_format import OpRecord, PackHeader
from boards.builder.errors import BuildError
from boards.builder.firmware import build_board
from tests.firmware.emulated_core import EmulatedCore, link_engine
from tests.firmware.emulated_m4 import CORTEX_M4
from tests.firmware.int16_network import whole_model
from tests.firmware.layout_bench import LayoutBench, layout_bench, layouts
from tests.firmware.op_models import UNARY_MAKERS
from tests.firmware.small_int8_ops import random_shape, small_model
from tests.firmware.state_models import STATE_MAKERS
from tests.firmware.tiny_models import FLOAT32, INT8, RANDOM_OPS

BOARD = "b-l475e-iot01a"
DIGITS = Path(__file__).parents[2] / "resources" / "models" / "digits_int8.tflite"
ENGINE = "boards_firmware_engine_"
UNKNOWN_OP = -6
DSP_TAPS = 19
HEADER, RECORD = dict(PackHeader.field_offsets()), dict(OpRecord.field_offsets())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> LayoutBench:
    return layout_bench(tmp_path_factory.mktemp("whole"), CORTEX_M4, "dsp")


@pytest.fixture(scope="module")
def digits(whole: LayoutBench) -> bytes:
    return whole.plan(DIGITS.read_bytes()).data


@pytest.fixture(scope="module")
def objects(digits: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return objects_for(digits, tmp_path_factory.mktemp("minimal"))


@pytest.fixture(scope="module")
def minimal(whole: LayoutBench, objects: list[Path], tmp_path_factory: pytest.TempPathFactory) -> LayoutBench:
    return LayoutBench("dsp", whole.library, core_of(objects, tmp_path_factory.mktemp("core")))


def objects_for(content: bytes, folder: Path) -> list[Path]:
    pack = folder / "model.pack"
    pack.write_bytes(content)
    built = build_board(BOARD, folder, minimal=pack)
    return list((folder / "objects" / built.name).glob("*.o"))


def core_of(objects: list[Path], folder: Path) -> EmulatedCore:
    parts = [str(path) for path in objects if path.name.startswith((ENGINE, "boards_firmware_common_"))]
    return EmulatedCore(CORTEX_M4, link_engine(folder / "engine.elf", CORTEX_M4, parts))


def test_a_minimal_image_runs_its_model_as_tflm_does(minimal: LayoutBench) -> None:
    minimal.assert_equals_tflm(DIGITS.read_bytes(), np.random.default_rng(0))


def test_a_minimal_image_has_the_checks_and_kernels_of_its_pack_and_no_others(objects: list[Path]) -> None:
    engine = frozenset(path for path in objects if path.name.startswith(ENGINE))
    flash = {path.name.removeprefix(ENGINE): size for path, size in flash_bytes(objects, engine).items() if size}
    assert "kernels_generic_softmax_int8_c.o" in flash
    assert not [name for name in flash if any(word in name for word in ("float32", "int16", "shapes", "state", "taps"))]
    assert sum(flash.values()) < 15_000


def packs(bench: LayoutBench, code: str) -> Iterator[Pack]:
    """Of one op, with scales as training leaves them and with any."""
    rng = np.random.default_rng(0)
    while True:
        yield bench.plan(small_model(random_shape(code, rng), rng))
        yield bench.plan(RANDOM_OPS[code](rng, INT8))


def laid_out(code: str, layout: int) -> Callable[[LayoutBench], bytes]:
    return lambda bench: next(pack.data for pack in packs(bench, code) if layouts(pack) == [layout])


LACKING: dict[str, Callable[[LayoutBench], bytes]] = {
    "op": lambda bench: bench.plan(UNARY_MAKERS["LOGISTIC"][0](np.random.default_rng(0), INT8).model).data,
    "type": lambda bench: bench.plan(RANDOM_OPS["SOFTMAX"](np.random.default_rng(0), FLOAT32)).data,
    "plain layout": laid_out("CONV_2D", 0),
    "layout": laid_out("DEPTHWISE_CONV_2D", DSP_TAPS),
}


@pytest.mark.parametrize("what", LACKING)
def test_a_minimal_image_refuses_what_it_lacks_as_an_unknown_op(
    minimal: LayoutBench, whole: LayoutBench, what: str
) -> None:
    pack = LACKING[what](whole)
    assert whole.core.open(pack, 1 << 16) == 0
    assert minimal.core.open(pack, 1 << 16) == UNKNOWN_OP
    (record,) = struct.unpack_from("<I", pack, HEADER["ops_offset"])
    assert minimal.core.fault_offset() - record in {RECORD["code"], RECORD["layout"]}


def test_a_minimal_image_of_a_model_that_keeps_nothing_refuses_state(minimal: LayoutBench, digits: bytes) -> None:
    pack = bytearray(digits)
    struct.pack_into("<I", pack, HEADER["state_count"], 1)
    assert minimal.core.open(bytes(pack), 1 << 16) == UNKNOWN_OP
    assert minimal.core.fault_offset() == HEADER["state_count"]


MODELS: dict[str, Callable[[], bytes]] = {
    "state": lambda: STATE_MAKERS["SVDF"][0](np.random.default_rng(0), INT8).model,
    "int16": whole_model,
}


@pytest.mark.parametrize("name", MODELS)
def test_a_minimal_image_has_all_that_a_model_with_state_or_of_int16_needs(
    whole: LayoutBench, name: str, tmp_path: Path
) -> None:
    pack = whole.plan(MODELS[name]())
    core = core_of(objects_for(pack.data, tmp_path), tmp_path)
    rng = np.random.default_rng(1)
    assert whole.core.open(pack.data, pack.arena_bytes) == core.open(pack.data, pack.arena_bytes) == 0
    for _ in range(3):
        inputs = {spec.arena_offset: rng.bytes(spec.size_bytes) for spec in pack.inputs}
        assert core.invoke(inputs).layers == whole.core.invoke(inputs).layers


def test_an_op_that_claims_to_be_another_opens_in_a_minimal_image_only_if_it_runs(
    minimal: LayoutBench, digits: bytes
) -> None:
    (record,) = struct.unpack_from("<I", digits, HEADER["ops_offset"])
    statuses = []
    for code, kind, layout in itertools.product(range(48), range(7), (0, *range(16, 21), 32, 48)):
        pack = bytearray(digits)
        for name in ("features", "features_high"):  # whatever the op is, the header has announced it
            struct.pack_into("<I", pack, HEADER[name], 0xFFFFFFFF)
        struct.pack_into("<2H", pack, record, code, kind)
        struct.pack_into("<I", pack, record + RECORD["layout"], layout)
        statuses.append(minimal.core.open(bytes(pack), 1 << 16))
        if statuses[-1] == 0:
            minimal.core.invoke({})
    assert statuses.count(0) == 1
    assert UNKNOWN_OP in statuses


@pytest.mark.parametrize("content", [DIGITS.read_bytes(), b"BWPK", b""], ids=["model", "cut off", "empty"])
def test_no_image_is_made_for_what_is_no_pack(content: bytes, tmp_path: Path) -> None:
    pack = tmp_path / "no.pack"
    pack.write_bytes(content)
    with pytest.raises(BuildError, match=r"no\.pack is no pack for this engine \(status -\d\)"):
        build_board(BOARD, tmp_path, minimal=pack)
