"""The ops of a pack as a table; without a plan, the operators of the file."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject

from benchwright.model.model_facts import ModelFacts
from benchwright.model.pack import OpPlan, Pack
from benchwright.ui.item_models.rows_model import Column, RowsModel, Shown
from benchwright.ui.language.numbers import number_text
from benchwright.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class OpRow:
    """One row: an op of the plan, or an operator of the file, of which less is known."""

    index: int
    name: str
    element_type: str
    shape: tuple[int, ...]
    sources: str
    macs: int | None = None
    parameter_bytes: int | None = None


class OpsModel(RowsModel[OpRow]):
    """Ops in order of execution."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, _columns(1), parent)

    def show_pack(self, pack: Pack | None) -> None:
        """Shows the ops of a pack, or nothing."""
        rows = tuple(map(_planned, pack.ops)) if pack is not None else ()
        self.show_rows(rows, _columns(pack.macs if pack is not None else 1))

    def show_file(self, facts: ModelFacts) -> None:
        """Shows the operators of a file that has no plan; MACs and parameters are the plan's to tell."""
        self.show_rows(_of_file(facts), _columns(1))


def _planned(op: OpPlan) -> OpRow:
    numbers = ", ".join(str(index) for index in op.source_indices)
    words = _tr("operators of the file: %1").replace("%1", numbers)
    return OpRow(op.index, op.code, op.element_type.word, op.output_shape, words, op.macs, op.parameter_bytes)


def _of_file(facts: ModelFacts) -> tuple[OpRow, ...]:
    rows = []
    for one in facts.operators:
        made = facts.tensors[one.outputs[0]] if one.outputs else None
        kind, shape = (made.element_type, made.shape) if made is not None else ("", ())
        rows.append(OpRow(one.index, one.name, kind, shape, _tr("as the file has it; there is no plan")))
    return tuple(rows)


def _columns(macs: int) -> tuple[Column[OpRow], ...]:
    def share(op: OpRow) -> Shown:
        return Shown(f"{number_text(100 * op.macs / macs, '.1f')} %" if macs and op.macs else "–")

    return (
        Column("#", lambda op: Shown(str(op.index), detail=op.sources), is_right=True),
        Column(_tr("Op"), lambda op: Shown(op.name, detail=op.sources)),
        Column(_tr("Type"), lambda op: Shown(op.element_type)),
        Column(_tr("Output"), lambda op: Shown(" × ".join(str(size) for size in op.shape))),
        Column(_tr("MACs"), lambda op: _count(op.macs), is_right=True),
        Column(_tr("Share"), share, is_right=True),
        Column(_tr("Parameters, B"), lambda op: _count(op.parameter_bytes), is_right=True),
    )


def _count(count: int | None) -> Shown:
    return Shown(number_text(count, ",") if count else "–")


def _tr(text: str) -> str:
    return QCoreApplication.translate("OpsModel", text)
