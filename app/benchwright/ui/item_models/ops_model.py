"""The ops of a pack as a table."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject

from benchwright.model.pack import OpPlan, Pack
from benchwright.ui.item_models.rows_model import Column, RowsModel, Shown
from benchwright.ui.language.numbers import number_text
from benchwright.ui.theme import Theme


class OpsModel(RowsModel[OpPlan]):
    """Ops in order of execution."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, _columns(1), parent)

    def show_pack(self, pack: Pack | None) -> None:
        """Shows the ops of a pack, or nothing."""
        self.show_rows(pack.ops if pack is not None else (), _columns(pack.macs if pack is not None else 1))


def _columns(macs: int) -> tuple[Column[OpPlan], ...]:
    def share(op: OpPlan) -> Shown:
        return Shown(f"{number_text(100 * op.macs / macs, '.1f')} %" if macs and op.macs else "–")

    return (
        Column("#", lambda op: Shown(str(op.index), detail=_sources(op)), is_right=True),
        Column(_tr("Op"), lambda op: Shown(op.code, detail=_sources(op))),
        Column(_tr("Type"), lambda op: Shown(op.element_type.word)),
        Column(_tr("Output"), lambda op: Shown(" × ".join(str(size) for size in op.output_shape))),
        Column(_tr("MACs"), lambda op: _count(op.macs), is_right=True),
        Column(_tr("Share"), share, is_right=True),
        Column(_tr("Parameters, B"), lambda op: _count(op.parameter_bytes), is_right=True),
    )


def _count(count: int) -> Shown:
    return Shown(number_text(count, ",") if count else "–")


def _sources(op: OpPlan) -> str:
    numbers = ", ".join(str(index) for index in op.source_indices)
    return _tr("operators of the file: %1").replace("%1", numbers)


def _tr(text: str) -> str:
    return QCoreApplication.translate("OpsModel", text)
