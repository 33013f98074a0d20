"""`pick`: the variant to ship, with the reason, and why not the others."""

from __future__ import annotations

import argparse
import json
import re

from benchwright.bench.picking import Field, read_field
from benchwright.bench.toolbox import Toolbox
from benchwright.cli.failures import print_unread
from benchwright.model.accuracy_source import AccuracySource
from benchwright.model.board import Origin
from benchwright.model.budget import Budgets
from benchwright.model.compare import Metric
from benchwright.model.errors import VariantNotFound
from benchwright.model.pick import Because, Miss, Pick, Ranked, Supply, pick
from benchwright.model.units import bytes_text, duration_text, energy_text, us_to_seconds

EXIT_NONE = 6
"""No variant keeps every budget for sure."""

_TIMES = {"us": 1.0, "µs": 1.0, "ms": 1e3, "s": 1e6}
_SIZES = {"": 1.0, "b": 1.0, "k": 1e3, "kb": 1e3, "m": 1e6, "mb": 1e6, "kib": 1024.0, "mib": 1048576.0}
_ENERGIES = {"uj": 1.0, "µj": 1.0, "mj": 1e3, "j": 1e6}
_REASONS = {
    Because.ONLY_ONE: "it is the only one that keeps every budget",
    Because.MORE_ACCURATE: "it is the most accurate of those that keep every budget",
    Because.LESS_ENERGY: "it takes the least energy of those that keep every budget",
    Because.FASTER: "it is the fastest of those that keep every budget and are as accurate",
    Because.LESS_RAM: "it needs less RAM than the next, and is as good otherwise",
    Because.LESS_FLASH: "it needs less flash than the next, and is as good otherwise",
    Because.ACCURATE_ENOUGH: "the others that keep every budget are far less accurate",
    Because.EQUAL: "it is as good as the next",
}


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Adds `pick`."""
    command = commands.add_parser(
        "pick", parents=[common], help="the variant to ship, given budgets", description=__doc__
    )
    command.add_argument("--model", required=True, metavar="MODEL", help="name of the model, such as digits")
    command.add_argument("--board", required=True, metavar="BOARD")
    command.add_argument("--origin", choices=[one.value for one in Origin], help="default: the most trustworthy")
    command.add_argument("--latency", type=_number(_TIMES), metavar="TIME", help="at most, such as 20ms")
    command.add_argument("--ram", type=_number(_SIZES), metavar="SIZE", help="at most, such as 64kB")
    command.add_argument("--flash", type=_number(_SIZES), metavar="SIZE", help="at most, such as 256kB")
    command.add_argument("--energy", type=_number(_ENERGIES), metavar="ENERGY", help="at most, such as 500uJ")
    command.add_argument("--accuracy", type=_ratio, metavar="RATIO", help="at least, such as 0.95 or 95%%")
    command.add_argument("--supply", choices=[one.value for one in Supply], default=Supply.BATTERY.value)
    command.set_defaults(command=pick_variant)


def pick_variant(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Prints the recommendation; exit code 6 where there is none."""
    board = toolbox.parts.catalog.board(arguments.board.removeprefix("virtual:"))
    store = toolbox.open_store(arguments.db or toolbox.default_database)
    try:
        field = read_field(store, arguments.model, board.name, Origin(arguments.origin) if arguments.origin else None)
    finally:
        store.close()
    print_unread(field.unread)
    if not field.candidates:
        raise VariantNotFound(arguments.model)
    limits = {metric: getattr(arguments, metric.value) for metric in Metric}
    budgets = Budgets({metric: limit for metric, limit in limits.items() if limit is not None})
    answer = pick(field.candidates, budgets, Supply(arguments.supply))
    print(
        json.dumps(_document(answer, field), indent=2, ensure_ascii=False) if arguments.json else _text(answer, field)
    )
    return 0 if answer.chosen is not None else EXIT_NONE


def _text(answer: Pick, field: Field) -> str:
    origin = field.origin.value if field.origin is not None else "nothing measured yet"
    lines = [f"{field.model} on {field.board} ({origin}), {answer.supply.value}"]
    if field.accuracy_source is not None:
        lines.append(_accuracy_text(field.accuracy_source, field))
    if answer.chosen is not None and answer.because is not None:
        lines += [f"Ship {answer.chosen.candidate.label}: {_REASONS[answer.because]}.", f"    {_values(answer.chosen)}"]
    else:
        lines.append("No variant keeps every budget for sure.")
        if answer.provisional is not None:
            unknown = " and ".join(one.value for one in answer.provisional.unknown)
            lines.append(
                f"{answer.provisional.candidate.label} breaks none that could be checked; {unknown} is unknown."
            )
    lines += [f"{one.value.capitalize()} was measured for none of them." for one in answer.never_measured]
    if answer.others:
        lines += ["", "The others", *(f"  {one.candidate.label:<36}  {_why_not(one)}" for one in answer.others)]
    return "\n".join(lines)


def _accuracy_text(source: AccuracySource, field: Field) -> str:
    counts = sorted({one.accuracy_input_count for one in field.candidates if one.accuracy_input_count})
    inputs = f"{' to '.join(f'{count:,}' for count in counts[:1] + counts[1:][-1:])} inputs" if counts else ""
    if not source.set_name:
        told = "as it came with the file, from the evaluation of its converter"
    else:
        where = "on the board" if source.is_on_board else "by the host reference on this computer"
        told = f"{where}, {source.set_name}"
    return ", ".join(filter(None, (f"Accuracy {told}", inputs)))


def _why_not(one: Ranked) -> str:
    if one.misses:
        return "; ".join(map(_miss_text, one.misses))
    if not one.candidate.run_id:
        return "not measured on this board"
    if one.unknown:
        return f"not known: {', '.join(metric.value for metric in one.unknown)}"
    return f"keeps every budget: {_values(one)}"


def _miss_text(miss: Miss) -> str:
    value, limit = _value(miss.metric, miss.value), _value(miss.metric, miss.limit)
    if miss.metric is Metric.ACCURACY:
        return f"accuracy {value}, {(miss.limit - miss.value) * 100:.1f} points below the floor of {limit}"
    over = f", {miss.over_ratio * 100:.3g} % over" if miss.over_ratio is not None else ""
    return f"{miss.metric.value} {value}{over} {limit}"


def _values(one: Ranked) -> str:
    values = ((metric, one.candidate.value(metric)) for metric in Metric)
    texts = (f"{metric.value} {_value(metric, value)}" for metric, value in values if value is not None)
    return ", ".join((*texts, "energy SIMULATED")) if one.candidate.is_energy_simulated else ", ".join(texts)


def _value(metric: Metric, value: float) -> str:
    match metric:
        case Metric.LATENCY:
            return duration_text(us_to_seconds(value))
        case Metric.ENERGY:
            return energy_text(value)
        case Metric.ACCURACY:
            return f"{value * 100:.1f} %"
        case _:
            return bytes_text(round(value))


def _document(answer: Pick, field: Field) -> dict[str, object]:
    return {
        "model": field.model,
        "board": field.board,
        "origin": field.origin.value if field.origin is not None else None,
        "supply": answer.supply.value,
        "accuracy_source": _source_document(field.accuracy_source),
        "accuracy_is_from": _is_from(field.accuracy_source),
        "chosen": _ranked_document(answer.chosen) if answer.chosen is not None else None,
        "because": answer.because.value if answer.because is not None else None,
        "others": [_ranked_document(one) for one in answer.others],
        "never_measured": [one.value for one in answer.never_measured],
    }


def _source_document(source: AccuracySource | None) -> dict[str, object] | None:
    if source is None:
        return None
    return {"set": source.set_name, "set_sha256": source.set_sha256, "is_on_board": source.is_on_board}


def _is_from(source: AccuracySource | None) -> str | None:
    if source is None:
        return None
    return "board" if source.is_on_board else "host reference" if source.set_name else "converter"


def _ranked_document(one: Ranked) -> dict[str, object]:
    candidate = one.candidate
    return {
        "sha256": candidate.sha256,
        "label": candidate.label,
        "run_id": candidate.run_id,
        **{metric.value: candidate.value(metric) for metric in Metric},
        "accuracy_input_count": candidate.accuracy_input_count,
        "is_energy_simulated": candidate.is_energy_simulated,
        "keeps_budgets": one.keeps_budgets,
        "misses": [
            {"metric": miss.metric.value, "value": miss.value, "limit": miss.limit, "over_ratio": miss.over_ratio}
            for miss in one.misses
        ],
        "unknown": [metric.value for metric in one.unknown],
    }


class _number:  # noqa: N801 - argparse shows the name when a value is wrong
    """Reads a number with one of some units."""

    __name__ = "number with unit"

    def __init__(self, units: dict[str, float]) -> None:
        self._units = units

    def __call__(self, text: str) -> float:
        found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)\s*([a-zµ]*)", text.strip().lower())
        if found is None or found[2] not in self._units:
            known = ", ".join(unit for unit in self._units if unit)
            raise argparse.ArgumentTypeError(f"'{text}': give a number and a unit ({known})")
        return float(found[1]) * self._units[found[2]]


def _ratio(text: str) -> float:
    value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError("between 0 and 1, or 0% and 100%")
    return value
