"""int16 activations on emulated cores of every kernel set: the bytes of TensorFlow Lite Micro, op by op."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
import pytest

from benchwright.planner.plan import TflitePlanner
from tests.builders import a_board
from tests.firmware.emulated_core import Architecture
from tests.firmware.emulated_m4 import CORTEX_M4
from tests.firmware.emulated_m55 import EmulatedM55
from tests.firmware.emulated_rv32 import RV32IMC
from tests.firmware.int16_models import INT16_LAYER_MAKERS, INT16_MAKERS
from tests.firmware.int16_network import whole_model
from tests.firmware.layout_bench import MOST_STACK_BYTES, LayoutBench, layout_bench
from tests.firmware.op_models import INT16
from tests.firmware.test_exactness import Oracle

CORES = {"dsp": CORTEX_M4, "generic": RV32IMC}


@pytest.fixture(scope="module", params=CORES)
def bench(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> LayoutBench:
    architecture: Architecture = CORES[request.param]
    return layout_bench(tmp_path_factory.mktemp(request.param), architecture, request.param)


def test_a_whole_model_equals_tflm_within_the_stack(bench: LayoutBench) -> None:
    pack = bench.assert_equals_tflm(whole_model(), np.random.default_rng(3))
    inference = bench.execute(pack, bytes(pack.inputs[0].size_bytes))
    assert inference.stack_bytes <= MOST_STACK_BYTES


@pytest.mark.parametrize("name", INT16_LAYER_MAKERS)
def test_a_layer_equals_tflm(bench: LayoutBench, name: str) -> None:
    maker, biases = INT16_LAYER_MAKERS[name]
    for seed in range(4):
        rng = np.random.default_rng(seed)
        bench.assert_equals_tflm(maker(rng, biases[seed % len(biases)]).model, rng)


@pytest.mark.parametrize("name", [name for name in INT16_MAKERS if not name.startswith("QUANTIZE")])
def test_an_operator_equals_tflm(bench: LayoutBench, name: str) -> None:
    for seed in range(4):
        rng = np.random.default_rng(seed)
        bench.assert_equals_tflm(INT16_MAKERS[name][0](rng, INT16).model, rng)


@pytest.mark.qemu
def test_a_cortex_m55_equals_tflm(tmp_path: Path) -> None:
    models = [whole_model()]
    for name, (maker, biases) in INT16_LAYER_MAKERS.items():
        models += [maker(np.random.default_rng(seed), biases[0]).model for seed in range(3) if "many" not in name]
    models += [
        maker(np.random.default_rng(seed), INT16).model for maker, _ in INT16_MAKERS.values() for seed in range(3)
    ]
    cases, wanted = [], []
    for seed, model in enumerate(models):
        pack = TflitePlanner().plan(model, a_board(kernel_set="mve"), name="tiny.tflite")
        size = sum(spec.size_bytes for spec in pack.inputs)
        inputs = np.random.default_rng(seed).integers(0, 256, size, np.uint8).tobytes()
        cases.append((pack, inputs))
        wanted.append(zlib.crc32(Oracle(model, pack).run(inputs)))

    for inference, crc32 in zip(EmulatedM55(tmp_path).run(cases), wanted, strict=True):
        assert (inference.status, inference.harmed) == (0, 0)
        assert inference.layers[-1].crc32 == crc32
        assert inference.stack_bytes <= MOST_STACK_BYTES
