"""What the inspector says of a variant: where it came from, how it was made, what it scored."""

from __future__ import annotations

import json

from PySide6.QtCore import QCoreApplication

from benchwright.model.variant import Variant
from benchwright.ui.fact import Fact, time_fact
from benchwright.ui.language.numbers import bytes_text, number_text


def variant_facts(variant: Variant, parent: Variant | None) -> tuple[Fact, ...]:
    """What is known of a variant; what is not known is left out."""
    facts = [
        Fact(_tr("Model"), variant.model),
        Fact(_tr("Number format"), variant.quantisation),
        Fact(_tr("File"), bytes_text(variant.file_bytes)),
        Fact(_tr("Made of"), parent.label if parent is not None else ""),
        Fact(_tr("Recipe"), variant.recipe),
        Fact(_tr("Zeros among weights"), _percent(variant.sparsity)),
        Fact(_tr("Accuracy"), _accuracy(variant)),
        Fact(_tr("Labelled set"), variant.accuracy_set),
        Fact(_tr("Digest of the set"), variant.accuracy_set_sha256[:16]),
        Fact(_tr("Note"), variant.note),
        Fact(_tr("Source"), variant.source),
        time_fact(_tr("Imported"), variant.imported_at),
        Fact("SHA-256", variant.sha256),
    ]
    return (*(fact for fact in facts if fact.value), *_made_with(variant))


def _percent(ratio: float | None) -> str:
    return f"{number_text(ratio * 100, '.1f')} %" if ratio is not None else ""


def _accuracy(variant: Variant) -> str:
    if variant.accuracy is None:
        return ""
    words = _tr("%1 % on %2 samples").replace("%1", number_text(variant.accuracy * 100, ".1f"))
    return words.replace("%2", number_text(variant.accuracy_sample_count, ","))


def _made_with(variant: Variant) -> tuple[Fact, ...]:
    """The record of the forge, as it is: its names are versions and digests, in no language."""
    try:
        record = json.loads(variant.made_with) if variant.made_with else {}
    except ValueError:
        return ()
    if not isinstance(record, dict):
        return ()
    return tuple(Fact(str(name), str(value)[:200]) for name, value in record.items() if name != "recipe")


def _tr(text: str) -> str:
    return QCoreApplication.translate("VariantFacts", text)
