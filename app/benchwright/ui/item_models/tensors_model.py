"""The tensors of a model file as a table."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from benchwright.model.model_facts import ModelFacts, TensorFacts
from benchwright.ui.item_models.rows_model import Column, RowsModel, Shown
from benchwright.ui.language.numbers import number_text, three_digits
from benchwright.ui.theme import Theme


class TensorsModel(RowsModel[TensorFacts]):
    """Tensors in the order of the file."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, _columns(), parent)

    def show_facts(self, facts: ModelFacts | None) -> None:
        """Shows the tensors of a file, or nothing."""
        self.show_rows(facts.tensors if facts is not None else (), _columns())


def _columns() -> tuple[Column[TensorFacts], ...]:
    return (
        Column("#", lambda one: Shown(str(one.index)), is_right=True),
        Column(_tr("Tensor"), lambda one: Shown(_short(one.name), detail=one.name)),
        Column(_tr("Role"), lambda one: Shown(_roles().get(one.role, one.role), is_faint=one.role == "between")),
        Column(_tr("Type"), lambda one: Shown(one.element_type)),
        Column(_tr("Shape"), lambda one: Shown(" × ".join(map(str, one.shape)) or _tr("scalar"))),
        Column(_tr("Bytes"), lambda one: Shown(number_text(one.size_bytes, ",")), is_right=True),
        Column(_tr("Quantisation"), _quantisation),
        Column(_tr("Zeros"), _zeros, is_right=True),
    )


def _quantisation(one: TensorFacts) -> Shown:
    if not one.scale_count:
        return Shown("–", is_faint=True)
    words = _tr("scale %1, zero point %2").replace("%1", three_digits(one.scale)).replace("%2", str(one.zero_point))
    if one.scale_count == 1:
        return Shown(words)
    return Shown(_tr("%1 scales, one a channel").replace("%1", str(one.scale_count)), detail=_tr("first: ") + words)


def _zeros(one: TensorFacts) -> Shown:
    if one.zero_ratio is None or one.role != "weights":
        return Shown("–", is_faint=True)
    return Shown(f"{number_text(one.zero_ratio * 100, '.1f')} %")


def _roles() -> dict[str, str]:
    return {
        "input": _tr("input"),
        "output": _tr("output"),
        "weights": _tr("constant"),
        "between": _tr("between ops"),
        "state": _tr("kept for the next inference"),
    }


def _short(name: str) -> str:
    last = name.split(";", maxsplit=1)[0]
    return last if len(last) <= 48 else f"…{last[-47:]}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("TensorsModel", text)
