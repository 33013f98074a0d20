"""Inputs for firmware that takes them by `db load`: what is known of their form, and seeded or the user's own ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from benchwright.bench.inputs import INPUT_COUNT, InputSet, load_array
from benchwright.model.errors import InputInvalid
from benchwright.model.mlperf import MLPERF_MODELS, LoadForm
from benchwright.model.pack import Borders, TensorSpec

if TYPE_CHECKING:
    import numpy as np

# numpy is loaded where it is used: it costs a tenth of a second of the window's start.
# ruff: noqa: PLC0415

UNKNOWN_SOURCE = "as the firmware starts: the form of its input is not known"


def load_form(model_id: str, borders: Borders | None, *, variant: str) -> LoadForm | None:
    """What `db load` takes: by the id that the firmware says, else as the given model has it; None where nothing tells.

    Raises:
        InputInvalid: the given model is not the one in the firmware.
    """
    known = MLPERF_MODELS.get(model_id)
    if known is not None:
        if borders is not None and borders.input_bytes not in {known.tensor_bytes, known.tensor_bytes * 4}:
            why = (
                f"The firmware says that its model is {model_id}, with {known.tensor_bytes:,} inputs; this one differs."
            )
            raise InputInvalid(variant, why)
        return known.load
    return tensor_form(borders)


def tensor_form(borders: Borders | None) -> LoadForm | None:
    """The input tensors of a model one behind the other, in their own type where they share one."""
    if borders is None:
        return None
    words = {spec.element_type.word for spec in borders.inputs}
    return LoadForm(words.pop() if len(words) == 1 else "", borders.input_bytes)


def seeded_loads(form: LoadForm, *, count: int = INPUT_COUNT, seed: int = 1) -> InputSet:
    """`count` random inputs that are the same on every computer: whole range of integers, -1…1 of floats."""
    import numpy as np

    generator = np.random.Generator(np.random.PCG64(seed))
    return InputSet(tuple(_random(form, generator) for _ in range(count)), f"random, seed {seed}")


def loads_from_file(file: Path, form: LoadForm | None) -> InputSet:
    """The rows of a .npy array `[n, …]`, each as it goes onto the line.

    Raises:
        InputInvalid: no such file, no array, or rows of another type or size than the firmware takes.
    """
    import numpy as np

    array = load_array(file)
    if array.shape[0] < 1:
        raise InputInvalid(file.name, "It holds no rows.")
    if form is not None and form.element and array.dtype.newbyteorder("=") != np.dtype(form.element):
        raise InputInvalid(file.name, f"It holds {array.dtype}; the firmware takes {form.element}.")
    row_bytes = array.nbytes // array.shape[0]
    if not row_bytes or (form is not None and row_bytes != form.size_bytes):
        wanted = f"the firmware takes {form.size_bytes:,}" if form is not None else "an input has one at least"
        raise InputInvalid(file.name, f"A row has {row_bytes:,} bytes; {wanted}.")
    little = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"))
    return InputSet(tuple(row.tobytes() for row in little), f"file {file.name}")


def tensor_bytes(load: bytes, form: LoadForm, spec: TensorSpec) -> bytes | None:
    """The input tensor that the device makes of a load; None where it cannot be told.

    Bytes of a picture lose 128, floats are quantised with the tensor's scale (mlcommons/tiny, reference submissions).
    """
    import numpy as np

    word = spec.element_type.word
    if form.element == word and len(load) == spec.size_bytes:
        return load
    if word != "int8":
        return None
    if form.element == "uint8":
        return bytes(byte ^ 0x80 for byte in load)
    if form.element == "float32" and spec.scale:
        real = np.frombuffer(load, dtype="<f4").astype(np.float64)
        steps = np.floor(np.abs(real) / spec.scale + 0.5) * np.sign(real) + spec.zero_point
        return bytes(np.clip(steps, -128, 127).astype(np.int8))
    return None


def _random(form: LoadForm, generator: np.random.Generator) -> bytes:
    import numpy as np

    if form.element == "float32":
        return generator.uniform(-1, 1, form.size_bytes // 4).astype("<f4").tobytes()
    return generator.integers(0, 256, form.size_bytes, dtype=np.uint8).tobytes()
