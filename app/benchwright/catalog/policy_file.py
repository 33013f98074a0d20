"""Policy files: the rules of a gate in TOML, each key checked, none left over."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import TypeVar

from benchwright.files import read_regular
from benchwright.model.compare import Metric
from benchwright.model.errors import PolicyInvalid
from benchwright.model.gate import POLICY_VERSION, Against, Dimension, Policy, Rule, Strictness
from benchwright.model.query_units import Quantity, stored_value

LONGEST_BYTES = 1_000_000
STARTING_FILE = "gate.toml"
"""A policy to start with, among the resources."""

_Choice = TypeVar("_Choice", bound=Enum)
_POLICY_KEYS = ("version", "name", "against", "no_baseline", "not_comparable", "degraded", "rule")
_RULE_KEYS = ("metric", "better", "allow_percent", "allow", "limit", "missing", "dimensions", "boards", "models")
_BETTER = {"lower": True, "higher": False}
_EXAMPLES = {
    Metric.LATENCY: "'20 ms'", Metric.RAM: "'64 kB'", Metric.FLASH: "'256 kB'", Metric.ENERGY: "'30 uJ'",
    Metric.ACCURACY: "'95 %', of an allowance in points: '0.5 %'",
}  # fmt: skip


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
        document = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PolicyInvalid(str(file), "", f"It is no TOML: {error}.") from error
    return _policy(_Table(str(file), document, ""))


class _Table:
    """One table of the file; `where` is its path, with a dot at the end."""

    def __init__(self, file: str, values: Mapping[str, object], where: str) -> None:
        self.file = file
        self.values = values
        self.where = where

    def wrong(self, key: str, why: str) -> PolicyInvalid:
        return PolicyInvalid(self.file, self.where + key, why)

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

    def one_of(self, key: str, choices: type[_Choice], default: _Choice) -> _Choice:
        word = self.text(key, default.value)
        known = [choice.value for choice in choices]
        if word not in known:
            raise self.wrong(key, f"It is {_short(word)}; possible: {', '.join(known)}.")
        return choices(word)

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
        rules=tuple(_rule(_Table(table.file, entry, f"rule {n}: ")) for n, entry in enumerate(entries, start=1)),
        against=table.one_of("against", Against, Against.BASELINE),
        no_baseline=table.one_of("no_baseline", Strictness, Strictness.WARN),
        not_comparable=table.one_of("not_comparable", Strictness, Strictness.FAIL),
        degraded=table.one_of("degraded", Strictness, Strictness.WARN),
    )


def _rule(table: _Table) -> Rule:
    table.refuse_others(_RULE_KEYS)
    if "metric" not in table.values:
        raise table.wrong("metric", f"It is missing; possible: {', '.join(one.value for one in Metric)}.")
    metric = table.one_of("metric", Metric, Metric.LATENCY)
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
        allow_ratio=_percent(table),
        allow=_amount(table, "allow", metric) or 0.0,
        limit=_amount(table, "limit", metric),
        missing=table.one_of("missing", Strictness, Strictness.FAIL),
        dimensions=tuple(map(Dimension, dimensions)),
        boards=table.texts("boards"),
        models=table.texts("models"),
    )


def _percent(table: _Table) -> float:
    value = table.values.get("allow_percent", 0)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1_000:
        raise table.wrong("allow_percent", f"It must be a number from 0 to 1000, and is {_short(value)}.")
    return value / 100


def _amount(table: _Table, key: str, metric: Metric) -> float | None:
    """A value of a metric in its unit; None where the key is absent."""
    if key not in table.values:
        return None
    value = table.values[key]
    amount = stored_value(Quantity(metric.value), value) if isinstance(value, str) else None
    if amount is None or amount < 0 or not any(letter.isalpha() or letter == "%" for letter in str(value)):
        raise table.wrong(key, f"It must be a text with a unit, such as {_EXAMPLES[metric]}, and is {_short(value)}.")
    return amount


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
