"""The desk for models on a written-down forge: lineage, names, events, and what is refused."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchwright.bench.converting import ForgeParts, is_network, refuse_foreign
from benchwright.bench.importing import model_of
from benchwright.bench.model_desk import ModelDesk
from benchwright.model.conversion import INSTALL, Conversion, Forged, ForgeProgress, Format, Recipe, Samples
from benchwright.model.errors import Cancelled, ModelForeign, ToolMissing, VariantNotFound
from benchwright.model.events import Event, ForgeFailed, ForgeFinished, ForgeProgressed
from benchwright.model.variant import Accuracy
from benchwright.planner.plan import TflitePlanner
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.forge import OnProgress
from benchwright.store import SqliteRunStore

DIGITS = Path(__file__).parents[2] / "resources" / "models"
FLOAT = (DIGITS / "digits_float32.tflite").read_bytes()
INT8 = (DIGITS / "digits_int8.tflite").read_bytes()


class WrittenForge:
    """Hands out the demo's own files as if they had just been made; `wait` holds it until it is cancelled."""

    def __init__(self) -> None:
        self.missing: ToolMissing | None = None
        self.refusal: ToolMissing | None = None
        self.conversions: list[Conversion] = []
        self.waits = False

    def require(self) -> None:
        if self.missing is not None:
            raise self.missing

    def install(self, on_progress: OnProgress, cancel: CancelToken) -> None:
        on_progress(ForgeProgress(INSTALL, 0, 0, detail="Collecting tensorflow"))
        if self.refusal is not None:
            raise self.refusal
        self.missing = None

    def convert(self, conversion: Conversion, on_progress: OnProgress, cancel: CancelToken) -> tuple[Forged, ...]:
        self.conversions.append(conversion)
        on_progress(ForgeProgress("start", 1, 2))
        while self.waits:
            if cancel.is_set:
                raise Cancelled("the conversion", "Nothing was imported.")
            threading.Event().wait(0.005)
        data = {Format.FLOAT32: FLOAT, Format.INT8: INT8}
        return tuple(Forged(one, data[one.format], one.sparsity, '{"tensorflow": "2"}') for one in conversion.recipes)

    def score(
        self, model: bytes, name: str, samples: Samples, on_progress: OnProgress, cancel: CancelToken
    ) -> Accuracy:
        return Accuracy(len(model) % 7, 10, samples.path.name, "c" * 64)


class Viewer:
    def __init__(self) -> None:
        self.shown: list[tuple[str, bytes]] = []

    def show(self, file_name: str, data: bytes) -> None:
        self.shown.append((file_name, data))

    def close(self) -> None:
        self.shown.append(("closed", b""))


class Desk:
    """A desk with its parts, and the events it told."""

    def __init__(self, store: SqliteRunStore) -> None:
        self.store = store
        self.forge = WrittenForge()
        self.viewer = Viewer()
        self.told: list[Event] = []
        self._heard = threading.Condition()
        self.desk = ModelDesk(ForgeParts(store, TflitePlanner(), self.forge), self.viewer, self._tell)

    def _tell(self, event: Event) -> None:
        with self._heard:
            self.told.append(event)
            self._heard.notify_all()

    def wait(self, is_there: Callable[[Event], bool]) -> Event:
        with self._heard:
            assert self._heard.wait_for(lambda: any(map(is_there, self.told)), 10)
            return next(event for event in self.told if is_there(event))

    def end(self) -> ForgeFinished | ForgeFailed:
        event = self.wait(lambda one: isinstance(one, ForgeFinished | ForgeFailed))
        assert isinstance(event, ForgeFinished | ForgeFailed)
        return event


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Desk]:
    with SqliteRunStore(tmp_path / "runs.db", clock=lambda: datetime.now(UTC)) as store:
        made = Desk(store)
        yield made
        assert made.desk.close()


def finished(desk: Desk) -> ForgeFinished:
    event = desk.end()
    assert isinstance(event, ForgeFinished), event
    return event


def test_a_network_brings_its_float32_root_and_the_others_below_it(made: Desk) -> None:
    made.desk.convert(Conversion(Path("/nets/kws.keras"), (Recipe(Format.INT8),), Samples(Path("x.npz"))))
    root, child = finished(made).variants
    assert (root.label, root.model, root.parent_sha256) == ("kws_float32 v1", "kws", "")
    assert (child.label, child.model, child.parent_sha256) == ("kws_int8 v2", "kws", root.sha256)
    assert (child.recipe, child.made_with) == ("int8", '{"tensorflow": "2"}')
    assert made.store.variants() == (root, child)


def test_what_is_made_of_a_file_stands_below_that_file(made: Desk) -> None:
    made.desk.convert(Conversion(DIGITS / "digits_float32.tflite", (Recipe(Format.INT8, sparsity=0.5),)))
    root, child = finished(made).variants
    assert (root.name, child.name) == ("digits_float32", "digits_pruned50_int8")
    assert child.parent_sha256 == root.sha256
    assert child.sparsity == 0.5
    assert "not trained again" in child.note


def test_tensorflow_is_installed_before_a_conversion_that_asks_for_it(made: Desk) -> None:
    made.forge.missing = ToolMissing("TensorFlow", "It is not there.", "Set it up.")
    made.desk.convert(Conversion(Path("kws.keras"), (Recipe(Format.INT8),)), is_installing=True)
    assert len(finished(made).variants) == 2
    steps = [event.progress.step for event in made.told if isinstance(event, ForgeProgressed)]
    assert steps == ["wait", INSTALL, "start"]


def test_nothing_is_converted_where_the_installation_failed(made: Desk) -> None:
    made.forge.missing = ToolMissing("TensorFlow", "It is not there.", "Set it up.")
    made.forge.refusal = ToolMissing("TensorFlow", "The network does not answer.", "Set it up.")
    made.desk.convert(Conversion(Path("kws.keras"), (Recipe(Format.INT8),)), is_installing=True)
    failure = made.end()
    assert isinstance(failure, ForgeFailed)
    assert failure.why == "The network does not answer."
    assert made.forge.conversions == []


def test_progress_is_told_before_the_end(made: Desk) -> None:
    made.desk.convert(Conversion(Path("kws.keras"), (Recipe(Format.INT8),)))
    finished(made)
    steps = [event.progress.step for event in made.told if isinstance(event, ForgeProgressed)]
    assert steps == ["wait", "start"]


def test_cancelling_ends_what_runs_and_what_waits_and_imports_nothing(made: Desk) -> None:
    made.forge.waits = True
    for name in ("a.keras", "b.keras"):
        made.desk.convert(Conversion(Path(name), (Recipe(Format.INT8),)))
    made.wait(lambda one: isinstance(one, ForgeProgressed) and one.progress.step == "start")
    assert made.desk.titles == ("a.keras", "b.keras")
    made.desk.cancel()
    made.wait(lambda one: isinstance(one, ForgeFailed) and one.title == "b.keras")
    failures = [event for event in made.told if isinstance(event, ForgeFailed)]
    assert [event.was_cancelled for event in failures] == [True, True]
    assert made.store.variants() == ()
    assert made.desk.titles == ()


def test_without_tensorflow_nothing_is_imported(made: Desk) -> None:
    made.forge.missing = ToolMissing("TensorFlow", "It is not there.", "Set it up.")
    made.desk.convert(Conversion(DIGITS / "digits_float32.tflite", (Recipe(Format.INT8),)))
    event = made.end()
    assert isinstance(event, ForgeFailed)
    assert event.code == ToolMissing.code
    assert made.store.variants() == ()


def test_a_quantised_variant_is_not_converted_again(made: Desk) -> None:
    made.desk.convert(Conversion(DIGITS / "digits_int8.tflite", (Recipe(Format.INT8),)))
    event = made.end()
    assert isinstance(event, ForgeFailed)
    assert "quantised already" in event.why
    assert made.forge.conversions == []


def test_every_variant_of_a_family_is_scored_and_kept(made: Desk) -> None:
    made.desk.convert(Conversion(Path("kws.keras"), (Recipe(Format.INT8),)))
    variants = finished(made).variants
    made.told.clear()
    made.desk.score(variants, Samples(Path("/sets/test.npz")))
    scored = finished(made).variants
    assert [one.accuracy_set for one in scored] == ["test.npz", "test.npz"]
    assert made.store.variants() == scored


def test_a_crash_within_is_told_and_the_next_job_runs(made: Desk) -> None:
    made.forge.convert = lambda *_: 1 / 0  # type: ignore[assignment,method-assign]
    made.desk.convert(Conversion(Path("kws.keras"), (Recipe(Format.INT8),)))
    event = made.end()
    assert isinstance(event, ForgeFailed)
    assert "ZeroDivisionError" in event.why
    assert made.desk.titles == ()


def test_the_viewer_gets_the_file_under_a_harmless_name(made: Desk) -> None:
    made.desk.convert(Conversion(Path("kws.keras"), (Recipe(Format.INT8),)))
    _, child = finished(made).variants
    made.desk.rename(child.sha256, "../../etc/passwd <b>", "")
    made.desk.show_graph(child.sha256)
    ((name, data),) = made.viewer.shown
    assert Path(name).name == name
    assert "/" not in name
    assert data == INT8
    with pytest.raises(VariantNotFound):
        made.desk.show_graph("0" * 64)


def test_the_archive_hides_and_brings_back(made: Desk) -> None:
    made.desk.convert(Conversion(Path("kws.keras"), (Recipe(Format.INT8),)))
    root, child = finished(made).variants
    made.desk.set_archived([child.sha256], is_archived=True)
    assert made.store.variants() == (root,)
    assert made.store.variants(include_archived=True) == (root, replace(child, is_archived=True))


@pytest.mark.parametrize(
    ("name", "framework"),
    [("a.onnx", "ONNX"), ("a.pt", "PyTorch"), ("a.pth", "PyTorch"), ("saved_model.pb", "TensorFlow")],
)
def test_models_of_other_frameworks_are_named_with_the_way_here(name: str, framework: str) -> None:
    with pytest.raises(ModelForeign, match=framework) as raised:
        refuse_foreign(Path("/models") / name)
    assert raised.value.remedy


def test_a_network_is_told_by_its_suffix_or_its_folder(tmp_path: Path) -> None:
    assert is_network(Path("a.keras"))
    assert is_network(Path("a.H5"))
    assert not is_network(tmp_path)
    (tmp_path / "saved_model.pb").touch()
    assert is_network(tmp_path)


@pytest.mark.parametrize("name", ["kws_float32", "kws_pruned50_int8", "kws_clustered16_float32", "kws_int16x8", "kws"])
def test_the_model_of_a_variant_is_its_name_without_the_words_that_tell_it_apart(name: str) -> None:
    assert model_of(name) == "kws"
