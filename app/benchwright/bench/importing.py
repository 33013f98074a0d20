"""Bringing a model file into the store: its name, its lineage, its measured accuracy."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchwright.model.errors import ModelFileInvalid
from benchwright.model.variant import Variant
from benchwright.protocols.planner import Planner
from benchwright.protocols.run_store import RunStore

MAXIMUM_FILE_BYTES = 64 * 1024 * 1024
"""Larger files are no TinyML models; refused before they are read whole."""

PROVENANCE_FILE = "provenance.json"
"""Lies beside model files that a script made: lineage and accuracy by file digest (docs/ops.md)."""

_VARIANT_WORDS = re.compile(
    r"[_\-. ](float(32)?|f32|fp32|int8|int16x8|uint8|dynamic|quant(ized)?|pruned|clustered|small|large|tiny|v\d+)"
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
        size = file.stat().st_size
        if size > MAXIMUM_FILE_BYTES:
            raise ModelFileInvalid(file.name, f"It has {size:,} bytes; models of microcontrollers are far smaller.")
        data = file.read_bytes()
    except OSError as error:
        raise ModelFileInvalid(file.name, f"{error.strerror or error}.") from error
    if not data:
        raise ModelFileInvalid(file.name, "The file is empty.")
    return ModelFile(file.stem, data, _facts(file, hashlib.sha256(data).hexdigest()))


def import_model(file: Path, store: RunStore, planner: Planner) -> Variant:
    """The variant of a file: the one already known with the same bytes, or a new version of its model.

    Raises:
        ModelFileInvalid: no .tflite.
        DatabaseUnusable: it cannot be kept.
    """
    read = read_model_file(file)
    quantisation = planner.quantisation(read.data, name=file.name)

    def describe(version: int) -> Variant:
        return _variant(read, str(file), quantisation, version)

    return store.import_variant(file.name, read.data, describe)


def _variant(read: ModelFile, source: str, quantisation: str, version: int) -> Variant:
    accuracy = read.facts.get("accuracy")
    count = read.facts.get("accuracy_sample_count")
    return Variant(
        sha256=hashlib.sha256(read.data).hexdigest(),
        model=_model_name(read),
        version=version,
        name=str(read.facts.get("name") or read.name),
        file_bytes=len(read.data),
        quantisation=quantisation,
        parent_sha256=str(read.facts.get("parent_sha256") or ""),
        source=source,
        imported_at=datetime.now(UTC).isoformat(timespec="seconds"),
        accuracy=float(accuracy) if isinstance(accuracy, int | float) else None,
        accuracy_sample_count=count if isinstance(count, int) else 0,
        note=str(read.facts.get("note") or ""),
    )


def _model_name(read: ModelFile) -> str:
    """The idea behind a file: what its provenance says, or its name without the words that tell variants apart."""
    stated = read.facts.get("model")
    if isinstance(stated, str) and stated:
        return stated
    return _VARIANT_WORDS.sub("", read.name) or read.name


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
