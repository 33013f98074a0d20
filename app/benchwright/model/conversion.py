"""Converting a model: what is asked of the forge, what it tells on the way, and what it brings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

MOST_SPARSITY = 0.95
MOST_CLUSTERS = 256
DEFAULT_SPARSITY = 0.5
DEFAULT_CLUSTERS = 16
DEFAULT_SAMPLES = 200
"""Representative samples that calibrate the ranges of activations."""


class Format(Enum):
    """The number format of a variant; the value is the word on the command line."""

    FLOAT32 = "float32"
    DYNAMIC = "dynamic"
    INT8 = "int8"
    INT16X8 = "int16x8"

    @property
    def wants_samples(self) -> bool:
        """Whether a representative set is needed to find the ranges of activations."""
        return self in {Format.INT8, Format.INT16X8}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to make of a model.

    `sparsity` is the ratio of weights that become zero, 0…0.95, smallest first; `cluster_count` how many different
    values each weight tensor keeps, 0 for all. Neither is trained again afterwards.
    """

    format: Format
    sparsity: float = 0.0
    cluster_count: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.sparsity <= MOST_SPARSITY:
            raise ValueError(f"sparsity {self.sparsity} is not within 0…{MOST_SPARSITY}")
        if self.cluster_count and not 2 <= self.cluster_count <= MOST_CLUSTERS:
            raise ValueError(f"{self.cluster_count} clusters are not within 2…{MOST_CLUSTERS}")

    @property
    def suffix(self) -> str:
        """What it adds to the name of a file: `pruned50_int8`."""
        pruned = [f"pruned{self.sparsity * 100:.0f}"] if self.sparsity else []
        clustered = [f"clustered{self.cluster_count}"] if self.cluster_count else []
        return "_".join((*pruned, *clustered, self.format.value))

    @property
    def words(self) -> str:
        """What is kept with the variant: `int8, pruned to 50 % zeros`."""
        words = [self.format.value]
        if self.sparsity:
            words.append(f"pruned to {self.sparsity * 100:.0f} % zeros")
        if self.cluster_count:
            words.append(f"clustered to {self.cluster_count} values a tensor")
        return ", ".join(words)


@dataclass(frozen=True, slots=True)
class Samples:
    """A data set on disk: .npz, .npy, .csv or a folder.

    `divisor` turns its whole numbers into the model's real inputs; None for what the file says, else 255 for bytes.
    `limit` is how many are used, 0 for all.
    """

    path: Path
    divisor: float | None = None
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Conversion:
    """A model file (.keras, .h5, .tflite, or the folder of a SavedModel) and what to make of it."""

    source: Path
    recipes: tuple[Recipe, ...]
    representative: Samples | None = None


@dataclass(frozen=True, slots=True)
class Forged:
    """One file that was made. `sparsity` is the ratio of zeros among the weights of this very file.

    `made_with` is a JSON object: versions, digests of source and representative set, and how that became inputs.
    """

    recipe: Recipe
    data: bytes
    sparsity: float | None
    made_with: str


INSTALL = "install"
"""The step that brings TensorFlow before a conversion."""


@dataclass(frozen=True, slots=True)
class ForgeProgress:
    """Where the forge is: `step` is a stable word (install, start, read, float32, …, check, score).

    `ratio` is how much of the step is done, None while it cannot be told; `eta_s` the time to the end of all steps;
    `detail` the last line of a tool that tells no more than that.
    """

    step: str
    number: int
    count: int
    ratio: float | None = None
    eta_s: float | None = None
    detail: str = ""
