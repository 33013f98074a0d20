"""Policy files: what is in them holds, and what is wrong in them is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchwright import paths
from benchwright.catalog.policy_file import LONGEST_BYTES, STARTING_FILE, read_policy
from benchwright.model.compare import Metric
from benchwright.model.errors import PolicyInvalid
from benchwright.model.gate import Against, Dimension, Strictness

RULE = '[[rule]]\nmetric = "latency"\n'


def policy_file(folder: Path, text: str) -> Path:
    file = folder / "night.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_policy_to_start_with_has_a_rule_for_each_metric() -> None:
    policy = read_policy(paths.resources() / STARTING_FILE)
    assert [rule.metric.value for rule in policy.rules] == [metric.value for metric in Metric]
    latency, ram, _flash, energy, accuracy = policy.rules
    assert (latency.allow_ratio, latency.allow, latency.limit) == (0.02, 20.0, None)
    assert ram.allow == 256
    assert energy.dimensions == (Dimension.METER, Dimension.SUPPLY)
    assert (accuracy.allow, accuracy.smaller_is_better) == (0.005, False)


def test_everything_in_a_policy_is_read(tmp_path: Path) -> None:
    text = (
        '\ufeffversion = 1\nname = "night"\nagainst = "previous"\nno_baseline = "fail"\nnot_comparable = "skip"\n'
        'degraded = "fail"\n[[rule]]\nmetric = "ram"\nlimit = "64 kB"\nallow_percent = 1.5\nmissing = "warn"\n'
        'dimensions = ["inputs"]\nboards = ["nano"]\nmodels = ["kws"]\n'
    )
    policy = read_policy(policy_file(tmp_path, text))
    assert (policy.name, policy.against, policy.no_baseline) == ("night", Against.PREVIOUS, Strictness.FAIL)
    assert (policy.not_comparable, policy.degraded) == (Strictness.SKIP, Strictness.FAIL)
    (rule,) = policy.rules
    assert (rule.limit, rule.allow_ratio, rule.missing) == (64_000, 0.015, Strictness.WARN)
    assert (rule.dimensions, rule.boards, rule.models) == ((Dimension.INPUTS,), ("nano",), ("kws",))


def test_a_policy_without_a_name_has_that_of_its_file(tmp_path: Path) -> None:
    assert read_policy(policy_file(tmp_path, f"version = 1\n{RULE}")).name == "night"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "version"),
        (RULE, "version"),
        ("version = true\n" + RULE, "version = 1"),
        ("version = 2\n" + RULE, "Update Benchwright"),
        ("version = 1\n", "at least one [[rule]]"),
        ("version = 1\nrule = 3\n", "at least one [[rule]]"),
        ("version = 1\nrules = []\n" + RULE, "Did you mean 'rule'?"),
        ('version = 1\ndegraded = "maybe"\n' + RULE, "possible: fail, warn, skip"),
        ("version = 1\n[[rule]]\n", "rule 1: metric"),
        ('version = 1\n[[rule]]\nmetric = "speed"\n', "possible: latency, latency-p99, instructions, ram"),
        ("version = 1\n" + RULE + "allow_precent = 3\n", "Did you mean 'allow_percent'?"),
        ("version = 1\n" + RULE + "allow_percent = -1\n", "from 0 to 1000"),
        ("version = 1\n" + RULE + "allow_percent = nan\n", "from 0 to 1000"),
        ("version = 1\n" + RULE + 'allow_percent = "2"\n', "from 0 to 1000"),
        ("version = 1\n" + RULE + "limit = 20\n", "a time with its unit"),
        ("version = 1\n" + RULE + 'limit = "20"\n', "a time with its unit"),
        ("version = 1\n" + RULE + 'limit = "20 kB"\n', "'20 ms'"),
        ("version = 1\n" + RULE + 'limit = "-20 ms"\n', "a time with its unit"),
        ('version = 1\n[[rule]]\nmetric = "latencyy"\n', "Did you mean 'latency'?"),
        ('version = 1\n[[rule]]\nmetric = "accuracy"\nallow_percent = 1\n', "write allow = '1 point'"),
        ('version = 1\n[[rule]]\nmetric = "accuracy"\nallow = "101 %"\n', "'1 point' or '95 %'"),
        ('version = 1\n[[rule]]\nmetric = "auc"\nlimit = nan\n', "a part of 1"),
        ('version = 1\n[[rule]]\nmetric = "mse"\nlimit = "10 B"\n', "a number that is not below 0"),
        ("version = 1\n" + RULE + RULE, "a rule about latency for the same boards and models"),
        ('version = 1\ndegraded = "undecided"\n' + RULE, "possible: fail, warn, skip"),
        ("version = 1\n" + RULE + 'better = "higher"\n', "of latency 'lower' is better"),
        ("version = 1\n" + RULE + 'better = "more"\n', "of latency 'lower' is better"),
        ("version = 1\n" + RULE + 'dimensions = ["moon"]\n', "'moon' is none of"),
        ("version = 1\n" + RULE + "boards = [1]\n", "a list of texts"),
        ("version = 1\n" + RULE + RULE + 'missing = "no"\n', "rule 2: missing"),
        ("version = [", "It is no TOML"),
        ("a = " + "[" * 5_000, "It is no TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(PolicyInvalid) as raised:
        read_policy(policy_file(tmp_path, text))
    assert words in raised.value.why
    assert "night.toml" in raised.value.what
    assert "--write-policy" in raised.value.remedy


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("version = 2\n" + RULE, "line 1, version"),
        ("version = 1\n\n# why\ndegraded = 3\n" + RULE, "line 4, degraded"),
        (
            "version = 1\n" + RULE + "# the second\n" + '[[rule]]\nmetric = "ram"\n  limit = 20\n',
            "line 7, rule 2: limit",
        ),
        ("version = 1\n" + RULE + "[[ rule ]]\nallow = 3\n", "line 4, rule 2: metric"),
        ('version = 1\nrule = [{metric = "ram", limit = 3}]\n', "at 'rule 1: limit'"),
    ],
)
def test_the_line_is_named_where_it_can_be_told(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(PolicyInvalid) as raised:
        read_policy(policy_file(tmp_path, text))
    assert place in raised.value.why


def test_a_limit_alone_is_a_budget_and_compares_nothing(tmp_path: Path) -> None:
    text = (
        'version = 1\n[[rule]]\nmetric = "latency"\nlimit = "20 ms"\n[[rule]]\nmetric = "ram"\n'
        '[[rule]]\nmetric = "flash"\nlimit = "1 MB"\nallow_percent = 0\n'
    )
    assert [rule.compares for rule in read_policy(policy_file(tmp_path, text)).rules] == [False, True, True]


@pytest.mark.parametrize(
    ("metric", "typed", "value"),
    [
        ("latency-p99", "'1.5 ms'", 1_500),
        ("instructions", "'12k'", 12_000),
        ("instructions", "500", 500),
        ("flash", "'2 KiB'", 2_048),
        ("energy-gross", "'1.2 mJ'", 1_200),
        ("accuracy", "'0.5 points'", 0.005),
        ("top5", "'95 %'", 0.95),
        ("auc", "0.01", 0.01),
        ("mse", "3", 3),
    ],
)
def test_a_limit_is_read_in_the_units_of_its_metric(tmp_path: Path, metric: str, typed: str, value: float) -> None:
    text = f"version = 1\n[[rule]]\nmetric = '{metric}'\nlimit = {typed}\n"
    assert read_policy(policy_file(tmp_path, text)).rules[0].limit == pytest.approx(value)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    for place, word in ((tmp_path, "folder"), (tmp_path / "none.toml", "No such file")):
        with pytest.raises(PolicyInvalid) as raised:
            read_policy(place)
        assert word in raised.value.why


def test_a_file_of_other_bytes_or_without_end_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "night.toml"
    for data, word in ((b"\xff\xfe\x00", "no TOML"), (b"#" * (LONGEST_BYTES + 1), "limit")):
        file.write_bytes(data)
        with pytest.raises(PolicyInvalid) as raised:
            read_policy(file)
        assert word in raised.value.why
