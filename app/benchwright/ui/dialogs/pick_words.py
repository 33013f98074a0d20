"""The words of "pick for me"."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication

from benchwright.model.accuracy_source import AccuracySource
from benchwright.model.compare import Metric
from benchwright.model.pick import FAR_BELOW, Because, Candidate, Miss, Pick, Ranked, Supply
from benchwright.model.units import us_to_seconds
from benchwright.ui.language.numbers import bytes_text, duration_text, energy_text, number_text, three_digits


def headline(answer: Pick) -> str:
    """`Ship digits_int8 v2`, or that nothing can be recommended."""
    if answer.chosen is not None:
        return _tr("Ship %1").replace("%1", answer.chosen.candidate.label)
    if not answer.others:
        return _tr("There is nothing to choose from")
    return _tr("None keeps every budget for sure")


def reason(answer: Pick) -> str:
    """Why this one; of none, what comes nearest."""
    if answer.because is not None:
        words = _on_battery(answer) if answer.supply is Supply.BATTERY else ""
        return (words or _because(answer.because)).replace("%1", _far_below_points())
    first = answer.provisional
    if first is not None:
        words = _tr("%1 breaks none that could be checked. Not known of it: %2.")
        unknown = ", ".join(name(metric) for metric in first.unknown)
        return words.replace("%1", first.candidate.label).replace("%2", unknown)
    unmeasured = sum(not one.candidate.run_id for one in answer.others)
    if unmeasured == len(answer.others):
        return _tr("Measure the variants on this board first: drop one on its card and press F5.")
    if unmeasured:
        words = _tr("Each that was measured breaks at least one budget. Not measured on this board yet: %1.")
        return words.replace("%1", str(unmeasured))
    return _tr("Each breaks at least one budget. Loosen one, or make a smaller variant.")


def never_measured(answer: Pick) -> str:
    """What nobody measured: it is told, never estimated."""
    if Metric.ENERGY in answer.never_measured:
        if answer.supply is Supply.BATTERY:
            return _tr("Energy was measured of none of them. The time awake stands in for it in the order.")
        return _tr("Energy was measured of none of them, so its budget cannot be checked.")
    if answer.never_measured:
        names = ", ".join(name(metric) for metric in answer.never_measured)
        return _tr("Measured of none of them: %1.").replace("%1", names)
    return ""


def accuracy_words(source: AccuracySource | None, counts: Collection[int]) -> str:
    """Where all accuracies come from: the board, this computer or the conversion, which set and how many inputs."""
    if source is None:
        return ""
    if source.is_on_board:
        words = _tr("Accuracy: on the board itself, labelled set %1, %2.")
    elif source.set_name:
        words = _tr("Accuracy: by the host reference on this computer, labelled set %1, %2.")
    else:
        words = _tr("Accuracy: as it came with the file, from the evaluation of its converter; set not named, %2.")
    return words.replace("%1", source.set_name).replace("%2", _inputs(counts))


def _inputs(counts: Collection[int]) -> str:
    known = {count for count in counts if count}
    if not known:
        return _tr("inputs not counted")
    least, most = number_text(min(known), ","), number_text(max(known), ",")
    if least == most:
        return _tr("%1 inputs").replace("%1", least)
    return _tr("%1 to %2 inputs").replace("%1", least).replace("%2", most)


def why_not(one: Ranked) -> str:
    """Which budget it breaks and by how much, what is not known, or that it would do too."""
    if one.misses:
        return "; ".join(map(miss_text, one.misses))
    if not one.candidate.run_id:
        return _tr("not measured on this board")
    if one.unknown:
        unknown = ", ".join(name(metric) for metric in one.unknown)
        return _tr("not known: %1").replace("%1", unknown)
    if one.is_far_below and one.candidate.accuracy is None:
        return _tr("accuracy not known: %1").replace("%1", values_text(one.candidate))
    if one.is_far_below:
        words = _tr("more than %1 points less accurate than the most accurate: %2")
        return words.replace("%1", _far_below_points()).replace("%2", values_text(one.candidate))
    return _tr("would do too: %1").replace("%1", values_text(one.candidate))


def miss_text(miss: Miss) -> str:
    """`latency 31.3 ms, 57 % over 20.0 ms`."""
    value, limit = value_text(miss.metric, miss.value), value_text(miss.metric, miss.limit)
    if miss.metric is Metric.ACCURACY:
        words = _tr("accuracy %1, %2 points below %3")
        points = number_text((miss.limit - miss.value) * 100, ".1f")
        return words.replace("%1", value).replace("%2", points).replace("%3", limit)
    if miss.over_ratio is None:
        return _tr("%1 %2, over %3").replace("%1", name(miss.metric)).replace("%2", value).replace("%3", limit)
    words = _tr("%1 %2, %3 % over %4").replace("%1", name(miss.metric)).replace("%2", value)
    return words.replace("%3", three_digits(miss.over_ratio * 100)).replace("%4", limit)


def values_text(candidate: Candidate) -> str:
    """Every value that is known."""
    values = ((metric, candidate.value(metric)) for metric in Metric)
    known = ((metric, value) for metric, value in values if value is not None)
    texts = (f"{name(metric)} {value_text(metric, value)}" for metric, value in known)
    return " · ".join((*texts, _tr("energy simulated"))) if candidate.is_energy_simulated else " · ".join(texts)


def value_text(metric: Metric, value: float) -> str:
    """A value with its unit."""
    match metric:
        case Metric.LATENCY:
            return duration_text(us_to_seconds(value))
        case Metric.ENERGY:
            return energy_text(value)
        case Metric.ACCURACY:
            return f"{number_text(value * 100, '.1f')} %"
        case _:
            return bytes_text(round(value))


def name(metric: Metric) -> str:
    """Its word."""
    return {
        Metric.LATENCY: _tr("latency"),
        Metric.RAM: _tr("RAM"),
        Metric.FLASH: _tr("flash"),
        Metric.ENERGY: _tr("energy"),
        Metric.ACCURACY: _tr("accuracy"),
    }[metric]


def limit_name(metric: Metric) -> str:
    """The word before the field of its budget."""
    return {
        Metric.LATENCY: _tr("Latency at most"),
        Metric.RAM: _tr("RAM at most"),
        Metric.FLASH: _tr("Flash at most"),
        Metric.ENERGY: _tr("Energy at most"),
        Metric.ACCURACY: _tr("Accuracy at least"),
    }[metric]


def unit(metric: Metric) -> str:
    """The unit of the field."""
    units = {Metric.LATENCY: "ms", Metric.RAM: "kB", Metric.FLASH: "kB", Metric.ENERGY: "µJ"}
    return units.get(metric, "%")


def other_heading() -> str:
    """Above the labels of the others."""
    return _tr("The others")


def why_not_heading() -> str:
    """Above the reasons."""
    return _tr("Why not")


def _because(because: Because) -> str:
    return {
        Because.ONLY_ONE: _tr("It is the only one that keeps every budget."),
        Because.MORE_ACCURATE: _tr("Of those that keep every budget it is the most accurate."),
        Because.LESS_ENERGY: _tr("Of those that keep every budget it takes the least energy."),
        Because.FASTER: _tr("Of those that keep every budget and are as accurate it is the fastest."),
        Because.LESS_RAM: _tr("It is as good as the next and needs less RAM."),
        Because.LESS_FLASH: _tr("It is as good as the next and needs less flash."),
        Because.ACCURATE_ENOUGH: _tr(
            "No other that keeps every budget is known to be within %1 points of the most accurate."
        ),
        Because.EQUAL: _tr("It is as good as the next."),
    }[because]


def _on_battery(answer: Pick) -> str:
    """Where the order of battery asks for words of its own; "" elsewhere. None may say more than the order knows."""
    best, because = answer.chosen, answer.because
    if because is Because.MORE_ACCURATE:
        return _tr("It costs as little as the next and is more accurate.")
    if best is None or because not in {Because.LESS_ENERGY, Because.FASTER}:
        return ""
    is_thrifty = because is Because.LESS_ENERGY
    energy = best.candidate.energy_uj
    if not is_thrifty and energy is not None and energy == answer.others[0].candidate.energy_uj:
        return _tr("It takes as little energy as the next and is awake for less time.")
    if best.candidate.accuracy is not None and not best.is_far_below:
        thrifty = _tr(
            "Of those within the budgets and within %1 points of the most accurate it takes the least energy."
        )
        brief = _tr("Of those within the budgets and within %1 points of the most accurate it is the shortest awake.")
        return thrifty if is_thrifty else brief
    words = _because(because) if is_thrifty else _tr("Of those that keep every budget it is the shortest awake.")
    rest = _tr("None of them is known to be within %1 points of the most accurate.") if best.is_far_below else ""
    return f"{words} {rest}".strip()


def _far_below_points() -> str:
    return number_text(FAR_BELOW * 100, ".0f")


def _tr(text: str) -> str:
    return QCoreApplication.translate("PickWords", text)
