"""A data set in memory: samples, what is known of each, and a digest of all that was used."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from benchwright.model.errors import DatasetInvalid

Array = npt.NDArray[Any]
Labels = npt.NDArray[np.int64]


def class_fault(labels: Sequence[int], class_names: Sequence[str], class_count: int) -> str:
    """What keeps labels from being classes of a model that tells so many, in a sentence; "" where nothing does.

    Names that are not as many as the classes say nothing of which is which: one that has no sample would move the rest.
    """
    if min(labels) < 0 or max(labels) >= class_count:
        return f"Its labels go from {min(labels)} to {max(labels)}; the model tells {class_count} classes."
    if class_names and len(class_names) != class_count:
        return (
            f"It has {len(class_names)} classes by name, the model tells {class_count}; which is which is not known: "
            "put labels.txt beside them, every name in the order of the model's outputs, or number the labels."
        )
    return ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Samples `[n, …]` in the type they had, and their labels if they have any.

    `divisor` is what the file says its whole numbers are to be divided by; None where it says nothing. `targets` are
    real outputs `[n, …]` that a model should give, where the file holds those rather than labels. `class_names` are in
    the order of the labels, () where classes are just numbers. `names` are the files of the samples, () where they
    have none; several windows of one recording share its name.
    """

    values: Array
    labels: Labels | None
    divisor: float | None = None
    targets: Array | None = None
    class_names: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.values)

    def first(self, count: int) -> Dataset:
        """The first `count`, all for 0."""
        if not count:
            return self
        return replace(
            self,
            values=self.values[:count],
            labels=self.labels[:count] if self.labels is not None else None,
            targets=self.targets[:count] if self.targets is not None else None,
            names=self.names[:count],
        )

    @property
    def sha256(self) -> str:
        """Digest over values, labels and targets, with the type and shape of the values."""
        made = hashlib.sha256(f"{self.values.dtype} {self.values.shape}".encode())
        made.update(np.ascontiguousarray(self.values).tobytes())
        if self.labels is not None:
            made.update(self.labels.astype("<i8").tobytes())
        if self.targets is not None:
            made.update(b"targets" + self.targets.astype("<f8").tobytes())
        return made.hexdigest()


@dataclass(frozen=True, slots=True)
class InputForm:
    """What a model's input tensor holds, in NumPy's word, and how it is quantised; `scale` is 0 where it is not."""

    element: str
    scale: float
    zero_point: int


def as_inputs(dataset: Dataset, divisor: float | None) -> tuple[npt.NDArray[np.float32], str]:
    """The real values a model takes, and how they were made of the stored ones."""
    values = dataset.values
    if values.dtype.kind == "f":
        return values.astype(np.float32), "values as stored"
    by = divisor or dataset.divisor or (255.0 if values.dtype == np.uint8 else 1.0)
    words = f"whole numbers divided by {by:g}" if by != 1 else "whole numbers as stored"
    return (values / np.float32(by)).astype(np.float32), words


def tensor_values(dataset: Dataset, divisor: float | None, form: InputForm) -> tuple[Array, str]:
    """Values in the model's own type, and how they came about: as stored where they have it already, else quantised.

    Raises:
        DatasetInvalid: a model of whole numbers says no scale, so real values cannot be made into them.
    """
    kind = np.dtype(form.element)
    if kind.kind in "iu" and dataset.values.dtype == kind and divisor is None and dataset.divisor is None:
        return dataset.values, f"{kind} values as stored"
    real, words = as_inputs(dataset, divisor)
    if kind.kind == "f":
        return real.astype(kind), words
    if not form.scale:
        raise DatasetInvalid("The set", f"The model's input is {kind} without a scale; give {kind} values.")
    limits = np.iinfo(kind)
    steps = np.round(real / form.scale) + form.zero_point
    return np.clip(steps, limits.min, limits.max).astype(kind), words
