"""Inputs for self-check and measurement: seeded ones, or the user's own."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchwright.files import read_regular, replace_file
from benchwright.model.errors import InputInvalid
from benchwright.model.pack import Pack, TensorSpec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# numpy is loaded where it is used: it costs a tenth of a second of the window's start.
# ruff: noqa: PLC0415

MAXIMUM_FILE_BYTES = 1024 * 1024 * 1024
"""Larger inputs would not fit the memory of the computer beside the rest."""

INPUT_COUNT = 5
"""Different inputs of a measurement; MLPerf Tiny asks for five."""


@dataclass(frozen=True, slots=True)
class InputSet:
    """Whole inputs of a model, each all its input tensors one behind the other, and where they come from."""

    items: tuple[bytes, ...]
    source: str

    @property
    def sha256(self) -> str:
        """Digest over all items."""
        return hashlib.sha256(b"".join(self.items)).hexdigest()


def seeded_inputs(pack: Pack, *, count: int = INPUT_COUNT, seed: int = 1) -> InputSet:
    """`count` random inputs that are the same on every computer: whole range of integers, -1…1 of floats."""
    import numpy as np

    generator = np.random.Generator(np.random.PCG64(seed))
    items = tuple(b"".join(_random_tensor(spec, generator) for spec in pack.inputs) for _ in range(count))
    return InputSet(items, f"random, seed {seed}")


def inputs_from_file(file: Path, pack: Pack) -> InputSet:
    """The rows of a .npy array `[n, …input shape]` in the model's input type.

    Raises:
        InputInvalid: no such file, no array, or another type or shape; says which was expected.
    """
    import numpy as np

    if len(pack.inputs) != 1:
        raise InputInvalid(file.name, f"The model has {len(pack.inputs)} inputs; a .npy file feeds exactly one.")
    spec = pack.inputs[0]
    array = load_array(file)
    dtype = np.dtype(spec.element_type.word)
    if array.dtype != dtype:
        raise InputInvalid(file.name, f"It holds {array.dtype}; the model takes {dtype}.")
    shape = spec.shape
    inner = tuple(array.shape[1:])
    if inner not in {shape, shape[1:]} or array.shape[0] < 1:
        raise InputInvalid(file.name, f"Its shape is {array.shape}; expected (n, {', '.join(map(str, shape))}).")
    little = np.ascontiguousarray(array).astype(dtype.newbyteorder("<"))
    return InputSet(tuple(row.tobytes() for row in little), f"file {file.name}")


def save_outputs(file: Path, pack: Pack, outputs: tuple[bytes, ...]) -> None:
    """Writes the raw outputs of the board as a .npy array `[n, …output shape]`.

    Raises:
        FileUnwritable: the file cannot be written.
    """
    import numpy as np

    spec = pack.outputs[0]
    dtype = np.dtype(spec.element_type.word).newbyteorder("<")
    rows = [np.frombuffer(item[: spec.size_bytes], dtype=dtype).reshape(spec.shape) for item in outputs]
    stream = io.BytesIO()
    np.save(stream, np.stack(rows))
    replace_file(file, stream.getvalue())


def _random_tensor(spec: TensorSpec, generator: np.random.Generator) -> bytes:
    import numpy as np

    count = spec.size_bytes // spec.element_type.item_bytes
    if spec.element_type.word == "float32":
        return generator.uniform(-1, 1, count).astype("<f4").tobytes()
    return generator.integers(0, 256, spec.size_bytes, dtype=np.uint8).tobytes()


def load_array(file: Path) -> NDArray[np.generic]:
    """A .npy array with a leading axis for the inputs.

    Raises:
        InputInvalid: no such file, or no such array.
    """
    import numpy as np

    try:
        data = read_regular(file, maximum_bytes=MAXIMUM_FILE_BYTES)
    except (OSError, ValueError) as error:
        raise InputInvalid(file.name, f"{error.args[-1]}.".replace("..", ".")) from error
    try:
        loaded = np.load(io.BytesIO(data), allow_pickle=False)
    except Exception as error:  # whatever numpy's and Python's parsers make of bytes that are no array
        raise InputInvalid(file.name, f"It cannot be read as a .npy array: {error}.") from error
    if not isinstance(loaded, np.ndarray) or loaded.ndim < 1:
        raise InputInvalid(file.name, "It holds no array with a leading axis for the inputs.")
    return loaded
