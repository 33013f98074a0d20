"""Graphs of many operators on every kind of emulated core: the bytes of the host's engine, which equal TFLM's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.e2e.journey import WITHOUT_QEMU, parity_on
from tests.firmware.graph_models import GRAPHS
from tests.firmware.int16_network import whole_model

BOARDS = ("native", "b-l475e-iot01a", "mps3-an547", "hifive1-revb", "microbit")
MODELS = {
    "gated cell": lambda: GRAPHS["gated cell"](np.random.default_rng(0)),
    "detector": lambda: GRAPHS["detector"](np.random.default_rng(0)),
    "int16": whole_model,
}


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize(
    "board", [pytest.param(board, marks=() if board in WITHOUT_QEMU else pytest.mark.qemu) for board in BOARDS]
)
def test_a_graph_gives_the_same_bytes_as_on_the_host(board: str, name: str, tmp_path: Path) -> None:
    model = tmp_path / f"{name.replace(' ', '_')}.tflite"
    model.write_bytes(MODELS[name]())

    parity = parity_on(board, model, tmp_path)

    assert (parity["checked"] > 0, parity["mismatched_bytes"]) == (True, 0)
