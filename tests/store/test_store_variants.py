from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from benchwright.model.errors import DatabaseUnusable, ModelFileInvalid, VariantNotFound
from benchwright.model.variant import Accuracy, Variant, VariantKind
from benchwright.store import SqliteRunStore
from tests.builders import VARIANT_FILE, a_hardware_run, a_record, a_run, a_variant, digest


def describe(data: bytes, model: str = "digits", **changes: object) -> Callable[[int], Variant]:
    return lambda version: a_variant(sha256=digest(data), model=model, version=version, **changes)


def test_a_new_file_becomes_version_one(store: SqliteRunStore) -> None:
    variant = store.import_variant("digits.tflite", VARIANT_FILE, describe(VARIANT_FILE))
    assert variant == a_variant(version=1)
    assert store.variants() == (variant,)
    assert store.variant_file(variant.sha256) == VARIANT_FILE


def test_versions_count_by_model(store: SqliteRunStore) -> None:
    for data, model in ((b"1", "digits"), (b"2", "kws"), (b"3", "digits")):
        store.import_variant("file.tflite", data, describe(data, model))
    assert [(variant.model, variant.version) for variant in store.variants()] == [
        ("digits", 1),
        ("digits", 2),
        ("kws", 1),
    ]


def test_the_same_bytes_under_another_name_are_the_same_variant(store: SqliteRunStore) -> None:
    first = store.import_variant("a.tflite", b"1", describe(b"1", name="a"))
    again = store.import_variant("b.tflite", b"1", describe(b"1", "kws", name="b"))
    assert again == first
    assert store.variants() == (first,)


def test_firmware_is_a_version_of_the_model_it_names_and_registered_once(store: SqliteRunStore) -> None:
    store.import_variant("kws.tflite", b"model", describe(b"model", "kws01"))
    firmware = {"kind": VariantKind.FIRMWARE, "quantisation": ""}
    first = store.firmware_variant(digest(b"app"), describe(b"app", "kws01", **firmware))
    again = store.firmware_variant(digest(b"app"), describe(b"app", "kws01", **firmware))
    assert first == again
    assert (first.version, first.kind) == (2, VariantKind.FIRMWARE)
    assert [variant.version for variant in store.variants()] == [1]


def test_a_variant_keeps_its_parent_even_when_that_was_never_imported(store: SqliteRunStore) -> None:
    child = store.import_variant("c.tflite", b"child", describe(b"child", parent_sha256="f" * 64, accuracy=None))
    assert store.variants()[0] == child
    assert child.parent_sha256 == "f" * 64


def test_a_file_that_cannot_be_described_is_not_imported(store: SqliteRunStore) -> None:
    def refuse(version: int) -> Variant:
        raise ModelFileInvalid("bad.tflite", f"version {version} is no model")

    with pytest.raises(ModelFileInvalid):
        store.import_variant("bad.tflite", b"bad", refuse)
    assert store.variants() == ()


def test_a_description_with_another_digest_is_refused(store: SqliteRunStore) -> None:
    with pytest.raises(ValueError, match="digest"):
        store.import_variant("a.tflite", b"1", describe(b"2"))
    assert store.variants() == ()


def test_describing_may_ask_the_store(store: SqliteRunStore) -> None:
    def lookup(version: int) -> Variant:
        return a_variant(sha256=digest(b"1"), version=version, note=f"{len(store.variants())} before")

    assert store.import_variant("a.tflite", b"1", lookup).note == "0 before"


def test_many_threads_importing_get_different_versions(store: SqliteRunStore) -> None:
    files = [bytes([number]) for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda data: store.import_variant("f.tflite", data, describe(data)), files * 2))
    assert [variant.version for variant in store.variants()] == list(range(1, 25))


def test_the_file_of_a_variant_known_only_from_a_run_can_be_imported_later(store: SqliteRunStore) -> None:
    store.add(a_record())
    with pytest.raises(ModelFileInvalid, match="does not hold its file"):
        store.variant_file(digest(VARIANT_FILE))
    known = store.import_variant("late.tflite", VARIANT_FILE, describe(VARIANT_FILE))
    assert store.variants() == (known,)
    assert store.variant_file(known.sha256) == VARIANT_FILE


def test_an_unknown_file_is_refused_in_words(store: SqliteRunStore) -> None:
    with pytest.raises(ModelFileInvalid, match="does not hold its file"):
        store.variant_file("0" * 64)


def test_saving_a_run_leaves_an_imported_variant_as_it_is(store: SqliteRunStore) -> None:
    imported = store.import_variant("d.tflite", VARIANT_FILE, describe(VARIANT_FILE, note="imported"))
    store.add(a_record())
    assert store.variants() == (imported,)


@pytest.mark.parametrize(
    "wrong",
    [
        {"accuracy": 1.5},
        {"accuracy_sample_count": -1},
        {"accuracy_sample_count": 2**63},
        {"note": "\udcff"},
        {"model": "\udcff"},
    ],
    ids=str,
)
def test_a_description_that_no_database_holds_is_refused_in_words(store: SqliteRunStore, wrong: dict[str, Any]) -> None:
    with pytest.raises(DatabaseUnusable, match="refuses"):
        store.import_variant(
            "a.tflite", b"1", lambda version: replace(a_variant(sha256=digest(b"1"), version=version), **wrong)
        )
    assert store.variants() == ()
    store.import_variant("a.tflite", b"1", describe(b"1"))


def test_a_file_name_that_no_database_holds_is_refused_in_words(store: SqliteRunStore) -> None:
    with pytest.raises(DatabaseUnusable, match="refuses"):
        store.import_variant("\udcff.tflite", b"1", describe(b"1"))
    assert store.variants() == ()


def test_a_renamed_variant_keeps_its_digest_and_its_runs_their_name(store: SqliteRunStore) -> None:
    store.add(a_record())
    known = a_variant()
    store.set_variant_words(known.sha256, "digits for the door", "chosen in May")
    assert store.variants() == (replace(known, name="digits for the door", note="chosen in May"),)
    assert store.runs()[0].variant_name == "digits_int8"


def test_an_archived_variant_is_shown_only_when_asked_for(store: SqliteRunStore) -> None:
    variant = store.import_variant("digits.tflite", VARIANT_FILE, describe(VARIANT_FILE))
    store.set_variants_archived([variant.sha256], is_archived=True)
    assert store.variants() == ()
    assert store.variants(include_archived=True) == (replace(variant, is_archived=True),)
    store.set_variants_archived([variant.sha256], is_archived=False)
    assert store.variants() == (variant,)


def test_importing_an_archived_file_again_brings_it_back(store: SqliteRunStore) -> None:
    variant = store.import_variant("digits.tflite", VARIANT_FILE, describe(VARIANT_FILE))
    store.set_variants_archived([variant.sha256], is_archived=True)
    assert store.import_variant("digits.tflite", VARIANT_FILE, describe(VARIANT_FILE)) == variant
    assert store.variants() == (variant,)


def test_archiving_is_all_or_none(store: SqliteRunStore) -> None:
    variant = store.import_variant("digits.tflite", VARIANT_FILE, describe(VARIANT_FILE))
    with pytest.raises(VariantNotFound, match="nowhere"):
        store.set_variants_archived([variant.sha256, "nowhere"], is_archived=True)
    assert store.variants() == (variant,)


def test_accuracy_is_kept_with_its_set(store: SqliteRunStore) -> None:
    variant = store.import_variant("d.tflite", VARIANT_FILE, describe(VARIANT_FILE, recipe="int8", sparsity=0.25))
    store.set_accuracy(variant.sha256, Accuracy(9, 10, "digits_test.npz", "c" * 64))
    (kept,) = store.variants()
    assert (kept.accuracy, kept.accuracy_sample_count) == (0.9, 10)
    assert (kept.accuracy_set, kept.accuracy_set_sha256) == ("digits_test.npz", "c" * 64)
    assert (kept.recipe, kept.sparsity) == ("int8", 0.25)


def test_runs_saved_before_the_score_get_it_and_the_others_keep_theirs(store: SqliteRunStore) -> None:
    store.add(a_record(a_run(accuracy=None)))
    store.add(a_record(a_hardware_run(accuracy=0.5)))
    store.set_accuracy(a_variant().sha256, Accuracy(9, 10, "digits_test.npz", "c" * 64))
    assert {run.run_id: run.accuracy for run in store.runs()} == {
        a_run().run_id: 0.9,
        a_hardware_run().run_id: 0.5,
    }


def test_a_variant_that_is_not_there_has_no_words(store: SqliteRunStore) -> None:
    with pytest.raises(VariantNotFound):
        store.set_variant_words("nowhere", "a", "b")
    with pytest.raises(VariantNotFound):
        store.set_accuracy("nowhere", Accuracy(1, 2, "", ""))


def test_a_name_is_taken_by_another_models_variant_alone(store: SqliteRunStore) -> None:
    store.import_variant("a.tflite", b"1", describe(b"1", "firmware on kit", name="al-host/firmware"))
    assert store.is_name_taken("al-host/firmware", "firmware on eye")
    assert not store.is_name_taken("al-host/firmware", "firmware on kit")
    assert not store.is_name_taken("blinky/firmware", "firmware on eye")
