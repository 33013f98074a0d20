"""A variant: one file of a model, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variant:
    """One model file.

    `model` is the idea ("digits"), `version` counts the variants of a model from 1 in order of import.
    `quantisation` is what the file's input tensor says ("float32", "int8", …). `parent_sha256` is the variant
    it was made from, "" at the root. `accuracy` is a ratio in 0…1 measured on `accuracy_sample_count` held-out samples.
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

    @property
    def label(self) -> str:
        """Name and version as charts and tables show it: `digits_int8 v3`."""
        return f"{self.name} v{self.version}"
