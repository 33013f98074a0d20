"""A variant: one file of a model, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class VariantKind(Enum):
    """What a variant is a file of: a model, or firmware of others that holds its model within."""

    MODEL = "model"
    FIRMWARE = "firmware"


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many samples of a labelled set a variant gets right at its first guess (top-1).

    `set_sha256` is the digest over the values and labels that were used, `note` how they became inputs.
    """

    right_count: int
    sample_count: int
    set_name: str
    set_sha256: str
    note: str = ""

    @property
    def ratio(self) -> float:
        """Right ones among all, 0…1."""
        return self.right_count / self.sample_count


@dataclass(frozen=True, slots=True)
class Variant:
    """One model file, or one firmware file that holds its model within.

    `model` is the idea ("digits"), `version` counts the variants of a model from 1 in order of import.
    `quantisation` is what the file's input tensor says ("float32", "int8", …). `parent_sha256` is the variant
    it was made from, "" at the root. `accuracy` is a ratio in 0…1 measured on `accuracy_sample_count` held-out samples.
    Of firmware `quantisation` is "" and its bytes are not kept here, but with the runs as `FirmwareImage`.
    Of a conversion `recipe` says in short what was done ("int8, half of the weights zero"), `made_with` with what, as
    a JSON object, and `sparsity` is the ratio of weights that are zero. `accuracy_set` names the labelled set.
    """

    sha256: str
    model: str
    version: int
    name: str
    file_bytes: int
    quantisation: str
    parent_sha256: str = ""
    source: str = ""
    imported_at: str = ""
    accuracy: float | None = None
    accuracy_sample_count: int = 0
    note: str = ""
    kind: VariantKind = VariantKind.MODEL
    recipe: str = ""
    made_with: str = ""
    sparsity: float | None = None
    accuracy_set: str = ""
    accuracy_set_sha256: str = ""
    is_archived: bool = False

    @property
    def label(self) -> str:
        """Name and version as charts and tables show it: `digits_int8 v3`."""
        return f"{self.name} v{self.version}"
