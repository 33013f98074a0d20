"""The desk for models: conversions and scores one after the other, names, notes, the archive, and the viewer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchwright.bench.converting import ForgeParts, convert_file, convert_variant, score_variants
from benchwright.bench.lane import Cancel, Lane
from benchwright.model.conversion import Conversion, ForgeProgress, Samples
from benchwright.model.errors import BenchError, Cancelled, VariantNotFound
from benchwright.model.events import Event, ForgeFailed, ForgeFinished, ForgeProgressed
from benchwright.model.variant import Variant
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.forge import OnProgress
from benchwright.protocols.model_viewer import ModelViewer

Emit = Callable[[Event], None]
Work = Callable[[CancelToken], tuple[Variant, ...]]
CLOSE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class _Job:
    title: str
    cancel: Cancel


class ModelDesk:
    """Work on models. `convert` and `score` return at once and are told by events; the rest blocks.

    One job runs at a time, on a thread of its own; later ones wait.
    """

    def __init__(self, parts: ForgeParts, viewer: ModelViewer, emit: Emit) -> None:
        self._parts = parts
        self._viewer = viewer
        self._emit = emit
        self._lane = Lane("forge", self._crashed)
        self._guard = threading.Lock()  # jobs are added by the window's thread, ended by the lane
        self._jobs: list[_Job] = []

    @property
    def titles(self) -> tuple[str, ...]:
        """What runs and waits."""
        with self._guard:
            return tuple(job.title for job in self._jobs)

    def require_forge(self) -> None:
        """Finds out whether models can be converted here.

        Raises:
            ToolMissing: TensorFlow is not set up; says the command.
        """
        self._parts.forge.require()

    def convert(self, conversion: Conversion, *, is_installing: bool = False) -> None:
        """Makes variants of a file, brings TensorFlow before where asked; ends in ForgeFinished or ForgeFailed."""
        title, parts = conversion.source.name, self._parts
        tell = self._progress(title)

        def work(cancel: CancelToken) -> tuple[Variant, ...]:
            if is_installing:
                parts.forge.install(tell, cancel)
            return convert_file(conversion, parts, tell, cancel)

        self._submit(title, work)

    def convert_variant(self, variant: Variant, conversion: Conversion, *, is_installing: bool = False) -> None:
        """As `convert`, of a variant in the store."""
        title, parts = variant.label, self._parts
        tell = self._progress(title)

        def work(cancel: CancelToken) -> tuple[Variant, ...]:
            if is_installing:
                parts.forge.install(tell, cancel)
            return convert_variant(variant, conversion, parts, tell, cancel)

        self._submit(title, work)

    def score(self, variants: Sequence[Variant], samples: Samples) -> None:
        """Measures the accuracy of variants; ends in ForgeFinished or ForgeFailed."""
        sha256s = tuple(variant.sha256 for variant in variants)

        def work(cancel: CancelToken) -> tuple[Variant, ...]:
            return score_variants(sha256s, samples, self._parts, lambda variant: self._progress(variant.label), cancel)

        self._submit(variants[0].label if len(variants) == 1 else samples.path.name, work)

    def cancel(self) -> None:
        """Ends what runs and drops what waits; nothing of it is imported."""
        with self._guard:
            jobs = tuple(self._jobs)
        for job in jobs:
            job.cancel.set()

    def rename(self, sha256: str, name: str, note: str) -> None:
        """Replaces name and note of a variant.

        Raises:
            VariantNotFound, DatabaseUnusable: what stood in the way.
        """
        self._parts.store.set_variant_words(sha256, name, note)

    def set_archived(self, sha256s: Sequence[str], *, is_archived: bool) -> None:
        """Puts variants away, or brings them back; their runs stay.

        Raises:
            VariantNotFound, DatabaseUnusable: what stood in the way.
        """
        self._parts.store.set_variants_archived(sha256s, is_archived=is_archived)

    def show_graph(self, sha256: str) -> None:
        """Opens a variant in the viewer.

        Raises:
            ToolMissing, FileUnwritable, VariantNotFound: what stood in the way.
        """
        known = {variant.sha256: variant for variant in self._parts.store.variants(include_archived=True)}
        if sha256 not in known:
            raise VariantNotFound(sha256[:12])
        variant = known[sha256]
        safe = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in variant.name)[:80]
        self._viewer.show(f"{safe}_v{variant.version}.tflite", self._parts.store.variant_file(sha256))

    def close(self, timeout_s: float = CLOSE_SECONDS) -> bool:
        """Ends jobs and viewers; False when a job did not end in time."""
        self.cancel()
        is_ended = self._lane.close(timeout_s)
        self._viewer.close()
        return is_ended

    def _submit(self, title: str, work: Work) -> None:
        job = _Job(title, Cancel())
        with self._guard:
            self._jobs.append(job)
        self._emit(ForgeProgressed(title, ForgeProgress("wait", 0, 0)))
        self._lane.submit(lambda: self._do(job, work))

    def _do(self, job: _Job, work: Work) -> None:
        try:
            if job.cancel.is_set:
                raise Cancelled("the wait", "Nothing was begun.")
            made = work(job.cancel)
        except BenchError as error:
            self._end(job, _failed(job.title, error))
        except BaseException:
            with self._guard:
                self._jobs.remove(job)
            raise
        else:
            self._end(job, ForgeFinished(job.title, made))

    def _end(self, job: _Job, event: Event) -> None:
        with self._guard:
            self._jobs.remove(job)
        self._emit(event)

    def _progress(self, title: str) -> OnProgress:
        return lambda progress: self._emit(ForgeProgressed(title, progress))

    def _crashed(self, error: BaseException) -> None:
        failure = BenchError("Something went wrong inside Benchwright.", f"{type(error).__name__}: {error}", "")
        self._emit(_failed("", failure))


def _failed(title: str, error: BenchError) -> ForgeFailed:
    is_cancelled = isinstance(error, Cancelled)
    return ForgeFailed(title, error.what, error.why, error.remedy, error.code, was_cancelled=is_cancelled)
