"""Writing runs: whole or not at all, and marks on them; nothing is overwritten or deleted."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import zip_longest
from typing import TYPE_CHECKING

from benchwright.model.op_work import OpWork
from benchwright.model.pack import Pack
from benchwright.model.run import Run
from benchwright.protocols.run_store import RunRecord
from benchwright.store import energies, previous_runs, summaries, traces
from benchwright.store.batches import mark_done
from benchwright.store.queries import find_sequence
from benchwright.store.schema import writing
from benchwright.store.variants import variant_row

if TYPE_CHECKING:
    from sqlite_utils import Database

_SEE_DEVICE = """
    INSERT INTO devices (device_id, board, origin, url, serial_number, location, evidence, first_run_at, last_run_at)
    VALUES (:device_id, :board, :origin, :url, :serial_number, :location, :evidence, :at, :at)
    ON CONFLICT (device_id) DO UPDATE SET
        board = excluded.board, origin = excluded.origin, url = excluded.url, serial_number = excluded.serial_number,
        location = excluded.location, evidence = excluded.evidence,
        last_run_at = max(last_run_at, excluded.last_run_at)
"""

_UNMARK_RIVALS = """
    UPDATE runs SET baseline_at = NULL
    WHERE baseline_at IS NOT NULL
      AND (model, board, origin) = (SELECT model, board, origin FROM runs WHERE sequence = :sequence)
"""


def add(database: Database, record: RunRecord, *, at: str) -> None:
    """Saves a run and everything it was made of in one transaction; `at` is now.

    Raises:
        ValueError: the parts of the record do not belong together.
        BatchOwned: its job was begun anew by another process.
    """
    _check(record)
    run = record.run
    with writing(database):
        _add_parts(database, record)
        sequence = database["runs"].insert(_run_row(record, at)).last_rowid
        if run.is_baseline:
            _mark_baseline(database, sequence, at)
        _add_lists(database, run, sequence)
        _add_tags(database, sequence, run.tags)
        if run.energy is not None:
            energies.add(database, sequence, run.energy)
        if run.trace is not None:
            traces.add(database, sequence, run.trace)
        summaries.add(database, sequence, run)
        if record.job is not None:
            mark_done(database, record.job, run.run_id, at)


def set_baseline(database: Database, run_id: str, *, is_baseline: bool, at: str) -> None:
    """Marks a run as the baseline of its model, board and origin, in place of another; or unmarks it."""
    with writing(database):
        sequence = find_sequence(database, run_id)
        if is_baseline:
            _mark_baseline(database, sequence, at)
        else:
            _update(database, "baseline_at", None, sequence)


def set_archived(database: Database, run_ids: Sequence[str], *, is_archived: bool, at: str) -> None:
    """Hides runs or brings them back, all or none."""
    with writing(database):
        for sequence in [find_sequence(database, run_id) for run_id in run_ids]:
            _update(database, "archived_at", at if is_archived else None, sequence)
            (previous_runs.remove if is_archived else previous_runs.insert)(database, sequence)


def set_note(database: Database, run_id: str, note: str) -> None:
    """Replaces the note of a run."""
    with writing(database):
        sequence = find_sequence(database, run_id)
        _update(database, "note", note, sequence)
        summaries.put_words(database, sequence)


def set_tags(database: Database, run_id: str, tags: Sequence[str]) -> None:
    """Replaces the tags of a run; a tag given twice counts once."""
    with writing(database):
        sequence = find_sequence(database, run_id)
        database.execute("DELETE FROM tags WHERE run_sequence = :sequence", {"sequence": sequence})
        _add_tags(database, sequence, tuple(dict.fromkeys(tags)))
        summaries.put_tags(database, sequence, tuple(dict.fromkeys(tags)))


def _check(record: RunRecord) -> None:
    run = record.run
    pairs = {
        "variant": (run.variant_sha256, record.variant.sha256),
        "pack": (run.pack_sha256, record.pack.sha256 if record.pack is not None else ""),
        "board": (run.board, record.board.name),
        "device": (run.device_id, record.device.device_id),
    }
    if (run.trace is None) is bool(record.trace):
        raise ValueError(f"run {run.run_id} names a trace and the record holds none, or the other way round")
    for part, (named, given) in pairs.items():
        if named != given:
            raise ValueError(f"run {run.run_id} names {part} {named}, the record holds {given}")


def _add_parts(database: Database, record: RunRecord) -> None:
    run, board, device = record.run, record.board, record.device
    database["boards"].insert(
        {
            "name": board.name,
            "file_sha256": run.provenance.board_file_sha256,
            "title": board.title,
            "vendor": board.vendor,
            "core": board.core,
            "isa": board.isa,
            "kernel_set": board.kernel_set,
            "status": board.status.value,
            "transport": board.transport,
            "flash_method": board.flash_method.value,
            "clock_hz": board.clock_hz,
            "flash_bytes": board.memory.flash_bytes,
            "ram_bytes": board.memory.ram_bytes,
            "slot_bytes": board.memory.slot_bytes,
            "arena_bytes": board.memory.arena_bytes,
        },
        ignore=True,
    )
    database.execute(
        _SEE_DEVICE,
        {
            "device_id": device.device_id,
            "board": device.board,
            "origin": device.origin.value,
            "url": device.url,
            "serial_number": device.serial_number,
            "location": device.location,
            "evidence": device.evidence,
            "at": run.started_at,
        },
    )
    database["firmware_images"].insert(asdict(record.firmware) | {"board": run.board}, ignore=True)
    if not database.execute("SELECT 1 FROM variants WHERE sha256 = ?", [run.variant_sha256]).fetchone():
        database["variants"].insert(variant_row(record.variant) | {"file_name": "", "content": None})
    if record.pack is not None:
        database["packs"].insert(_pack_row(record.pack, run.board), ignore=True)


def _pack_row(pack: Pack, board: str) -> dict[str, object]:
    return {
        "sha256": pack.sha256,
        "board": board,
        "source_sha256": pack.source_sha256,
        "model_id": pack.model_id,
        "planner_version": pack.planner_version,
        "arena_bytes": pack.arena_bytes,
        "liveness_bytes": pack.liveness_bytes,
        "weights_bytes": pack.weights_bytes,
        "op_count": len(pack.ops),
        "mac_count": pack.macs,
        "optimise": pack.wish.optimise.word,
        "arena_limit_bytes": pack.wish.arena_limit_bytes,
        "data": pack.data,
    }


def _run_row(record: RunRecord, at: str) -> dict[str, object]:
    run, timing, memory, parity = record.run, record.run.timing, record.run.memory, record.run.parity
    row: dict[str, object] = {
        "run_id": run.run_id,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "saved_at": at,
        "archived_at": at if run.is_archived else None,
        "note": run.note,
        "board": run.board,
        "device_id": run.device_id,
        "origin": run.origin.value,
        "variant_sha256": run.variant_sha256,
        "variant_name": run.variant_name,
        "variant_version": run.variant_version,
        "model": run.model,
        "pack_sha256": run.pack_sha256 or None,
        "pack_bytes": run.pack_bytes,
        "firmware_image_sha256": record.firmware.sha256,
        "flash_firmware_bytes": run.flash_firmware_bytes,
        "accuracy_ratio": run.accuracy,
        "predicted_instructions": run.predicted_instructions,
        "core": run.core,
        "log": run.log,
        "tick_hz": timing.tick_hz,
        "clock_hz": timing.clock_hz,
        "overhead_ticks": timing.overhead_ticks,
        "warmup_count": timing.warmup_count,
        "ns_per_instruction": timing.ns_per_instruction,
        "inferences_per_sample": timing.inferences_per_sample,
        "arena_capacity_bytes": memory.arena_capacity,
        "arena_planned_bytes": memory.arena_planned,
        "arena_touched_bytes": memory.arena_touched,
        "stack_capacity_bytes": memory.stack_capacity,
        "stack_touched_bytes": memory.stack_touched,
        "static_bytes": memory.static_bytes,
        "parity_checked_count": parity.checked,
        "parity_mismatched_bytes": parity.mismatched_bytes,
        "parity_compared_bytes": parity.compared_bytes,
        "litert_max_difference": parity.litert_max_difference,
        "litert_differing_bytes": parity.litert_differing_bytes,
    }
    return row | asdict(run.provenance)


def _add_lists(database: Database, run: Run, sequence: int) -> None:
    _insert_all(
        database,
        "samples",
        sequence,
        [
            {"input_index": window.input_index, "ticks_u64le": struct.pack(f"<{len(window.ticks)}Q", *window.ticks)}
            for window in run.timing.windows
        ],
    )
    ops = zip_longest(run.op_labels, run.op_ticks, run.op_work)
    _insert_all(
        database,
        "op_ticks",
        sequence,
        [{"label": label, "ticks": ticks, **_work_row(work)} for label, ticks, work in ops],
    )
    stages = [{"stage": item.stage, "duration_s": item.seconds, "note": item.note} for item in run.stages]
    _insert_all(database, "stage_times", sequence, stages)
    issues = [{"code": issue.code.value, "text": issue.text} for issue in run.validity.issues]
    _insert_all(database, "issues", sequence, issues)


def _work_row(work: OpWork | None) -> dict[str, object]:
    if work is None:
        return {"macs": None, "element_type": None, "output_shape": None}
    shape = json.dumps(work.output_shape)
    return {"macs": work.macs, "element_type": work.element_type, "output_shape": shape}


def _add_tags(database: Database, sequence: int, tags: Sequence[str]) -> None:
    _insert_all(database, "tags", sequence, [{"tag": tag} for tag in tags])


def _insert_all(database: Database, table: str, sequence: int, rows: Iterable[Mapping[str, object]]) -> None:
    database[table].insert_all(
        {"run_sequence": sequence, "position": position, **row} for position, row in enumerate(rows)
    )


def _mark_baseline(database: Database, sequence: int, at: str) -> None:
    database.execute(_UNMARK_RIVALS, {"sequence": sequence})
    _update(database, "baseline_at", at, sequence)


def _update(database: Database, column: str, value: str | None, sequence: int) -> None:
    database["runs"].update(sequence, {column: value})
