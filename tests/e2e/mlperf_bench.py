"""A virtual board with a model that calls itself kws01, and labelled sets for it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter

from tests.firmware.tiny_models import INT8, INT32, TinyOp, TinyTensor, build, fully_connected_options

INPUTS, HIDDEN, CLASSES = 490, 1_024, 12
_SCALE = 1 / 64


def keyword_model(folder: Path) -> Path:
    """Two layers with seeded weights, as large as a keyword spotter; its file is called kws01, and so is its model."""
    random = np.random.default_rng(7)
    sizes = ((INPUTS, HIDDEN), (HIDDEN, CLASSES))
    tensors = [TinyTensor((1, INPUTS), INT8, (_SCALE,), (0,))]
    ops = []
    for layer, (before, after) in enumerate(sizes):
        weights = random.integers(-127, 128, (after, before)).astype(np.int8)
        bias = random.integers(-20_000, 20_000, after).astype(np.int32)
        reach = 64 * _SCALE * 127 * np.sqrt(before) / 128
        tensors += [
            TinyTensor((after, before), INT8, (_SCALE,), (0,), values=weights),
            TinyTensor((after,), INT32, (tensors[3 * layer].scales[0] * _SCALE,), (0,), values=bias),
            TinyTensor((1, after), INT8, (tensors[3 * layer].scales[0] * reach,), (0,)),
        ]
        source = 3 * layer
        ops.append(
            TinyOp("FULLY_CONNECTED", (source, source + 1, source + 2), (source + 3,), fully_connected_options())
        )
    file = folder / "kws01.tflite"
    file.write_bytes(build(tensors, ops, [0], [6]))
    return file


def keyword_set(folder: Path, model: Path, *, count: int, right_ratio: float) -> Path:
    """A set of random inputs; `right_ratio` of its labels are what the model says, the others the class after it."""
    interpreter = Interpreter(str(model))
    interpreter.allocate_tensors()
    (given,), (answered,) = interpreter.get_input_details(), interpreter.get_output_details()
    random = np.random.default_rng(11)
    folder.mkdir(parents=True, exist_ok=True)
    lines, number = [], 0
    while len(lines) < count:
        values = random.integers(-128, 128, (1, INPUTS)).astype(np.int8)
        interpreter.set_tensor(given["index"], values)
        interpreter.invoke()
        scores = interpreter.get_tensor(answered["index"])[0].astype(int)
        if np.sort(scores)[-1] == np.sort(scores)[-2]:
            continue  # a tie is nobody's mistake
        label = (int(scores.argmax()) + (number >= right_ratio * count)) % CLASSES
        name = f"word_{number:04d}.bin"
        (folder / name).write_bytes(values.tobytes())
        lines.append(f"{name}, {CLASSES}, {label}")
        number += 1
    (folder / "y_labels.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder
