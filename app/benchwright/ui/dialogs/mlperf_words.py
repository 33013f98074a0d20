"""What the MLPerf Tiny dialog says: modes, the number of a result, and why it does not count."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from benchwright.model.mlperf import Mode
from benchwright.model.mlperf_entry import Counted, MlperfEntry, number_and_kind
from benchwright.model.mlperf_result import MlperfResult, remark_of
from benchwright.model.mlperf_rules import Breach
from benchwright.ui.language.numbers import number_text
from benchwright.ui.language.translators import said
from benchwright.ui.local_time import local_minute


def mode_word(mode: Mode) -> str:
    """Performance, accuracy or energy."""
    return {
        Mode.PERFORMANCE: QCoreApplication.translate("Mlperf", "Performance"),
        Mode.ACCURACY: QCoreApplication.translate("Mlperf", "Accuracy"),
        Mode.ENERGY: QCoreApplication.translate("Mlperf", "Energy"),
    }[mode]


def mode_explained(mode: Mode) -> str:
    """What a mode measures, in a sentence."""
    return {
        Mode.PERFORMANCE: QCoreApplication.translate(
            "Mlperf", "Five inputs, each inferred for 10 s by the clock of the device; the median counts."
        ),
        Mode.ACCURACY: QCoreApplication.translate(
            "Mlperf", "Every input of the set once. May take hours; what was answered is kept when it is stopped."
        ),
        Mode.ENERGY: QCoreApplication.translate(
            "Mlperf", "Five inputs, each inferred for 10 s while the power meter samples; the median counts."
        ),
    }[mode]


def number_of(result: MlperfResult) -> str:
    """The one number of a result, with its unit."""
    return counted_text(*number_and_kind(result))


def counted_text(counted: Counted, value: float) -> str:
    """The number of a result, with its unit."""
    words, form, factor = {
        Counted.F1: (QCoreApplication.translate("Mlperf", "F1 %1"), ".4f", 1),
        Counted.THROUGHPUT: (QCoreApplication.translate("Mlperf", "%1 inferences a second"), ",.3f", 1),
        Counted.ENERGY: (QCoreApplication.translate("Mlperf", "%1 µJ an inference"), ",.3f", 1),
        Counted.TOP_1: (QCoreApplication.translate("Mlperf", "%1 % right"), ".2f", 100),
        Counted.AUC: (QCoreApplication.translate("Mlperf", "area under the ROC curve %1"), ".4f", 1),
    }[counted]
    return words.replace("%1", number_text(factor * value, form))


def verdict(result: MlperfResult) -> str:
    """Whether it can be handed in, and every reason why not."""
    is_simulated = result.meter is not None and result.meter.is_simulated
    return _verdict(result.breaches, result.dut.remark, is_simulated=is_simulated)


def entry_verdict(entry: MlperfEntry) -> str:
    """The same of a kept result, with when, of what and where its folder is."""
    parts = (
        _verdict(entry.breaches, remark_of(entry.origin, entry.device_id), is_simulated=entry.is_meter_simulated),
        " · ".join(filter(None, (local_minute(entry.started_at), entry.vendor_name, entry.system, entry.folder))),
    )
    return "\n".join(parts)


def _verdict(breaches: tuple[Breach, ...], remark: str, *, is_simulated: bool) -> str:
    remarks = [said(remark)] if remark else []
    if is_simulated:
        remarks.append(QCoreApplication.translate("Mlperf", "The meter is simulated: no current flowed."))
    if not breaches:
        head = QCoreApplication.translate("Mlperf", "By the rules of MLPerf Tiny.")
        return " ".join((head, *remarks))
    head = QCoreApplication.translate("Mlperf", "Not by the rules of MLPerf Tiny:")
    return "\n".join((head, *(f"• {said(breach.text)}" for breach in breaches), *remarks))
