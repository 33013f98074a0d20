"""Values that tests start from: each function gives a complete, consistent one, and takes what should differ.

Import as `from tests.builders import a_run`. `**changes` are the fields of the dataclass. A run refers to the variant,
pack, board, device and firmware that the other functions give by default; `a_record` puts a consistent set together.
The databases in `tests/data` hold these values: a changed default breaks their test, a new function does not.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from benchwright.model.batch import Attempt, AttemptEnd, Batch, BatchDevice, BatchSettings, Failure, Job, Owner
from benchwright.model.board import Board, BoardStatus, Emulator, FlashMethod, MemoryMap, Origin, UsbIds
from benchwright.model.compare import Metric
from benchwright.model.device import Device, FirmwareImage, MemoryReport
from benchwright.model.energy import EnergyRecord, EnergyWindow
from benchwright.model.pack import ElementType, OpPlan, Pack, Placement, TensorSpec
from benchwright.model.run import Issue, IssueCode, Parity, Provenance, Run, StageTime, Timing, Validity, Window
from benchwright.model.scoring import AnswerKind, ScoredInput, Scoring
from benchwright.model.variant import Variant, VariantKind
from benchwright.protocols.run_store import RunRecord

VARIANT_FILE = b"TFL3 digits_int8"
PACK_DATA = b"BWPK" + bytes(range(252))
FIRMWARE_DATA = b"firmware of the virtual discovery kit"


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def a_board(**changes: Any) -> Board:
    """A Cortex-M4 board at 80 MHz that can be emulated."""
    board = Board(
        name="b-l475e-iot01a",
        title="Discovery kit IoT node",
        vendor="STMicroelectronics",
        core="Cortex-M4F",
        isa="armv7e-m",
        clock_hz=80_000_000,
        kernel_set="generic",
        status=BoardStatus.EMULATED,
        tested="",
        memory=MemoryMap(0x0800_0000, 1_048_576, 131_072, 0x4_0000, 524_288, 65_536, 4_096, 8_192),
        usb=UsbIds(run=("0483:374b",), mbed_ids=("0764",)),
        transport="serial",
        baud=115_200,
        flash_methods=(FlashMethod.VIRTUAL_IMAGE,),
        emulator=Emulator("qemu", "b-l475e-iot01a", 4),
        sources=("UM2153",),
    )
    return replace(board, **changes)


def a_device(**changes: Any) -> Device:
    """The virtual device of `a_board`."""
    device = Device(
        device_id="virtual:b-l475e-iot01a",
        board="b-l475e-iot01a",
        url="socket://127.0.0.1:4000",
        origin=Origin.EMULATED,
        serial_number="B-L475E-1",
        location="1-2",
        evidence="started by this computer",
    )
    return replace(device, **changes)


def a_firmware(**changes: Any) -> FirmwareImage:
    """An image for `a_board`; `sha256` follows `image` unless it is given."""
    image = changes.get("image", FIRMWARE_DATA)
    firmware = FirmwareImage(
        board="b-l475e-iot01a",
        sha256=digest(image),
        image=image,
        text_bytes=20_000,
        rodata_bytes=4_000,
        data_bytes=200,
        bss_bytes=70_000,
        static_bytes=1_200,
        compiler="zig cc 0.17.0",
        engine_version=1,
        kernel_set="generic",
    )
    return replace(firmware, **changes)


def a_variant(**changes: Any) -> Variant:
    """Version 1 of the model "digits", quantised to int8; its file is VARIANT_FILE."""
    variant = Variant(
        sha256=digest(VARIANT_FILE),
        model="digits",
        version=1,
        name="digits_int8",
        file_bytes=len(VARIANT_FILE),
        quantisation="int8",
        source="digits_int8.tflite",
        imported_at="2026-11-20T12:00:00+00:00",
        accuracy=0.953,
        accuracy_sample_count=360,
    )
    return replace(variant, **changes)


def a_pack(**changes: Any) -> Pack:
    """`a_variant` planned for `a_board`: one fully connected op; `sha256` follows `data` unless it is given."""
    data = changes.get("data", PACK_DATA)
    pack = Pack(
        sha256=digest(data),
        source_sha256=digest(VARIANT_FILE),
        board="b-l475e-iot01a",
        model_id="digits",
        data=data,
        arena_bytes=80,
        liveness_bytes=74,
        weights_bytes=680,
        ops=(OpPlan(0, "FULLY_CONNECTED", ElementType.INT8, (0,), (0,), 1, (1, 10), 640, 680),),
        placements=(Placement(0, "input", 0, 64, -1, 0), Placement(1, "output", 64, 10, 0, 1)),
        inputs=(TensorSpec("input", ElementType.INT8, (1, 64), 0.0625, -128, 0),),
        outputs=(TensorSpec("output", ElementType.INT8, (1, 10), 0.00390625, -128, 64),),
        labels=tuple("0123456789"),
    )
    return replace(pack, **changes)


def a_timing(*ticks: int, **changes: Any) -> Timing:
    """An instruction-counting clock, 12.5 ns an instruction rounded to 16; one window an input, two equal samples each.

    Given `ticks` replace the samples, all in one window.
    """
    windows = (Window(0, ticks),) if ticks else tuple(Window(index, (1_600_016, 1_600_016)) for index in range(5))
    timing = Timing(
        tick_hz=1_000_000_000,
        clock_hz=80_000_000,
        overhead_ticks=16,
        windows=windows,
        warmup_count=3,
        ns_per_instruction=16,
    )
    return replace(timing, **changes)


def a_hardware_timing(*ticks: int, **changes: Any) -> Timing:
    """A cycle counter at 80 MHz; given `ticks` replace the samples, all in one window."""
    windows = (
        (Window(0, ticks),)
        if ticks
        else tuple(Window(index, tuple(80_000 + (index * 7 + i * 13) % 29 for i in range(10))) for index in range(5))
    )
    return replace(Timing(80_000_000, 80_000_000, 4, windows, 3), **changes)


def a_provenance(**changes: Any) -> Provenance:
    """What `a_run` was made with."""
    provenance = Provenance(
        benchwright_version="0.1.0",
        python_version="3.11.2",
        host="Linux x86_64",
        board_file_sha256=digest(b"board.toml"),
        firmware_sha256=digest(FIRMWARE_DATA),
        firmware_compiler="zig cc 0.17.0",
        engine="benchwright",
        engine_version=1,
        kernel_set="generic",
        agent_version=1,
        wire_version=1,
        planner_version=1,
        emulator="QEMU 9.1.0",
        input_sha256=digest(b"inputs"),
        input_source="random, seed 1",
    )
    return replace(provenance, **changes)


def a_run(**changes: Any) -> Run:
    """A valid emulated run of `a_variant` on `a_board`: 100,000 instructions an inference, 1,250 µs at 80 MHz."""
    run = Run(
        run_id="r-20261120-120431-5f2a",
        started_at="2026-11-20T12:04:29+00:00",
        finished_at="2026-11-20T12:04:31+00:00",
        board="b-l475e-iot01a",
        device_id="virtual:b-l475e-iot01a",
        origin=Origin.EMULATED,
        variant_sha256=digest(VARIANT_FILE),
        variant_name="digits_int8",
        variant_version=1,
        model="digits",
        pack_sha256=digest(PACK_DATA),
        pack_bytes=len(PACK_DATA),
        timing=a_timing(),
        memory=MemoryReport(65_536, 80, 80, 8_192, 900, 1_200),
        flash_firmware_bytes=24_200,
        parity=Parity(5, 0, 50, 1.0, 2),
        validity=Validity(),
        provenance=a_provenance(),
        stages=(StageTime("Identify", 0.12), StageTime("Flash", 0.0, "skipped: already there")),
        op_ticks=(1_500_000,),
        op_labels=("FULLY_CONNECTED",),
        log="> HELLO\n< HELLO benchwright 1",
        accuracy=0.953,
    )
    return replace(run, **changes)


def a_hardware_run(**changes: Any) -> Run:
    """A valid run of `a_variant` on a board on the desk, about 1,000 µs with a little noise."""
    run = a_run(
        run_id="r-20261120-130000-00aa",
        device_id="066DFF",
        origin=Origin.HARDWARE,
        timing=a_hardware_timing(),
        provenance=a_provenance(emulator=""),
    )
    return replace(run, **changes)


WITHOUT_METER = tuple(metric for metric in Metric if metric is not Metric.ENERGY)
"""What a run has a value of that no meter saw."""


def an_energy(**changes: Any) -> EnergyRecord:
    """What a simulated meter saw: ten windows of 20 inferences, 10 mA where 2 mA are idle, 3.3 V."""
    windows = tuple(
        EnergyWindow(0.05 + 0.3 * index, 0.25, 20, 2_500.0 + index, 2_000.0 if index else None, 10_900.0, index)
        for index in range(10)
    )
    record = EnergyRecord(
        "virtual:ppk2", "PPK2", True, 3_300, 100_000, 0.03, windows, 310_000, 45, 0, 8_400.0, clock_error_ppm=-12.5
    )
    return replace(record, **changes)


def a_foreign_run(**changes: Any) -> Run:
    """A run of firmware that speaks MLPerf Tiny only: 50 samples of 20 inferences, 1,000 µs each, no pack, no agent."""
    windows = tuple(Window(index, tuple(20_000 + index + i for i in range(10))) for index in range(5))
    limits = Issue(IssueCode.PROTOCOL_LIMITS, "MLPerf Tiny has no time of a single inference and no report of memory.")
    run = a_hardware_run(
        run_id="r-20261120-150000-f0f0",
        variant_sha256=digest(FIRMWARE_DATA),
        variant_name="kws_app",
        model="kws01",
        pack_sha256="",
        pack_bytes=0,
        timing=Timing(1_000_000, 80_000_000, 0, windows, 1, inferences_per_sample=20),
        memory=MemoryReport(0, 0, 0, 0, 0, 4_012),
        flash_firmware_bytes=96_000,
        parity=Parity(0, 0, 0),
        validity=Validity((limits,)),
        op_ticks=(),
        op_labels=(),
        accuracy=None,
        provenance=a_provenance(
            firmware_compiler="", engine="foreign", engine_version=0, kernel_set="", agent_version=0, wire_version=0,
            planner_version=0, emulator="", protocol="mlperf",
        ),
    )  # fmt: skip
    return replace(run, **changes)


def an_invalid_run(**changes: Any) -> Run:
    """A run whose outputs differ from the host build."""
    issue = Issue(IssueCode.PARITY_MISMATCH, "3 of 50 output bytes differ from the host build.")
    run = a_run(run_id="r-20261120-140000-dead", parity=Parity(5, 3, 50), validity=Validity((issue,)))
    return replace(run, **changes)


def a_record(run: Run | None = None, *, file: bytes = VARIANT_FILE) -> RunRecord:
    """What the store saves of a run: variant, pack, board, device and firmware as the run names them.

    `file` is the content of the variant's file where it is not VARIANT_FILE.
    """
    run = run or a_run()
    variant = a_variant(
        sha256=run.variant_sha256,
        name=run.variant_name,
        version=run.variant_version,
        model=run.model,
        file_bytes=len(file),
        kind=VariantKind.MODEL if run.has_pack else VariantKind.FIRMWARE,
    )
    return RunRecord(
        run=run,
        variant=variant,
        pack=a_pack(sha256=run.pack_sha256, source_sha256=run.variant_sha256, board=run.board)
        if run.has_pack
        else None,
        board=a_board(name=run.board),
        device=a_device(device_id=run.device_id, board=run.board, origin=run.origin),
        firmware=a_firmware(sha256=run.provenance.firmware_sha256, board=run.board),
    )


def a_failure(**changes: Any) -> Failure:
    """The device did not answer."""
    what, why = "virtual:b-l475e-iot01a did not answer.", "Waited 2 s for ready."
    return replace(Failure(23, what, why, "Reset the board and retry."), **changes)


def a_job(**changes: Any) -> Job:
    """`a_variant` on `a_device`, not begun."""
    job = Job(
        position=0,
        variant_sha256=digest(VARIANT_FILE),
        variant_label="digits_int8 v1",
        target="virtual:b-l475e-iot01a",
        board="b-l475e-iot01a",
        origin=Origin.EMULATED,
        device_id="virtual:b-l475e-iot01a",
    )
    return replace(job, **changes)


def a_batch_device(**changes: Any) -> BatchDevice:
    """`a_device` as a batch knows it, without a failure."""
    return replace(BatchDevice("virtual:b-l475e-iot01a", "b-l475e-iot01a", Origin.EMULATED), **changes)


def an_owner(**changes: Any) -> Owner:
    """A process of this computer that was heard of at noon."""
    return replace(Owner("token-1", "desk/1", 4121, 1_000.5, "2026-11-20T12:00:00.000+00:00"), **changes)


def a_batch(*jobs: Job, **changes: Any) -> Batch:
    """Two repeats of `a_job` that wait, and no owner. Given `jobs` replace them and get their positions."""
    jobs = jobs or (a_job(), a_job(repeat=2))
    batch = Batch(
        batch_id="b5f2a0000001",
        created_at="2026-11-20T12:00:00.000+00:00",
        jobs=tuple(replace(job, position=position) for position, job in enumerate(jobs)),
        devices=(a_batch_device(),),
        settings=BatchSettings(retry_count=1, quarantine_after=2, window_s=0.5, force_flash=True),
    )
    return replace(batch, **changes)


def a_failed_attempt(**changes: Any) -> Attempt:
    """An attempt that ended with `a_failure` after two seconds."""
    began, ended = "2026-11-20T12:00:01.000+00:00", "2026-11-20T12:00:03.000+00:00"
    attempt = Attempt("virtual:b-l475e-iot01a", began, ended, AttemptEnd.FAILED, a_failure())
    return replace(attempt, **changes)


def a_scoring(**changes: Any) -> Scoring:
    """Three inputs of a set on `a_run`'s board, none answered yet."""
    run = a_run()
    scoring = Scoring(
        scoring_id="5c0e1234abcd",
        started_at="2026-11-20T12:10:00+00:00",
        finished_at="",
        board=run.board,
        device_id=run.device_id,
        origin=run.origin,
        model=run.model,
        variant_sha256=run.variant_sha256,
        variant_name=run.variant_name,
        variant_version=run.variant_version,
        pack_sha256=run.pack_sha256,
        firmware_sha256="f1" * 32,
        engine="benchwright",
        kernel_set="portable",
        set_name="digits.npz",
        set_sha256="5e" * 32,
        set_note="int8 values as stored",
        kind=AnswerKind.CLASSES,
        class_count=2,
        class_names=("no", "yes"),
        sample_count=3,
    )
    return replace(scoring, **changes)


def some_answers() -> tuple[ScoredInput, ...]:
    """Answers to the three inputs: right, wrong, and one where the host thinks otherwise."""
    return (
        ScoredInput(0, "a.npy", 0, (0.75, 0.25), (0.75, 0.25)),
        ScoredInput(1, "b.npy", 1, (0.625, 0.375), (0.625, 0.375)),
        ScoredInput(2, "c.npy", 1, (0.25, 0.75), (0.5625, 0.4375), 2),
    )
