"""Models with state on every kind of emulated core: inferences in turn give the bytes of the host's engine, which equal
TensorFlow Lite Micro's, also where a run before has left the state of its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.e2e.journey import WITHOUT_QEMU, parity_on
from tests.firmware.flow_models import FLOW_MAKERS
from tests.firmware.state_models import STATE_MAKERS
from tests.firmware.tiny_models import FLOAT32, INT8

BOARDS = ("native", "b-l475e-iot01a", "mps3-an547", "hifive1-revb", "microbit")
MODELS = {
    "svdf": lambda: STATE_MAKERS["SVDF"][0](np.random.default_rng(4), INT8).model,
    "lstm": lambda: STATE_MAKERS["UNIDIRECTIONAL_SEQUENCE_LSTM"][0](np.random.default_rng(4), INT8).model,
    "frames": lambda: FLOW_MAKERS["streamed_frames"][0](np.random.default_rng(4), FLOAT32).model,
}


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize(
    "board", [pytest.param(board, marks=() if board in WITHOUT_QEMU else pytest.mark.qemu) for board in BOARDS]
)
def test_a_board_equals_the_host_run_after_run(board: str, name: str, tmp_path: Path) -> None:
    model = tmp_path / f"{name}.tflite"
    model.write_bytes(MODELS[name]())
    for _ in range(2):
        parity = parity_on(board, model, tmp_path)
        assert (parity["checked"] > 1, parity["mismatched_bytes"]) == (True, 0)
