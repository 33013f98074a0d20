"""Bringing a model file into the store: its name, its lineage, its measured accuracy."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchwright.files import read_regular
from benchwright.model.errors import ModelFileInvalid
from benchwright.model.variant import Variant
from benchwright.protocols.planner import Planner
from benchwright.protocols.run_store import RunStore

MAXIMUM_FILE_BYTES = 64 * 1024 * 1024
"""Larger files are no TinyML models; refused before they are read whole."""

PROVENANCE_FILE = "provenance.json"
"""Lies beside model files that a script made: lineage and accuracy by file digest (docs/operations.md)."""

_LONGEST_TEXT = 2_000
_VARIANT_WORDS = re.compile(
    r"[_\-. ](float(32)?|f32|fp32|int8|int16x8|uint8|dynamic|quant(ized)?|pruned\d*|clustered\d*|small|large|tiny|v\d+)"
    r"(?=$|[_\-. ])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model file as it was read."""

    name: str
    data: bytes
    facts: Mapping[str, object]


def read_model_file(file: Path) -> ModelFile:
    """Reads a model file and what the provenance beside it says of exactly these bytes.

    Raises:
        ModelFileInvalid: it cannot be read, is empty or far too large.
    """
    try:
        data = read_regular(file, maximum_bytes=MAXIMUM_FILE_BYTES)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ModelFileInvalid(_text(file.name), f"{why.rstrip('.')}.", "Check the path and its rights.") from error
    if not data:
        raise ModelFileInvalid(_text(file.name), "The file is empty.")
    return ModelFile(_text(file.stem), data, _facts(file, hashlib.sha256(data).hexdigest()))


def import_model(file: Path, store: RunStore, planner: Planner) -> Variant:
    """The variant of a file: the one already known with the same bytes, or a new version of its model.

    Raises:
        ModelFileInvalid: no .tflite.
        DatabaseUnusable: it cannot be kept.
    """
    read = read_model_file(file)
    quantisation = planner.quantisation(read.data, name=_text(file.name))

    def describe(version: int) -> Variant:
        return _variant(read, _text(str(file)), quantisation, version)

    return store.import_variant(_text(file.name), read.data, describe)


def model_of(name: str) -> str:
    """The name of a variant without the words that tell it from others of its model: `kws_int8` is of `kws`."""
    return _VARIANT_WORDS.sub("", name) or name


def _variant(read: ModelFile, source: str, quantisation: str, version: int) -> Variant:
    return Variant(
        sha256=hashlib.sha256(read.data).hexdigest(),
        model=_model_name(read),
        version=version,
        name=_stated(read, "name") or read.name,
        file_bytes=len(read.data),
        quantisation=quantisation,
        parent_sha256=_stated(read, "parent_sha256"),
        source=source,
        imported_at=datetime.now(UTC).isoformat(timespec="seconds"),
        accuracy=_ratio(read.facts.get("accuracy")),
        accuracy_sample_count=_count(read.facts.get("accuracy_sample_count")),
        note=_stated(read, "note"),
    )


def _stated(read: ModelFile, key: str) -> str:
    """A text of the provenance; "" where it is missing or no text."""
    value = read.facts.get(key)
    return _text(value)[:_LONGEST_TEXT] if isinstance(value, str) else ""


def _ratio(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value <= 1 else None


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else 0


def _text(value: str) -> str:
    """A name that may hold bytes that are no UTF-8, made fit for databases and reports."""
    return value.encode("utf-8", "replace").decode("utf-8")


def _model_name(read: ModelFile) -> str:
    """The idea behind a file: what its provenance says, or its name without the words that tell variants apart."""
    return _stated(read, "model") or model_of(read.name)


def _facts(file: Path, sha256: str) -> Mapping[str, object]:
    try:
        document = json.loads((file.parent / PROVENANCE_FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    listed = document.get("files", []) if isinstance(document, dict) else []
    for entry in listed if isinstance(listed, list) else []:
        if isinstance(entry, dict) and entry.get("sha256") == sha256:
            return entry
    return {}
