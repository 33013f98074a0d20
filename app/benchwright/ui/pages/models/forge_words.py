"""The words of conversions: steps, progress, and what each recipe means."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from benchwright.model.conversion import INSTALL, ForgeProgress
from benchwright.ui.charts.marks import shortened
from benchwright.ui.language.numbers import eta_text

_MOST_DETAIL = 120


def progress_words(title: str, progress: ForgeProgress) -> str:
    """`kws.keras: converting to int8, step 4 of 6, 45 % · 0:12 left`."""
    parts = [f"{title}: {step_words(progress.step)}"]
    if progress.count:
        step = _tr("step %1 of %2").replace("%1", str(progress.number)).replace("%2", str(progress.count))
        parts.append(step)
    if progress.ratio is not None:
        parts.append(f"{progress.ratio * 100:.0f} %")
    words = ", ".join(parts)
    if progress.detail:
        return f"{words} · {shortened(progress.detail, _MOST_DETAIL)}"
    if progress.eta_s is None:
        return words
    return f"{words} · " + _tr("%1 left").replace("%1", eta_text(progress.eta_s))


def step_words(step: str) -> str:
    """What a step does."""
    words = {
        INSTALL: _tr("installing TensorFlow"),
        "wait": _tr("waiting for the one before"),
        "start": _tr("starting TensorFlow"),
        "read": _tr("reading the model"),
        "check": _tr("checking the files"),
        "score": _tr("counting right answers"),
    }
    return words.get(step, _tr("converting to %1").replace("%1", step))


def whole_ratio(progress: ForgeProgress) -> float:
    """How much of all steps is done, 0…1; steps count alike."""
    if not progress.count:
        return 0.0
    return (progress.number - 1 + (progress.ratio or 0.0)) / progress.count


def _tr(text: str) -> str:
    return QCoreApplication.translate("ForgeWords", text)
