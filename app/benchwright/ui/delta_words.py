"""The words of a delta: arrow, sign, size and verdict, the same wherever two runs are compared."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from benchwright.model.compare import Delta, Metric, Verdict
from benchwright.ui.language.numbers import number_text, ratio_text


def delta_text(delta: Delta) -> str:
    """A delta with arrow, sign and verdict: `▼ −41.3 % faster`, `= same`."""
    if delta.verdict is Verdict.SAME:
        return _tr("= same")
    arrow = "▲" if delta.value > delta.baseline else "▼"
    if delta.metric is Metric.ACCURACY:
        size = f"{number_text((delta.value - delta.baseline) * 100, '+.1f')} pp"
    else:
        size = ratio_text(delta.ratio) if delta.ratio is not None else ""
    better, worse = verdict_words(delta.metric)
    return f"{arrow} {size.replace('-', '−')} {better if delta.verdict is Verdict.BETTER else worse}"


def verdict_words(metric: Metric) -> tuple[str, str]:
    """The words for a better value of a metric, and for a worse one."""
    return {
        Metric.LATENCY: (_tr("faster"), _tr("slower")),
        Metric.RAM: (_tr("smaller"), _tr("larger")),
        Metric.FLASH: (_tr("smaller"), _tr("larger")),
        Metric.ENERGY: (_tr("less"), _tr("more")),
        Metric.ACCURACY: (_tr("better"), _tr("worse")),
    }[metric]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Result", text)
