"""Variants in the database: importing files and reading them back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from benchwright.model.errors import ModelFileInvalid, VariantNotFound
from benchwright.model.plan_wish import BALANCED, Optimise, PlanWish
from benchwright.model.variant import Accuracy, Variant, VariantKind
from benchwright.store.failures import UnreadableRow
from benchwright.store.queries import Row
from benchwright.store.schema import writing

if TYPE_CHECKING:
    from sqlite_utils import Database

_FIELDS = """
    sha256, model, version, name, file_bytes, quantisation, parent_sha256, source, imported_at,
    accuracy_ratio, accuracy_sample_count, note, kind, recipe, made_with, sparsity_ratio, accuracy_set,
    accuracy_set_sha256, archived_at IS NOT NULL AS is_archived
"""


def digest(data: bytes) -> str:
    """SHA-256 of a file in hex: the identity of a variant."""
    return hashlib.sha256(data).hexdigest()


def next_version(database: Database, model: str) -> int:
    """The version that the next variant of a model gets, from 1."""
    rows = database.query("SELECT max(version) AS newest FROM variants WHERE model = :model", {"model": model})
    return int(next(rows)["newest"] or 0) + 1


def find_variant(database: Database, sha256: str) -> Variant | None:
    """The variant with this digest, None if there is none."""
    rows = database.query(f"SELECT {_FIELDS} FROM variants WHERE sha256 = :sha256", {"sha256": sha256})
    return next((_variant(row) for row in rows), None)


def is_name_taken(database: Database, name: str, model: str) -> bool:
    """Whether a variant of another model bears this name."""
    sql = "SELECT 1 FROM variants WHERE name = :name AND model <> :model"
    return database.execute(sql, {"name": name, "model": model}).fetchone() is not None


def find_pack_variant(database: Database, pack_sha256: str, board: str) -> Variant | None:
    """The variant that a saved pack was planned from, None where no run on the board measured such a pack."""
    sql = f"""
        SELECT {_FIELDS} FROM variants
        WHERE sha256 = (SELECT source_sha256 FROM packs WHERE sha256 = :pack_sha256 AND board = :board)
    """
    rows = database.query(sql, {"pack_sha256": pack_sha256, "board": board})
    return next((_variant(row) for row in rows), None)


def find_pack_wish(database: Database, pack_sha256: str, board: str) -> PlanWish:
    """What was wished of a saved pack; balanced where no run on the board measured such a pack."""
    sql = "SELECT optimise, arena_limit_bytes FROM packs WHERE sha256 = :pack_sha256 AND board = :board"
    rows = database.query(sql, {"pack_sha256": pack_sha256, "board": board})
    found = (PlanWish(Optimise[row["optimise"].upper()], row["arena_limit_bytes"]) for row in rows)
    return next(found, BALANCED)


def all_variants(database: Database, *, include_archived: bool) -> tuple[Variant, ...]:
    """Every variant that is a model file, by model and version."""
    shown = "" if include_archived else "AND archived_at IS NULL"
    sql = f"SELECT {_FIELDS} FROM variants WHERE kind = 'model' {shown} ORDER BY model, version"
    return tuple(_variant(row) for row in database.query(sql))


def add_content(database: Database, sha256: str, file_name: str, data: bytes) -> None:
    """Keeps the file of a variant that had been saved with a run and without its file; brings an archived one back."""
    sql = "UPDATE variants SET content = :data, file_name = :file_name WHERE sha256 = :sha256 AND content IS NULL"
    with writing(database):
        database.execute(sql, {"sha256": sha256, "file_name": file_name, "data": data})
        database.execute("UPDATE variants SET archived_at = NULL WHERE sha256 = :sha256", {"sha256": sha256})


def set_words(database: Database, sha256: str, name: str, note: str) -> None:
    """Replaces name and note of a variant; runs keep the name under which they were measured.

    Raises:
        VariantNotFound: no such variant.
    """
    sql = "UPDATE variants SET name = :name, note = :note WHERE sha256 = :sha256"
    with writing(database):
        if not database.execute(sql, {"sha256": sha256, "name": name, "note": note}).rowcount:
            raise VariantNotFound(sha256)


def set_accuracy(database: Database, sha256: str, accuracy: Accuracy) -> None:
    """Replaces the accuracy of a variant; runs that were saved without one get it, the others keep theirs.

    Raises:
        VariantNotFound: no such variant.
    """
    fill = "UPDATE runs SET accuracy_ratio = :ratio WHERE variant_sha256 = :sha256 AND accuracy_ratio IS NULL"
    sql = """
        UPDATE variants SET accuracy_ratio = :ratio, accuracy_sample_count = :count, accuracy_set = :set_name,
            accuracy_set_sha256 = :set_sha256
        WHERE sha256 = :sha256
    """
    values = {"ratio": accuracy.ratio, "count": accuracy.sample_count}
    sets = {"set_name": accuracy.set_name, "set_sha256": accuracy.set_sha256}
    with writing(database):
        if not database.execute(sql, {"sha256": sha256, **values, **sets}).rowcount:
            raise VariantNotFound(sha256)
        database.execute(fill, {"sha256": sha256, "ratio": accuracy.ratio})


def set_archived(database: Database, sha256s: Sequence[str], *, is_archived: bool, at: str) -> None:
    """Hides variants, or brings them back, all or none; their runs stay.

    Raises:
        VariantNotFound: one is not there.
    """
    sql = "UPDATE variants SET archived_at = :at WHERE sha256 = :sha256"
    with writing(database):
        for sha256 in sha256s:
            if not database.execute(sql, {"sha256": sha256, "at": at if is_archived else None}).rowcount:
                raise VariantNotFound(sha256)


def insert_variant(database: Database, variant: Variant, file_name: str, data: bytes | None) -> bool:
    """Saves a variant, with its file if there is one; False when another program took its place or its version."""
    taken = "SELECT 1 FROM variants WHERE sha256 = :sha256 OR (model = :model AND version = :version)"
    with writing(database):
        key = {"sha256": variant.sha256, "model": variant.model, "version": variant.version}
        if database.execute(taken, key).fetchone():
            return False
        database["variants"].insert(variant_row(variant) | {"file_name": file_name, "content": data})
    return True


def read_content(database: Database, sha256: str) -> bytes:
    """The bytes of a variant's file.

    Raises:
        ModelFileInvalid: the database does not hold it.
    """
    row = database.execute("SELECT content FROM variants WHERE sha256 = :sha256", {"sha256": sha256}).fetchone()
    if row is None or row[0] is None:
        raise ModelFileInvalid(f"Variant {sha256[:12]}", "The database does not hold its file.")
    return bytes(row[0])


def variant_row(variant: Variant) -> dict[str, object]:
    """The columns of a variant but its file and whether it is archived."""
    row: dict[str, object] = asdict(variant)
    row["accuracy_ratio"] = row.pop("accuracy")
    row["sparsity_ratio"] = row.pop("sparsity")
    del row["is_archived"]
    row["kind"] = variant.kind.value
    return row


def _variant(row: Row) -> Variant:
    fields = dict(row)
    fields["accuracy"] = fields.pop("accuracy_ratio")
    fields["sparsity"] = fields.pop("sparsity_ratio")
    fields["is_archived"] = bool(fields["is_archived"])
    try:
        fields["kind"] = VariantKind(fields["kind"])
    except ValueError as error:
        raise UnreadableRow(str(error)) from error
    return Variant(**fields)
