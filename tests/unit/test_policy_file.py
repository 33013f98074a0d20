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
    assert [rule.metric for rule in policy.rules] == list(Metric)
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
        ('version = 1\n[[rule]]\nmetric = "speed"\n', "possible: latency, ram"),
        ("version = 1\n" + RULE + "allow_precent = 3\n", "Did you mean 'allow_percent'?"),
        ("version = 1\n" + RULE + "allow_percent = -1\n", "from 0 to 1000"),
        ("version = 1\n" + RULE + "allow_percent = nan\n", "from 0 to 1000"),
        ("version = 1\n" + RULE + 'allow_percent = "2"\n', "from 0 to 1000"),
        ("version = 1\n" + RULE + "limit = 20\n", "with a unit"),
        ("version = 1\n" + RULE + 'limit = "20"\n', "with a unit"),
        ("version = 1\n" + RULE + 'limit = "20 kB"\n', "'20 ms'"),
        ("version = 1\n" + RULE + 'limit = "-20 ms"\n', "with a unit"),
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
