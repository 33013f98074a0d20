"""Policy files: the rules of a gate in TOML, each key checked, none left over."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import TypeVar

from benchwright.files import read_regular
from benchwright.model.errors import PolicyInvalid
from benchwright.model.gate import POLICY_VERSION, Against, Dimension, Policy, Rule, Strictness
from benchwright.model.gate_metric import GateMetric
from benchwright.model.gate_units import typed_form, typed_value

LONGEST_BYTES = 1_000_000
STARTING_FILE = "gate.toml"
"""A policy to start with, among the resources."""

_Choice = TypeVar("_Choice", bound=Enum)
_POLICY_KEYS = ("version", "name", "against", "no_baseline", "not_comparable", "degraded", "invalid", "rule")
_RULE_KEYS = ("metric", "better", "allow_percent", "allow", "limit", "missing", "dimensions", "boards", "models")
_BETTER = {"lower": True, "higher": False}
_HANDLED = (Strictness.FAIL, Strictness.WARN, Strictness.SKIP)
_RULE_PLACE = re.compile(r"rule (\d+): (.*)")
_RULE_HEADER = re.compile(r"\s*\[\[\s*rule\s*\]\]")


def read_policy(file: Path) -> Policy:
    """The policy in a file.

    Raises:
        PolicyInvalid: it cannot be read, is no TOML, of a later version, or a key in it is wrong; names the key.
    """
    try:
        data = read_regular(file, maximum_bytes=LONGEST_BYTES)
    except OSError as error:
        raise PolicyInvalid(str(file), "", f"It cannot be read: {error.strerror or error}.") from error
    except ValueError as error:
        raise PolicyInvalid(str(file), "", str(error)) from error
    try:
        text = data.decode("utf-8-sig")
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PolicyInvalid(str(file), "", f"It is no TOML: {error}.") from error
    return _policy(_Table(str(file), document, "", text))


class _Table:
    """One table of the file; `where` is the rule that it is, `source` the text of the whole file."""

    def __init__(self, file: str, values: Mapping[str, object], where: str, source: str) -> None:
        self.file = file
        self.values = values
        self.where = where
        self.source = source

    def wrong(self, key: str, why: str) -> PolicyInvalid:
        place = self.where + key
        line = line_of(self.source, place)
        return PolicyInvalid(self.file, f"line {line}, {place}" if line else place, why)

    def refuse_others(self, known: tuple[str, ...]) -> None:
        """Raises for a key that nobody knows: a rule that is not read would pass everything."""
        for key in self.values:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(known)}."
                raise self.wrong(key, f"There is no such key. {hint}")

    def text(self, key: str, default: str) -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, f"It must be a text, and is {_short(value)}.")
        return value

    def one_of(self, key: str, choices: Iterable[_Choice], default: _Choice) -> _Choice:
        word = self.text(key, default.value)
        known = {choice.value: choice for choice in choices}
        if word not in known:
            near = get_close_matches(word, known, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            raise self.wrong(key, f"It is {_short(word)}; possible: {', '.join(known)}.{hint}")
        return known[word]

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.wrong(key, f"It must be a list of texts, and is {_short(value)}.")
        return tuple(value)


def _policy(table: _Table) -> Policy:
    version = table.values.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise table.wrong("version", f"It must say version = {POLICY_VERSION}.")
    if version > POLICY_VERSION:
        why = f"It is of version {version}; this program knows versions up to {POLICY_VERSION}. Update Benchwright."
        raise table.wrong("version", why)
    table.refuse_others(_POLICY_KEYS)
    entries = table.values.get("rule", [])
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise table.wrong("rule", "It needs at least one [[rule]].")
    return Policy(
        name=table.text("name", "") or Path(table.file).stem,
        rules=_rules(table, entries),
        against=table.one_of("against", Against, Against.BASELINE),
        no_baseline=table.one_of("no_baseline", Strictness, Strictness.WARN),
        not_comparable=table.one_of("not_comparable", Strictness, Strictness.UNDECIDED),
        degraded=table.one_of("degraded", _HANDLED, Strictness.WARN),
        invalid=table.one_of("invalid", _HANDLED, Strictness.FAIL),
    )


def _rules(table: _Table, entries: list[Mapping[str, object]]) -> tuple[Rule, ...]:
    rules: dict[tuple[GateMetric, tuple[str, ...], tuple[str, ...]], Rule] = {}
    for number, entry in enumerate(entries, start=1):
        one = _Table(table.file, entry, f"rule {number}: ", table.source)
        rule = _rule(one)
        key = (rule.metric, rule.boards, rule.models)
        if key in rules:
            raise one.wrong("metric", f"There is a rule about {rule.metric.value} for the same boards and models.")
        rules[key] = rule
    return tuple(rules.values())


def _rule(table: _Table) -> Rule:
    table.refuse_others(_RULE_KEYS)
    if "metric" not in table.values:
        raise table.wrong("metric", f"It is missing; possible: {', '.join(one.value for one in GateMetric)}.")
    metric = table.one_of("metric", GateMetric, GateMetric.LATENCY)
    better = table.text("better", "lower" if metric.smaller_is_better else "higher")
    if _BETTER.get(better) is not metric.smaller_is_better:
        usual = "lower" if metric.smaller_is_better else "higher"
        raise table.wrong("better", f"It is {_short(better)}; of {metric.value} '{usual}' is better.")
    dimensions = table.texts("dimensions")
    known = [one.value for one in Dimension]
    for word in dimensions:
        if word not in known:
            raise table.wrong("dimensions", f"{_short(word)} is none of: {', '.join(known)}.")
    return Rule(
        metric=metric,
        smaller_is_better=metric.smaller_is_better,
        allow_ratio=_percent(table, metric),
        allow=_amount(table, "allow", metric) or 0.0,
        limit=_amount(table, "limit", metric),
        compares=not {"allow", "allow_percent"}.isdisjoint(table.values) or "limit" not in table.values,
        missing=table.one_of("missing", _HANDLED, Strictness.FAIL),
        dimensions=tuple(map(Dimension, dimensions)),
        boards=table.texts("boards"),
        models=table.texts("models"),
    )


def _percent(table: _Table, metric: GateMetric) -> float:
    value = table.values.get("allow_percent", 0)
    if metric.is_ratio and "allow_percent" in table.values:
        why = f"{metric.value} changes by points, not by parts of itself: write allow = '1 point'."
        raise table.wrong("allow_percent", why)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1_000:
        raise table.wrong("allow_percent", f"It must be a number from 0 to 1000, and is {_short(value)}.")
    return value / 100


def _amount(table: _Table, key: str, metric: GateMetric) -> float | None:
    """A value of a metric in its unit; None where the key is absent."""
    if key not in table.values:
        return None
    value = table.values[key]
    amount = typed_value(metric, value)
    if amount is None:
        raise table.wrong(key, f"Of {metric.value} it must be {typed_form(metric)}; it is {_short(value)}.")
    return amount


def line_of(source: str, place: str) -> int | None:
    """The line of a key such as `name` or `rule 2: limit`, counted from 1; that of its rule without it."""
    lines = source.splitlines()
    headers = [number for number, line in enumerate(lines) if _RULE_HEADER.match(line)]
    found = _RULE_PLACE.fullmatch(place)
    if found is None:
        start, end, key = 0, headers[0] if headers else len(lines), place
    elif int(found[1]) <= len(headers):
        start, key = headers[int(found[1]) - 1], found[2]
        end = next((header for header in headers if header > start), len(lines))
    else:
        return None
    for number in range(start, end):
        if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", lines[number]):
            return number + 1
    return start + 1 if found is not None else None


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
