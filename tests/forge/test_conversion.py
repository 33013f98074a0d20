"""Real conversions by TensorFlow: every format, from every source, into a real store."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from benchwright.bench.converting import ForgeParts, convert_file, score_variants
from benchwright.drivers.forge_process import ForgeProcess
from benchwright.drivers.forge_times import ForgeTimes
from benchwright.model.conversion import Conversion, ForgeProgress, Format, Recipe, Samples
from benchwright.model.errors import ConversionFailed, DatasetInvalid
from benchwright.model.variant import Variant
from benchwright.planner.plan import TflitePlanner
from benchwright.protocols.cancel import NeverCancelled
from benchwright.store import SqliteRunStore
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

PRUNED = Recipe(Format.INT8, sparsity=0.5)
CLUSTERED = Recipe(Format.FLOAT32, cluster_count=16)
ALL = (Recipe(Format.DYNAMIC), Recipe(Format.INT8), Recipe(Format.INT16X8), PRUNED, CLUSTERED)


@pytest.fixture(scope="session")
def converted(
    networks: Path, forge_python: Path, digits_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[ForgeParts, tuple[Variant, ...], list[ForgeProgress]]]:
    """Every format of the Keras model, made once."""
    folder = tmp_path_factory.mktemp("converted")
    heard: list[ForgeProgress] = []
    with SqliteRunStore(folder / "runs.db", clock=lambda: datetime.now(UTC)) as store:
        parts = ForgeParts(store, TflitePlanner(), ForgeProcess(lambda: forge_python, ForgeTimes(folder / "times")))
        samples = Samples(digits_dir / "digits_test.npz", limit=50)
        made = convert_file(Conversion(networks / "tiny.keras", ALL, samples), parts, heard.append, NeverCancelled())
        yield parts, made, heard


def test_every_format_stands_below_its_float32_root(
    converted: tuple[ForgeParts, tuple[Variant, ...], list[ForgeProgress]],
) -> None:
    _, (root, *others), _ = converted
    assert (root.label, root.quantisation, root.parent_sha256) == ("tiny_float32 v1", "float32", "")
    assert [(one.name, one.quantisation) for one in others] == [
        ("tiny_dynamic", "dynamic"),
        ("tiny_int8", "int8"),
        ("tiny_int16x8", "int16"),
        ("tiny_pruned50_int8", "int8"),
        ("tiny_clustered16_float32", "float32"),
    ]
    assert {one.parent_sha256 for one in others} == {root.sha256}


def test_a_variant_says_how_it_was_made(
    converted: tuple[ForgeParts, tuple[Variant, ...], list[ForgeProgress]],
) -> None:
    _, made, _ = converted
    pruned = next(one for one in made if "pruned" in one.name)
    record = json.loads(pruned.made_with)
    assert pruned.recipe == "int8, pruned to 50 % zeros"
    assert pruned.sparsity == pytest.approx(0.5, abs=0.02)
    assert "not trained again" in pruned.note
    assert record["representative_count"] == 50
    assert len(record["source_sha256"]) == 64


def test_clustered_weights_have_few_values(
    converted: tuple[ForgeParts, tuple[Variant, ...], list[ForgeProgress]],
) -> None:
    parts, made, _ = converted
    clustered = next(one for one in made if "clustered" in one.name)
    facts = TflitePlanner().facts(parts.store.variant_file(clustered.sha256), name="clustered")
    assert max(one.element_count for one in facts.tensors if one.role == "weights") == 1280
    data = np.frombuffer(parts.store.variant_file(clustered.sha256), np.uint8)
    plain = np.frombuffer(parts.store.variant_file(made[0].sha256), np.uint8)
    assert len(data) == len(plain)
    assert not np.array_equal(data, plain)


def test_the_engine_runs_what_it_has_kernels_for(
    converted: tuple[ForgeParts, tuple[Variant, ...], list[ForgeProgress]],
) -> None:
    from tests.builders import a_board

    parts, made, _ = converted
    for one in made:
        if one.quantisation in {"float32", "int8"}:
            assert parts.planner.plan(parts.store.variant_file(one.sha256), a_board(), name=one.name).ops


def test_progress_names_the_steps_and_counts_the_samples(
    converted: tuple[ForgeParts, tuple[Variant, ...], list[ForgeProgress]],
) -> None:
    _, _, heard = converted
    steps = list(dict.fromkeys(one.step for one in heard))
    assert steps == ["start", "read", "float32", "dynamic", "int8", "int16x8", "check"]
    assert any(one.step == "int8" and one.ratio == 1 for one in heard)


def test_accuracy_of_every_variant_is_kept_with_the_set(
    converted: tuple[ForgeParts, tuple[Variant, ...], list[ForgeProgress]], digits_dir: Path
) -> None:
    parts, made, _ = converted
    samples = Samples(digits_dir / "digits_test.npz")
    sha256s = [one.sha256 for one in made]
    scored = score_variants(sha256s, samples, parts, lambda _one: lambda _progress: None, NeverCancelled())
    assert all(one.accuracy is not None and one.accuracy > 0.75 for one in scored)
    assert {(one.accuracy_sample_count, one.accuracy_set) for one in scored} == {(500, "digits_test.npz")}
    assert len({one.accuracy_set_sha256 for one in scored}) == 1


def test_a_saved_model_and_a_tflite_are_sources_too(
    networks: Path, forge_python: Path, digits_dir: Path, tmp_path: Path
) -> None:
    forge = ForgeProcess(lambda: forge_python, ForgeTimes(tmp_path / "times"))
    samples = Samples(digits_dir / "digits_test.npz", limit=20)
    for source in (networks / "tiny_saved", digits_dir / "digits_float32.tflite"):
        conversion = Conversion(source, (Recipe(Format.INT8), PRUNED), samples)
        made = forge.convert(conversion, lambda _progress: None, NeverCancelled())
        assert [TflitePlanner().quantisation(one.data, name="made") for one in made] == ["int8", "int8"]
        assert made[1].sparsity == pytest.approx(0.5, abs=0.02)


def test_what_tensorflow_cannot_read_is_refused_in_words(networks: Path, forge_python: Path, tmp_path: Path) -> None:
    forge = ForgeProcess(lambda: forge_python, ForgeTimes(tmp_path / "times"))
    broken = tmp_path / "broken.keras"
    broken.write_bytes((networks / "tiny.keras").read_bytes()[:2000])
    with pytest.raises(ConversionFailed, match="Keras cannot load it"):
        forge.convert(Conversion(broken, (Recipe(Format.FLOAT32),)), lambda _progress: None, NeverCancelled())
    np.save(tmp_path / "wrong.npy", np.zeros((3, 5, 5), np.float32))
    wrong = Conversion(networks / "tiny.keras", (Recipe(Format.INT8),), Samples(tmp_path / "wrong.npy"))
    with pytest.raises(DatasetInvalid, match=r"the model takes \(8, 8, 1\)"):
        forge.convert(wrong, lambda _progress: None, NeverCancelled())


def test_the_package_of_the_forge_is_the_one_beside_it(forge_python: Path) -> None:
    """Its environment may know another copy of the program; the one that asks must answer."""
    code = (
        "import runpy, sys\nsys.argv = ['bootstrap.py', '/nowhere']\n"
        f"try:\n    runpy.run_path({str(ROOT / 'app/benchwright/forge/bootstrap.py')!r}, run_name='__main__')\n"
        "except FileNotFoundError:\n    print(sys.modules['benchwright.forge.telling'].__file__)"
    )
    said = subprocess.run([forge_python, "-I", "-c", code], check=True, capture_output=True, text=True, timeout=60)
    assert Path(said.stdout.strip()).is_relative_to(ROOT)
