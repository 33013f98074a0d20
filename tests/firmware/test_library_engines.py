"""The generated library compiled, and run on this computer with engines that are not ours."""

from __future__ import annotations

import os
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from benchwright.agent_library.layout import BuildSystem
from benchwright.wire import messages
from benchwright.wire.messages import Capability
from tests.firmware.agent_library import CORES, ROOT, compile_files, link, write
from tests.firmware.agent_line import AgentLine
from tests.firmware.planned import run_tflm_in_turn
from tests.firmware.state_models import STATE_MAKERS
from tests.firmware.tiny_models import INT8

HERE = Path(__file__).parent
SDK = HERE / "sdk_api"
DIGITS = ROOT / "resources" / "models" / "digits_int8.tflite"
(HELLO, LOAD_INPUT, INFER, READ_OUTPUT, PROFILE, MEMORY, PACK_ERASE, PACK_WRITE, PACK_VERIFY, LAYERS) = range(1, 11)
RESET_STATE = 16
BAD_BODY, OUT_OF_RANGE, UNSUPPORTED = 2, 5, 8


@pytest.fixture(scope="module")
def host_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(BuildSystem.HOST, tmp_path_factory.mktemp("library"))


@pytest.mark.parametrize("core", CORES)
def test_every_c_file_compiles_without_a_warning(core: str, host_library: Path, tmp_path: Path) -> None:
    sources = [*host_library.glob("src/*.c"), *host_library.glob("engines/small/*.c")]
    compile_files(sources, tmp_path, [*CORES[core], "-Wpedantic", f"-I{host_library / 'src'}"])


@pytest.mark.parametrize(
    ("target", "example", "sdk"),
    [
        (BuildSystem.ESP_IDF, "examples/small/main", "esp-idf"),
        (BuildSystem.ESP_IDF, "examples/tflite-micro/main", "esp-idf"),
        (BuildSystem.ZEPHYR, "samples/small/src", "zephyr"),
        (BuildSystem.ZEPHYR, "samples/tflite-micro/src", "zephyr"),
    ],
)
def test_the_examples_compile_against_what_they_use_of_their_sdk(
    target: BuildSystem, example: str, sdk: str, tmp_path: Path
) -> None:
    folder = write(target, tmp_path / "library")
    includes = [f"-I{folder / 'src'}", f"-I{SDK / sdk}"]
    compile_files((folder / example).glob("*.c"), tmp_path, [*CORES["riscv32"], *includes])


@pytest.mark.parametrize("sketch", ["Small", "TfliteMicro"])
def test_the_sketches_compile_as_cpp(sketch: str, tmp_path: Path) -> None:
    folder = write(BuildSystem.ARDUINO, tmp_path / "library")
    body = (folder / "examples" / sketch / f"{sketch}.ino").read_text("utf-8")
    source = tmp_path / "sketch.cpp"
    source.write_text(f"#include <Arduino.h>\n{body}")
    flags = ["-DARDUINO=10819", "-DF_CPU=64000000L", f"-I{folder / 'src'}", f"-I{SDK / 'arduino'}"]
    compile_files([source], tmp_path, flags, language="c++")


# The small engine


def small_engine(inputs: np.ndarray) -> np.ndarray:
    """What bw_small_engine.c computes, from its comment."""
    outputs, wide = np.arange(32)[:, None], np.arange(64)[None, :]
    weights = (outputs * 37 + wide * 11) % 23 - 11
    sums = 10 * np.arange(32) + weights @ inputs.astype(np.int64) + 32
    return np.clip(sums >> 6, -128, 127).astype(np.int8)


@pytest.fixture(scope="module")
def small_firmware(host_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    sources = [*host_library.glob("src/*.c"), *host_library.glob("host/*.c"), *host_library.glob("engines/small/*.c")]
    includes = [f"-I{host_library / name}" for name in ("src", "host")]
    return link(compile_files(sources, folder, [*CORES["host"], *includes]), folder / "firmware")


@pytest.fixture
def small(small_firmware: Path) -> Iterator[AgentLine]:
    with AgentLine([str(small_firmware)]) as line:
        line.go_binary()
        yield line


def test_hello_names_the_engine_and_claims_only_what_it_can(small: AgentLine) -> None:
    hello = messages.decode_hello(small.answer(HELLO))
    assert (hello.engine, hello.engine_version, hello.kernel_set) == ("small", 7, "plain C")
    assert (hello.pack_status, hello.pack_sha256, hello.slot_bytes) == (0, "00" * 32, 0)
    assert (hello.input_bytes, hello.input_element) == (64, "int8")
    assert Capability(hello.capabilities) == Capability.RESET | Capability.RESET_STATE


def test_its_outputs_come_over_the_wire(small: AgentLine) -> None:
    inputs = np.random.default_rng(3).integers(-128, 128, 64).astype(np.int8)
    small.answer(LOAD_INPUT, struct.pack("<I", 0) + inputs.tobytes())
    assert len(small.series(INFER, struct.pack("<2I", 5, 1), "<Q")) == 5
    outputs = small.answer(READ_OUTPUT, struct.pack("<3I", 0, 0, 32))
    assert outputs == small_engine(inputs).tobytes()
    assert small.refusal(READ_OUTPUT, struct.pack("<3I", 1, 0, 1)) == OUT_OF_RANGE


def test_what_it_lacks_is_refused_and_not_made_up(small: AgentLine) -> None:
    small.answer(LOAD_INPUT, bytes(4 + 64))
    small.series(INFER, struct.pack("<2I", 1, 0), "<Q")
    assert small.refusal(PROFILE) == UNSUPPORTED
    assert small.refusal(LAYERS) == UNSUPPORTED
    assert small.refusal(PACK_ERASE, struct.pack("<I", 16)) == UNSUPPORTED
    assert small.refusal(PACK_WRITE, bytes(20)) == UNSUPPORTED
    assert small.refusal(PACK_VERIFY, struct.pack("<I", 16)) == UNSUPPORTED
    memory = messages.decode_memory(small.answer(MEMORY))
    assert (memory.arena_planned, memory.arena_touched) == (0, 0)


def test_it_speaks_mlperf_tiny(small_firmware: Path) -> None:
    with AgentLine([str(small_firmware)]) as line:
        assert line.command("profile")[1] == "m-model-[small]"
        assert line.command("db load 64") == ["m-[Expecting 64 bytes]"]
        assert line.command("db " + "00" * 32) == []
        assert line.command("db " + "00" * 32) == ["m-load-done"]
        results = re.fullmatch(r"m-results-\[(.+)\]", line.command("infer 1 0")[-1])
        assert results is not None
        expected = small_engine(np.zeros(64, np.int8)) * 0.25
        assert [float(number) for number in results[1].split(",")] == expected.tolist()


# TensorFlow Lite Micro


def tflm_includes() -> list[str]:
    """Headers of the checkout that TFLM_ROOT names, else those of the tests."""
    root = os.environ.get("TFLM_ROOT", "")
    if not root:
        return [f"-I{HERE / 'tflm_api'}"]
    downloads = Path(root) / "tensorflow/lite/micro/tools/make/downloads"
    folders = (Path(root), downloads / "flatbuffers/include", downloads / "gemmlowp")
    return ["-DTF_LITE_STATIC_MEMORY", *(word for folder in folders for word in ("-isystem", str(folder)))]


def model_data(folder: Path, model: bytes | None = None) -> None:
    (folder / "model_data.h").write_text("".join(f"{byte}," for byte in model or DIGITS.read_bytes()))


@pytest.mark.parametrize("strip", [(), ("-DTF_LITE_STRIP_ERROR_STRINGS",)], ids=["with profiler", "stripped"])
def test_the_adapter_compiles(strip: tuple[str, ...], host_library: Path, tmp_path: Path) -> None:
    model_data(tmp_path)
    tflm = host_library / "engines" / "tflm"
    flags = [*tflm_includes(), f"-I{host_library / 'src'}", f"-I{tmp_path}", *strip, "-fPIC"]
    compile_files(tflm.glob("*.cc"), tmp_path, flags, language="c++")


def test_the_adapter_asks_for_a_model_in_words(tmp_path: Path) -> None:
    folder = write(BuildSystem.ZEPHYR, tmp_path / "library") / "samples" / "tflite-micro" / "src"
    flags = [*tflm_includes(), f"-I{tmp_path / 'library' / 'src'}"]
    with pytest.raises(AssertionError, match="Put your model here: xxd -i"):
        compile_files([folder / "bw_tflm_model.cc"], tmp_path, flags, language="c++")


LAUNCHER = """
import ctypes, sys
ctypes.CDLL(sys.argv[1], mode=ctypes.RTLD_GLOBAL)
ctypes.CDLL(sys.argv[2]).main(1, (ctypes.c_char_p * 2)(b"firmware", None))
"""


@pytest.fixture(scope="module")
def tflm_command(host_library: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The agent with TensorFlow Lite Micro itself, and the digits."""
    return tflm_agent(host_library, tmp_path_factory.mktemp("tflm"))


def tflm_agent(host_library: Path, folder: Path, model: bytes | None = None) -> list[str]:
    """How to start the agent with the runtime that lies in the tflite-micro wheel."""
    wheel = pytest.importorskip("tflite_micro")
    runtimes = sorted(Path(wheel.__file__).parent.rglob("_runtime*.so"))
    if sys.platform != "linux" or not runtimes:
        pytest.skip("the runtime of the tflite-micro wheel can be linked on Linux only")
    model_data(folder, model)
    includes = [f"-I{host_library / name}" for name in ("src", "host", "engines/tflm")]
    sources = [*host_library.glob("src/*.c"), *host_library.glob("host/*.c")]
    objects = compile_files(sources, folder, [*CORES["host"], *includes])
    adapter = [host_library / "engines" / "tflm" / "bw_tflm_engine.cc", HERE / "tflm_wheel_model.cc"]
    version = ["-DBW_TFLM_VERSION=3", '-DBW_TFLM_KERNELS="reference"']
    flags = ["-fPIC", f"-I{HERE / 'tflm_api'}", f"-I{folder}", *includes, *version]
    objects += compile_files(adapter, folder, flags, language="c++")
    library = link(objects, folder / "agent.so", "-shared")
    return [sys.executable, "-c", LAUNCHER, str(runtimes[0]), str(library)]


@pytest.fixture
def tflm(tflm_command: list[str]) -> Iterator[AgentLine]:
    with AgentLine(tflm_command) as line:
        line.go_binary()
        yield line


def test_tensorflow_lite_micro_says_who_it_is(tflm: AgentLine) -> None:
    hello = messages.decode_hello(tflm.answer(HELLO))
    assert (hello.engine, hello.engine_version, hello.kernel_set) == ("tflite-micro", 3, "reference")
    assert (hello.pack_status, hello.input_bytes, hello.input_element) == (0, 64, "int8")
    assert Capability(hello.capabilities) == Capability.RESET | Capability.RESET_STATE | Capability.PROFILE


def test_its_outputs_are_those_of_its_own_interpreter(tflm: AgentLine) -> None:
    from tflite_micro import runtime

    oracle = runtime.Interpreter.from_bytes(DIGITS.read_bytes())
    shape = oracle.get_input_details(0)["shape"]
    for seed in range(5):
        inputs = np.random.default_rng(seed).integers(-128, 128, shape).astype(np.int8)
        oracle.set_input(inputs, 0)
        oracle.invoke()
        tflm.answer(LOAD_INPUT, struct.pack("<I", 0) + inputs.tobytes())
        tflm.series(INFER, struct.pack("<2I", 2, 1), "<Q")
        expected = np.asarray(oracle.get_output(0)).tobytes()
        assert tflm.answer(READ_OUTPUT, struct.pack("<3I", 0, 0, len(expected))) == expected


def test_its_ops_have_ticks_and_its_arena_a_size(tflm: AgentLine) -> None:
    import tflite

    graph = tflite.Model.GetRootAsModel(DIGITS.read_bytes(), 0).Subgraphs(0)
    tflm.answer(LOAD_INPUT, bytes(4 + 64))
    assert len(tflm.series(PROFILE, b"", "<Q")) == graph.OperatorsLength()
    assert tflm.refusal(LAYERS) == UNSUPPORTED
    memory = messages.decode_memory(tflm.answer(MEMORY))
    assert 64 < memory.arena_planned < memory.arena_capacity
    assert memory.arena_touched == 0


def test_a_reset_takes_its_cells_back_to_the_start(host_library: Path, tmp_path: Path) -> None:
    case = STATE_MAKERS["SVDF"][0](np.random.default_rng(4), INT8)
    expected = [output.tobytes() for (output,) in run_tflm_in_turn(case.model, 1, case.turns)]
    assert len(set(expected)) > 1
    with AgentLine(tflm_agent(host_library, tmp_path, case.model)) as line:
        line.go_binary()
        for _ in range(2):
            assert line.answer(RESET_STATE) == b""
            for (inputs,), output in zip(case.turns, expected, strict=True):
                line.answer(LOAD_INPUT, struct.pack("<I", 0) + inputs.tobytes())
                line.series(INFER, struct.pack("<2I", 1, 0), "<Q")
                assert line.answer(READ_OUTPUT, struct.pack("<3I", 0, 0, len(output))) == output
