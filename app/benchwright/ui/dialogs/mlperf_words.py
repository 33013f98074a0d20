"""What the MLPerf Tiny dialog says: modes, the number of a result, and why it does not count."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from benchwright.model.mlperf import Mode, Quality
from benchwright.model.mlperf_result import MlperfResult
from benchwright.ui.language.numbers import number_text
from benchwright.ui.language.translators import said


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
    if result.detections is not None:
        text = QCoreApplication.translate("Mlperf", "F1 %1")
        return text.replace("%1", number_text(result.detections.f1_ratio, ".4f"))
    if result.mode is Mode.PERFORMANCE:
        text = QCoreApplication.translate("Mlperf", "%1 inferences a second")
        return text.replace("%1", number_text(result.median_throughput, ",.3f"))
    if result.mode is Mode.ENERGY:
        text = QCoreApplication.translate("Mlperf", "%1 µJ an inference")
        return text.replace("%1", number_text(result.median_uj, ",.3f"))
    if result.benchmark.quality is Quality.TOP_1:
        text = QCoreApplication.translate("Mlperf", "%1 % right")
        return text.replace("%1", number_text(100 * result.quality, ".2f"))
    text = QCoreApplication.translate("Mlperf", "area under the ROC curve %1")
    return text.replace("%1", number_text(result.quality, ".4f"))


def verdict(result: MlperfResult) -> str:
    """Whether it can be handed in, and every reason why not."""
    remarks = [said(result.dut.remark)] if result.dut.remark else []
    if result.meter is not None and result.meter.is_simulated:
        remarks.append(QCoreApplication.translate("Mlperf", "The meter is simulated: no current flowed."))
    if result.is_by_the_rules:
        head = QCoreApplication.translate("Mlperf", "By the rules of MLPerf Tiny.")
        return " ".join((head, *remarks))
    head = QCoreApplication.translate("Mlperf", "Not by the rules of MLPerf Tiny:")
    return "\n".join((head, *(f"• {said(breach.text)}" for breach in result.breaches), *remarks))
