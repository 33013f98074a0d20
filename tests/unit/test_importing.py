"""Bringing model files in: names, lineage, and a provenance that may hold anything."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchwright.bench.importing import PROVENANCE_FILE, import_model
from benchwright.model.errors import ModelFileInvalid
from benchwright.planner.plan import TflitePlanner
from benchwright.store import SqliteRunStore

DIGITS = Path(__file__).parents[2] / "resources" / "models"
INT8 = (DIGITS / "digits_int8.tflite").read_bytes()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteRunStore]:
    with SqliteRunStore(tmp_path / "runs.db", clock=lambda: datetime.now(UTC)) as store:
        yield store


def place(folder: Path, file_name: str, /, **facts: object) -> Path:
    file = folder / file_name
    file.write_bytes(INT8)
    if facts:
        entry = {"sha256": hashlib.sha256(INT8).hexdigest(), **facts}
        (folder / PROVENANCE_FILE).write_text(json.dumps({"files": [entry]}))
    return file


def test_the_demo_models_come_with_lineage_and_accuracy(store: SqliteRunStore) -> None:
    root = import_model(DIGITS / "digits_float32.tflite", store, TflitePlanner())
    child = import_model(DIGITS / "digits_int8.tflite", store, TflitePlanner())
    assert (root.model, root.version, root.quantisation) == ("digits", 1, "float32")
    assert (child.model, child.version, child.quantisation) == ("digits", 2, "int8")
    assert child.parent_sha256 == root.sha256
    assert child.accuracy is not None
    assert child.accuracy_sample_count == 500


def test_the_same_bytes_are_the_same_variant_whatever_they_are_called(store: SqliteRunStore, tmp_path: Path) -> None:
    first = import_model(place(tmp_path, "a_int8.tflite"), store, TflitePlanner())
    assert import_model(place(tmp_path, "b.tflite"), store, TflitePlanner()) == first
    assert first.model == "a"


@pytest.mark.parametrize(
    "facts",
    [
        {"accuracy": 7},
        {"accuracy": 1e999},
        {"accuracy": True},
        {"accuracy": "high"},
        {"accuracy_sample_count": -5},
        {"accuracy_sample_count": 10**30},
        {"name": ["a"]},
        {"name": "\ud800x"},
        {"model": {}},
        {"note": 3, "parent_sha256": None},
    ],
    ids=str,
)
def test_a_provenance_of_odd_values_harms_nothing(
    facts: dict[str, object], store: SqliteRunStore, tmp_path: Path
) -> None:
    variant = import_model(place(tmp_path, "kws_int8.tflite", **facts), store, TflitePlanner())
    assert variant.accuracy is None
    assert variant.accuracy_sample_count == 0
    assert store.variants() == (variant,)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_a_name_that_is_no_utf_8_is_kept_readable(store: SqliteRunStore, tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.tflite"))
    file.write_bytes(INT8)
    assert import_model(file, store, TflitePlanner()).name == "bad?"


def test_a_folder_is_no_model(store: SqliteRunStore, tmp_path: Path) -> None:
    with pytest.raises(ModelFileInvalid, match="folder"):
        import_model(tmp_path, store, TflitePlanner())
