"""A variant: one file of a model, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class VariantKind(Enum):
    """What a variant is a file of: a model, or firmware of others that holds its model within."""

    MODEL = "model"
    FIRMWARE = "firmware"


@dataclass(frozen=True, slots=True)
class Variant:
    """One model file, or one firmware file that holds its model within.

    `model` is the idea ("digits"), `version` counts the variants of a model from 1 in order of import.
    `quantisation` is what the file's input tensor says ("float32", "int8", …). `parent_sha256` is the variant
    it was made from, "" at the root. `accuracy` is a ratio in 0…1 measured on `accuracy_sample_count` held-out samples.
    Of firmware `quantisation` is "" and its bytes are not kept here, but with the runs as `FirmwareImage`.
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

    @property
    def label(self) -> str:
        """Name and version as charts and tables show it: `digits_int8 v3`."""
        return f"{self.name} v{self.version}"
