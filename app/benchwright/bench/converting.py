"""From a model file and recipes to variants in the store, each below the one it was made from; and their accuracy."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from benchwright.bench.importing import import_model, model_of
from benchwright.model.conversion import Conversion, Forged, Format, Recipe, Samples
from benchwright.model.errors import ConversionFailed, ModelForeign, VariantNotFound
from benchwright.model.variant import Variant
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.forge import Forge, OnProgress
from benchwright.protocols.planner import Planner
from benchwright.protocols.run_store import RunStore

NETWORK_SUFFIXES = frozenset({".keras", ".h5"})
MODEL_SUFFIX = ".tflite"

_FOREIGN = {
    ".onnx": ("ONNX", "Make a SavedModel of it (pip install onnx2tf; onnx2tf -i MODEL.onnx -o FOLDER), then drop it."),
    ".pt": ("PyTorch", "Export it with litert-torch (pip install litert-torch) to .tflite, then drop that file."),
    ".pth": ("PyTorch", "Export it with litert-torch (pip install litert-torch) to .tflite, then drop that file."),
    ".pb": ("TensorFlow", "Drop the whole folder of the SavedModel, not the file in it."),
}


@dataclass(frozen=True, slots=True)
class ForgeParts:
    """What conversions need."""

    store: RunStore
    planner: Planner
    forge: Forge


def is_network(path: Path) -> bool:
    """Whether a path is a model to convert first: Keras, or the folder of a SavedModel."""
    return path.suffix.lower() in NETWORK_SUFFIXES or (path.is_dir() and (path / "saved_model.pb").is_file())


def refuse_foreign(path: Path) -> None:
    """Says of a model of another framework how to bring it here.

    Raises:
        ModelForeign: it is one, by its suffix.
    """
    if path.suffix.lower() in _FOREIGN and not path.is_dir():
        framework, remedy = _FOREIGN[path.suffix.lower()]
        raise ModelForeign(path.name, framework, remedy)


def convert_file(conversion: Conversion, parts: ForgeParts, on_progress: OnProgress,
                 cancel: CancelToken) -> tuple[Variant, ...]:  # fmt: skip
    """The variants of a file, its float32 root first.

    Of a Keras model or a SavedModel the root is made too, of a .tflite it is that file.

    Raises:
        ToolMissing, ConversionFailed, DatasetInvalid, ModelForeign, ModelFileInvalid: what stood in the way.
        Cancelled: nothing was imported.
    """
    refuse_foreign(conversion.source)
    parts.forge.require()
    if not is_network(conversion.source):
        root = import_model(conversion.source, parts.store, parts.planner)
        return (root, *convert_variant(root, conversion, parts, on_progress, cancel))
    plain = Recipe(Format.FLOAT32)
    recipes = (plain, *(recipe for recipe in conversion.recipes if recipe != plain))
    forged = parts.forge.convert(replace(conversion, recipes=recipes), on_progress, cancel)
    stem = conversion.source.stem
    root = _import(forged[0], model_of(stem), stem, "", str(conversion.source), parts)
    return (root, *(_child(one, root, parts) for one in forged[1:]))


def convert_variant(variant: Variant, conversion: Conversion, parts: ForgeParts, on_progress: OnProgress,
                    cancel: CancelToken) -> tuple[Variant, ...]:  # fmt: skip
    """The variants made of one in the store; the source of the conversion is not read.

    Raises:
        ToolMissing, ConversionFailed, DatasetInvalid: what stood in the way.
        Cancelled: nothing was imported.
    """
    recipes = tuple(recipe for recipe in conversion.recipes if recipe != Recipe(Format.FLOAT32))
    if not recipes:
        return ()
    if variant.quantisation != Format.FLOAT32.value:
        raise ConversionFailed(
            variant.label,
            f"Its input is {variant.quantisation}: it is quantised already.",
            "Convert its float32 parent, or the Keras model it was made from.",
        )
    with tempfile.TemporaryDirectory(prefix="benchwright-source-") as folder:
        file = Path(folder) / f"{variant.sha256[:12]}{MODEL_SUFFIX}"
        file.write_bytes(parts.store.variant_file(variant.sha256))
        forged = parts.forge.convert(replace(conversion, source=file, recipes=recipes), on_progress, cancel)
    return tuple(_child(one, variant, parts) for one in forged)


def score_variants(
    sha256s: Sequence[str],
    samples: Samples,
    parts: ForgeParts,
    on_progress: Callable[[Variant], OnProgress],
    cancel: CancelToken,
) -> tuple[Variant, ...]:
    """Measures the accuracy of variants one by one and keeps each at once; the variants as they are then.

    Raises:
        VariantNotFound, ConversionFailed, DatasetInvalid: what stood in the way; what was scored before is kept.
        Cancelled: likewise.
    """
    known = {variant.sha256: variant for variant in parts.store.variants(include_archived=True)}
    for sha256 in sha256s:
        if sha256 not in known:
            raise VariantNotFound(sha256[:12])
        variant = known[sha256]
        model = parts.store.variant_file(sha256)
        accuracy = parts.forge.score(model, variant.label, samples, on_progress(variant), cancel)
        parts.store.set_accuracy(sha256, accuracy)
    after = {variant.sha256: variant for variant in parts.store.variants(include_archived=True)}
    return tuple(after[sha256] for sha256 in sha256s)


def _child(forged: Forged, parent: Variant, parts: ForgeParts) -> Variant:
    return _import(forged, parent.model, parent.name, parent.sha256, f"made of {parent.label}", parts)


def _import(forged: Forged, model: str, stem: str, parent_sha256: str, source: str, parts: ForgeParts) -> Variant:
    name = f"{model_of(stem)}_{forged.recipe.suffix}"
    file_name = f"{name}{MODEL_SUFFIX}"
    quantisation = parts.planner.quantisation(forged.data, name=file_name)
    sha256 = hashlib.sha256(forged.data).hexdigest()

    def describe(version: int) -> Variant:
        return Variant(
            sha256=sha256,
            model=model,
            version=version,
            name=name,
            file_bytes=len(forged.data),
            quantisation=quantisation,
            parent_sha256="" if parent_sha256 == sha256 else parent_sha256,
            source=source,
            imported_at=datetime.now(UTC).isoformat(timespec="seconds"),
            note=_note(forged),
            recipe=forged.recipe.words,
            made_with=forged.made_with,
            sparsity=forged.sparsity,
        )

    return parts.store.import_variant(file_name, forged.data, describe)


def _note(forged: Forged) -> str:
    """What to know before believing in a pruned or clustered file."""
    words = []
    if forged.recipe.sparsity:
        words.append(
            f"Pruned by magnitude to {forged.recipe.sparsity * 100:.0f} % zeros and not trained again: accuracy "
            "usually falls. Kernels for dense weights run no faster for single zeros, and the file is no smaller "
            "unless it is compressed."
        )
    if forged.recipe.cluster_count:
        words.append(
            f"Clustered to {forged.recipe.cluster_count} values a tensor and not trained again. The file is no smaller "
            "unless it is compressed, and the engine runs it no faster."
        )
    return " ".join(words)
