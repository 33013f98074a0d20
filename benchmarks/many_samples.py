"""A database of very many runs, made in seconds: some are saved as the program saves them, the rest are copies."""

from __future__ import annotations

import contextlib
import random
import sqlite3
import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchwright.model.board import Board, BoardStatus, FlashMethod, MemoryMap, Origin, UsbIds
from benchwright.model.device import Device, FirmwareImage, MemoryReport
from benchwright.model.pack import Pack
from benchwright.model.run import Parity, Provenance, Run, Timing, Validity, Window
from benchwright.model.variant import Variant
from benchwright.protocols.run_store import RunRecord
from benchwright.store import SqliteRunStore

BOARDS = ("nano-33-ble", "nucleo-l4r5zi", "esp32-c3", "rp2040-pico")
MODELS = ("kws", "vww", "ic", "ad")
VERSIONS = 12
_WINDOWS, _SAMPLES = 5, 10
_CLOCK_HZ = 80_000_000
_START = datetime(2026, 1, 1, tzinfo=UTC)

_COPY = """
    INSERT INTO {table} ({columns})
    SELECT {values} FROM {table} WHERE {key} = :pattern
"""


def make_runs(file: Path, count: int, *, seed: int = 1) -> None:
    """A database of `count` hardware runs: models × versions × boards, each measured again and again with noise."""
    patterns = list(_patterns())
    with SqliteRunStore(file, clock=lambda: _START) as store:
        for pattern in patterns:
            store.add(_record(pattern))
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as database:
        _copy(database, patterns, count - len(patterns), random.Random(seed))


def _copy(database: sqlite3.Connection, patterns: list[Run], count: int, generator: random.Random) -> None:
    copies = [_copy_sql(database, "runs", "sequence"), _copy_sql(database, "run_summaries", "run_sequence")]
    first = len(patterns) + 1
    database.execute("BEGIN")
    for sequence in range(first, first + count):
        pattern = sequence % len(patterns)
        started = _START + timedelta(minutes=sequence)
        values = {
            "pattern": pattern + 1,
            "sequence": sequence,
            "run_id": f"r-{sequence:06d}",
            "started_at": started.isoformat(),
            "wobble": generator.randrange(0, 100, 4),
        }
        for sql in copies:
            database.execute(sql, values)
        centre = patterns[pattern].timing.windows[0].ticks[0]
        for position in range(_WINDOWS):
            ticks = [round(generator.gauss(centre, centre * 0.004)) for _ in range(_SAMPLES)]
            blob = struct.pack(f"<{_SAMPLES}Q", *ticks)
            database.execute("INSERT INTO samples VALUES (?, ?, ?, ?)", (sequence, position, position, blob))
    database.execute("COMMIT")


def _copy_sql(database: sqlite3.Connection, table: str, key: str) -> str:
    names = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    changed = {key: ":sequence", "run_id": ":run_id", "started_at": ":started_at",
               "stack_touched_bytes": "stack_touched_bytes + :wobble"}  # fmt: skip
    values = ", ".join(changed.get(name, name) for name in names)
    return _COPY.format(table=table, key=key, columns=", ".join(names), values=values)


def _patterns() -> Iterator[Run]:
    number = 0
    for place, model in enumerate(MODELS):
        for version in range(1, VERSIONS + 1):
            for speed, board in enumerate(BOARDS, start=1):
                number += 1
                centre = round(2_000_000 * (place + 1) * (1.06 - 0.03 * version + 0.09 * (version % 5 == 0)) / speed)
                yield _run(number, model, version, board, centre, ram=20_000 + 900 * (version * 7 % 11) + 1_000 * place)


def _run(number: int, model: str, version: int, board: str, centre: int, *, ram: int) -> Run:
    windows = tuple(Window(index, (centre,) * _SAMPLES) for index in range(_WINDOWS))
    return Run(
        run_id=f"r-{number:06d}",
        started_at=(_START + timedelta(minutes=number)).isoformat(),
        finished_at=(_START + timedelta(minutes=number, seconds=9)).isoformat(),
        board=board,
        device_id=f"{board}-1",
        origin=Origin.HARDWARE,
        variant_sha256=f"{MODELS.index(model) * 100 + version:064x}",
        variant_name=f"{model}_int8",
        variant_version=version,
        model=model,
        pack_sha256=f"{number:064x}",
        pack_bytes=30_000 + 1_500 * (version * 5 % 13),
        timing=Timing(_CLOCK_HZ, _CLOCK_HZ, 4, windows, 3),
        memory=MemoryReport(65_536, ram, ram, 8_192, 900, 1_200),
        flash_firmware_bytes=24_000,
        parity=Parity(5, 0, 50),
        validity=Validity(),
        provenance=_provenance(),
        op_ticks=(centre // 2, centre // 2),
        op_labels=("CONV_2D", "FULLY_CONNECTED"),
        accuracy=0.9 + 0.004 * (version * 3 % 7),
    )


def _provenance() -> Provenance:
    return Provenance("0", "3", "benchmark", "0" * 64, "1" * 64, "cc", "benchwright", 1, "generic", 1, 1, 1)


def _record(run: Run) -> RunRecord:
    variant = Variant(
        sha256=run.variant_sha256, model=run.model, version=run.variant_version, name=run.variant_name, file_bytes=9,
        quantisation="int8", source="", imported_at=run.started_at, accuracy=run.accuracy, accuracy_sample_count=500,
    )  # fmt: skip
    pack = Pack(
        sha256=run.pack_sha256, source_sha256=run.variant_sha256, board=run.board, model_id=run.model, data=b"",
        arena_bytes=run.memory.arena_planned, liveness_bytes=0, weights_bytes=0, ops=(), placements=(), inputs=(),
        outputs=(), labels=(),
    )  # fmt: skip
    board = Board(
        name=run.board, title=run.board, vendor="", core="", isa="", clock_hz=_CLOCK_HZ, kernel_set="generic",
        status=BoardStatus.EMULATED, tested="", memory=MemoryMap(0, 1_000_000, 256_000, 0, 0, 65_536, 0, 8_192),
        usb=UsbIds(run=(), mbed_ids=()), transport="serial", baud=115_200, flash_methods=(FlashMethod.VIRTUAL_IMAGE,),
        emulator=None, sources=(),
    )  # fmt: skip
    device = Device(device_id=run.device_id, board=run.board, url="", origin=run.origin, serial_number="", location="",
                    evidence="")  # fmt: skip
    firmware = FirmwareImage(
        board=run.board, sha256=run.provenance.firmware_sha256, image=b"", text_bytes=1, rodata_bytes=1, data_bytes=1,
        bss_bytes=1, static_bytes=1_200, compiler="cc", engine_version=1, kernel_set="generic",
    )  # fmt: skip
    return RunRecord(replace(run, device_id=device.device_id), variant, pack, board, device, firmware)
