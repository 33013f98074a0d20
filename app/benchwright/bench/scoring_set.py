"""A labelled set as the inputs of one pack, and what the outputs are held against."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchwright.model.conversion import Samples
from benchwright.model.errors import DatasetInvalid
from benchwright.model.pack import Pack, TensorSpec
from benchwright.model.scoring import AnswerKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from benchwright.datasets.dataset import Dataset

# numpy is loaded where it is used: it costs a tenth of a second of the window's start.
# ruff: noqa: PLC0415


@dataclass(frozen=True, slots=True)
class ScoringSet:
    """Inputs of a pack, each all its bytes, with what is known of them; `labels` and `names` may be ().

    `expected` are the real values `[n, …]` that an output is held against, None where its classes count.
    """

    name: str
    sha256: str
    note: str
    kind: AnswerKind
    class_count: int
    class_names: tuple[str, ...]
    inputs: tuple[bytes, ...]
    labels: tuple[int, ...]
    names: tuple[str, ...]
    output: TensorSpec
    expected: NDArray[np.float64] | None

    def scores(self, position: int, output: bytes) -> tuple[float, ...]:
        """The real scores that an output gives its input: of each class, or one squared error."""
        import numpy as np

        kind = np.dtype(self.output.element_type.word).newbyteorder("<")
        real = np.frombuffer(output, kind).astype(np.float64)
        if self.output.scale:
            real = (real - self.output.zero_point) * self.output.scale
        if self.expected is None:
            return tuple(real.tolist())
        return (float(np.mean((real - self.expected[position]) ** 2)),)


def read_scoring_set(samples: Samples, pack: Pack) -> ScoringSet:
    """The set on disk as inputs of `pack`.

    Raises:
        DatasetInvalid: it cannot be read, does not fit the model, or has no labels to hold the answers against.
    """
    import numpy as np

    from benchwright.datasets.dataset import InputForm, class_fault, tensor_values
    from benchwright.datasets.reading import read_dataset

    name = samples.path.name
    if len(pack.inputs) != 1 or len(pack.outputs) != 1:
        borders = f"{len(pack.inputs)} inputs and {len(pack.outputs)} outputs"
        why = f"The model has {borders}; accuracy is that of one of each."
        raise DatasetInvalid(name, why, "Take a model with one input and one output.")
    given, taken = pack.inputs[0], pack.outputs[0]
    element = given.element_type.word
    dataset = read_dataset(samples.path, _inner(given), element=element).first(samples.limit)
    values, note = tensor_values(dataset, samples.divisor, InputForm(element, given.scale, given.zero_point))
    little = np.ascontiguousarray(values).astype(values.dtype.newbyteorder("<"))
    output_count = taken.size_bytes // taken.element_type.item_bytes
    kind = _kind(dataset, given, taken)
    class_count = max(2, output_count) if kind is AnswerKind.CLASSES else 0
    labels = tuple(dataset.labels.tolist()) if dataset.labels is not None else ()
    if class_count and labels and (fault := class_fault(labels, dataset.class_names, class_count)):
        raise DatasetInvalid(name, fault)
    return ScoringSet(
        name=name,
        sha256=dataset.sha256,
        note=note,
        kind=kind,
        class_count=class_count,
        class_names=dataset.class_names,
        inputs=tuple(row.tobytes() for row in little),
        labels=labels,
        names=dataset.names,
        output=taken,
        expected=_expected(dataset, samples, kind, given, output_count),
    )


def _inner(spec: TensorSpec) -> tuple[int, ...]:
    """The shape without the batch of one."""
    return spec.shape[1:] if len(spec.shape) > 1 and spec.shape[0] == 1 else spec.shape


def _kind(dataset: Dataset, given: TensorSpec, taken: TensorSpec) -> AnswerKind:
    if dataset.targets is not None:
        return AnswerKind.VALUES
    is_two = dataset.labels is None or set(dataset.labels.tolist()) <= {0, 1}
    if is_two and math.prod(given.shape) == math.prod(taken.shape) > 2:
        return AnswerKind.RECONSTRUCTION
    return AnswerKind.CLASSES


def _expected(
    dataset: Dataset, samples: Samples, kind: AnswerKind, given: TensorSpec, output_count: int
) -> NDArray[np.float64] | None:
    import numpy as np

    from benchwright.datasets.dataset import as_inputs

    name, count = samples.path.name, len(dataset)
    if kind is AnswerKind.CLASSES:
        if dataset.labels is None:
            raise DatasetInvalid(name, "It has no labels.", "Give x and y in a .npz, or a folder for each label.")
        return None
    if kind is AnswerKind.VALUES and dataset.targets is not None:
        wanted = dataset.targets.reshape(count, -1).astype(np.float64)
        if wanted.shape[1] != output_count:
            raise DatasetInvalid(name, f"It holds {wanted.shape[1]} values a sample; the model gives {output_count}.")
        return wanted
    values = dataset.values.reshape(count, -1)
    if given.scale and values.dtype == np.dtype(given.element_type.word):
        return (values.astype(np.float64) - given.zero_point) * given.scale
    return as_inputs(dataset, samples.divisor)[0].reshape(count, -1).astype(np.float64)
