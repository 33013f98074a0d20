"""Damaged packs and damaged models break nothing; and what would break is found."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchwright.planner.ops.int16x8 import WIDE
from benchwright.planner.pack_format import OpCode
from benchwright.planner.pack_reader import read_pack
from boards.builder.firmware import build_host_library
from tests.conftest import ROOT
from tests.fuzz.corpus import ops_without_a_seed, tiny_files, write_corpus
from tests.fuzz.engine import EngineFuzzer, Tally
from tests.fuzz.models import HostLibrary, bounded, try_model, try_pack
from tests.fuzz.toolchain import Compiler, best_compiler, build_harness, zig

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the harness forbids memory as POSIX does")

TINY = dict(tiny_files(draws=1))


@pytest.fixture(scope="module")
def compiler() -> Compiler:
    return best_compiler()


def fuzzer(folder: Path, compiler: Compiler) -> EngineFuzzer:
    # The program is kept from one session to the next; what it finds is not.
    return EngineFuzzer(folder, folder / "out", compiler, build_harness(ROOT / "build" / "fuzz", compiler))


def test_damaged_packs_never_break_the_engine(compiler: Compiler, tmp_path: Path) -> None:
    engine = fuzzer(tmp_path, compiler)
    engine.run(40_000, 40_000, 1, print)
    engine.check_slow()
    assert engine.tally.crashes == {}
    assert engine.tally.executions >= 40_000
    assert engine.tally.accepted > 1_000
    assert engine.tally.refused > 10_000


@pytest.mark.parametrize("choice", ["best", "zig"])
def test_an_engine_that_leaves_its_arena_is_found(
    compiler: Compiler, choice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BW_FUZZ_SHRINK", "16")
    engine = fuzzer(tmp_path, compiler if choice == "best" else zig())
    engine.run(2_000, 2_000, 1, print, most_crashes=1)
    assert engine.tally.crashes
    file = tmp_path / "out" / next(iter(engine.tally.crashes))
    assert file.read_bytes()[:4] == b"BWPK"


def test_without_libfuzzer_packs_are_damaged_too(tmp_path: Path) -> None:
    engine = fuzzer(tmp_path, zig())
    engine.run(20_000, 20_000, 1, print)
    assert engine.tally.crashes == {}
    assert engine.tally.executions >= 20_000
    assert engine.tally.accepted > 500


def test_a_stopped_run_goes_on_where_it_was(compiler: Compiler, tmp_path: Path) -> None:
    fuzzer(tmp_path, compiler).run(500, 500, 1, print)
    again = fuzzer(tmp_path, compiler)
    assert again.tally.executions >= 500
    again.run(500, 500, 1, pytest.fail)


def test_a_crash_is_counted_with_its_executions_and_words() -> None:
    tally = Tally()
    assert tally.add_output("#1024\tpulse\nbw accepted 3 refused 4 cut 1\nbw ran 1 2 0 3\n#2048\tpulse\n") == 2048
    assert (tally.accepted, tally.refused, tally.cut, tally.ran[1, 2, 0]) == (3, 4, 1, 3)


def test_the_corpus_has_every_op(tmp_path: Path) -> None:
    assert ops_without_a_seed(write_corpus(tmp_path)) == []


def test_the_corpus_has_every_layout_of_every_op(tmp_path: Path) -> None:
    seen = {
        (op.code, op.layout) for file in write_corpus(tmp_path) for op in read_pack(file.read_bytes()).ops if op.layout
    }
    conv, depthwise, full = OpCode.CONV_2D, OpCode.DEPTHWISE_CONV_2D, OpCode.FULLY_CONNECTED
    assert seen == {
        *((conv, 1), (depthwise, 2), (full, 3)),
        *((conv, 16), (depthwise, 16), (conv, 17), (full, 17), (depthwise, 18), (depthwise, 19)),
        *((conv, 32), (depthwise, 32), (full, 32), (depthwise, 33)),
        *((code, WIDE) for code in (conv, depthwise, full, OpCode.TRANSPOSE_CONV, OpCode.BATCH_MATMUL)),
    }


def test_the_engine_opens_every_seed(tmp_path: Path) -> None:
    host = build_host_library(tmp_path)
    library = HostLibrary(host / json.loads((host / "engine.json").read_text())["library"])
    packs = [file.read_bytes() for file in write_corpus(tmp_path / "seeds")]
    refused = [[(op.code, op.layout) for op in read_pack(pack).ops] for pack in packs if library.status(pack, 1 << 16)]
    assert refused == []


def test_damaged_models_end_in_a_pack_or_in_words(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.fuzz.models", "--executions", "1200", "--seed", "1", "--out", str(tmp_path)]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert finished.returncode == 0, finished.stderr
    result = json.loads(finished.stdout.splitlines()[-1])
    assert result["faults"] == {}
    assert result["ends"]["pack"] > 100
    assert result["ends"]["ModelFileInvalid"] > 100


@settings(max_examples=200)
@given(
    st.sampled_from(sorted(TINY)),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 2**32 - 1)), min_size=1, max_size=6),
    st.sampled_from(["generic", "dsp", "mve"]),
)
def test_any_words_in_a_model_end_in_a_pack_or_in_words(
    name: str, words: list[tuple[float, int]], kernel_set: str
) -> None:
    model = bytearray(TINY[name])
    for place, word in words:
        at = int(place * (len(model) // 4)) * 4
        model[at : at + 4] = word.to_bytes(4, "little")
    with bounded():
        assert try_model(bytes(model), kernel_set, None) in {"pack", "ModelFileInvalid", "ModelUnsupported"}


@given(st.binary(max_size=600))
def test_any_bytes_are_no_pack(content: bytes) -> None:
    assert try_pack(content) == "PackInvalid"
    assert try_pack(b"BWPK" + content) == "PackInvalid"
