"""A labelled set on a device: every input there and, beside it, on the host; kept as it comes, so that it can go on."""

from __future__ import annotations

import contextlib
import time
import uuid
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from benchwright.bench.inputs import InputSet
from benchwright.bench.link import Link
from benchwright.bench.parity import compare_outputs
from benchwright.bench.route import Ready, Route, RouteParts, RouteRequest
from benchwright.bench.scoring_set import ScoringSet, read_scoring_set
from benchwright.bench.stages import Emit, StageLog
from benchwright.model.conversion import Samples
from benchwright.model.device import Device
from benchwright.model.errors import FirmwareMissing
from benchwright.model.events import ScoringSaved, Stage
from benchwright.model.pack import Pack
from benchwright.model.plan_wish import PlanWish
from benchwright.model.scoring import ScoredInput, Scoring, score_card
from benchwright.model.variant import Variant
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.run_store import RunStore

KEEP_SECONDS = 1.0
"""Answers are written to the database this often; a crash costs no more."""
KEEP_COUNT = 512
_TELL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class ScoringRequest:
    """A variant on a device, with a labelled set. `resumes` goes on with one that was stopped, if there is one."""

    device: Device
    variant: Variant
    model: bytes
    samples: Samples
    resumes: bool = False
    force_flash: bool = False
    wish: PlanWish | None = None


@dataclass(slots=True)
class _Held:
    """What came in and is not in the database yet."""

    store: RunStore
    scoring_id: str
    answers: list[tuple[int, bytes, Future[bytes] | None]] = field(default_factory=list)
    kept_at: float = field(default_factory=time.monotonic)

    @property
    def is_due(self) -> bool:
        return len(self.answers) >= KEEP_COUNT or time.monotonic() - self.kept_at >= KEEP_SECONDS


class ScoringRoute:
    """Identify, plan and flash as `Route`, then every input of the set; on the calling thread."""

    def __init__(self, parts: RouteParts, store: RunStore) -> None:
        self._parts = parts
        self._store = store
        self._route = Route(parts, store)

    def run(self, request: ScoringRequest, emit: Emit, cancel: CancelToken) -> Scoring:
        """The whole set. What was answered is kept, however it ends.

        Raises:
            DatasetInvalid: the set does not fit the model; nothing was written to the device.
            BenchError: any of `model.errors`.
        """
        with self._parts.leases.held(request.device) as device:
            held = replace(request, device=device)
            log = StageLog(device.device_id, emit, cancel, self._store.stage_medians(device.board or ""))
            sets: list[ScoringSet] = []

            def read(pack: Pack) -> InputSet:
                sets.append(read_scoring_set(request.samples, pack))
                return InputSet(sets[0].inputs, sets[0].note)

            asked = RouteRequest(
                device, request.variant, request.model, request.force_flash, read_inputs=read, wish=request.wish
            )
            ready = self._route.prepare(asked, log, emit, cancel)
            with log.stage(Stage.MEASURE):
                scoring = self._score(held, ready, sets[0], log, emit)
                log.note(f"{scoring.sample_count:,} inputs of {scoring.set_name}")
        emit(ScoringSaved(device.device_id, scoring))
        return scoring

    def _score(self, request: ScoringRequest, ready: Ready, labelled: ScoringSet, log: StageLog, emit: Emit) -> Scoring:
        scoring = self._begun(request, ready, labelled, log)
        link = Link(self._parts.transports, emit)
        with ThreadPoolExecutor(1, "host-engine") as host, link.client(request.device, ready.board) as client:
            held = _Held(self._store, scoring.scoring_id)
            ask = self._host(host, ready.pack) if scoring.has_host else None
            started = time.monotonic()

            def keep() -> None:
                scored = [_scored(ready.pack, labelled, *answer) for answer in held.answers]
                self._store.scorings.add_inputs(
                    scoring.scoring_id, scored, scoring.device_s + time.monotonic() - started
                )
                held.answers.clear()
                held.kept_at = time.monotonic()

            sizes = [spec.size_bytes for spec in ready.pack.outputs]
            inputs = labelled.inputs[scoring.done_count :]
            inferences = client.infer_each(inputs, sizes, resets_state=bool(ready.pack.state_bytes))
            told_at = started
            try:
                with contextlib.closing(inferences):
                    for position, inference in enumerate(inferences, scoring.done_count):
                        future = ask(labelled.inputs[position]) if ask is not None else None
                        held.answers.append((position, inference.output, future))
                        if held.is_due:
                            keep()
                        if time.monotonic() - told_at >= _TELL_SECONDS or position + 1 == scoring.sample_count:
                            told_at = time.monotonic()
                            log.progress(position + 1, scoring.sample_count, begun_at=scoring.done_count)
                        log.device_changed(
                            f"{position + 1:,} of {scoring.sample_count:,} inputs are kept; it can go on from there."
                        )
                        log.check_cancel()
            finally:
                keep()
        card = score_card(scoring, self._store.scorings.inputs(scoring.scoring_id))
        ended = self._parts.now().isoformat(timespec="milliseconds")
        return self._store.scorings.finish(scoring.scoring_id, ended, card.right_count if card is not None else None)

    def _begun(self, request: ScoringRequest, ready: Ready, labelled: ScoringSet, log: StageLog) -> Scoring:
        """The scoring to go on with, or a new one."""
        new = self._new(request, ready, labelled)
        if request.resumes:
            found = self._store.scorings.unfinished(new)
            if found is not None:
                log.remark(f"goes on after {found.done_count} of {found.sample_count} inputs of {found.scoring_id}")
                return found
            log.remark("nothing to go on with: begins anew")
        self._store.scorings.begin(new)
        return new

    def _new(self, request: ScoringRequest, ready: Ready, labelled: ScoringSet) -> Scoring:
        variant, hello = request.variant, ready.hello
        return Scoring(
            scoring_id=uuid.uuid4().hex[:12],
            started_at=self._parts.now().isoformat(timespec="milliseconds"),
            finished_at="",
            board=ready.board.name,
            device_id=request.device.device_id,
            origin=hello.origin,
            model=variant.model,
            variant_sha256=variant.sha256,
            variant_name=variant.name,
            variant_version=variant.version,
            pack_sha256=ready.pack.sha256,
            firmware_sha256=hello.firmware_sha256,
            engine=hello.engine,
            kernel_set=hello.kernel_set,
            set_name=labelled.name,
            set_sha256=labelled.sha256,
            set_note=labelled.note,
            kind=labelled.kind,
            class_count=labelled.class_count,
            class_names=labelled.class_names,
            sample_count=len(labelled.inputs),
            has_host=self._has_host(ready.pack, labelled.inputs[0]),
        )

    def _has_host(self, pack: Pack, data: bytes) -> bool:
        try:
            self._parts.reference.run(pack, data)
        except FirmwareMissing:
            return False
        return True

    def _host(self, executor: ThreadPoolExecutor, pack: Pack) -> Callable[[bytes], Future[bytes]]:
        reference = self._parts.reference
        return lambda data: executor.submit(reference.run, pack, data)


def _scored(pack: Pack, labelled: ScoringSet, position: int, output: bytes, host: Future[bytes] | None) -> ScoredInput:
    theirs = host.result() if host is not None else None
    differing = 0
    if theirs is not None and theirs != output:
        differing = compare_outputs(pack, [output], [theirs]).mismatched_bytes
    return ScoredInput(
        position=position,
        name=labelled.names[position] if labelled.names else "",
        label=labelled.labels[position] if labelled.labels else None,
        board=labelled.scores(position, output),
        host=labelled.scores(position, theirs) if theirs is not None else (),
        differing_bytes=differing,
    )
