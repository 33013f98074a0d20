"""What a gate said: a table for the terminal, JSON, and JUnit XML for a build server."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import groupby

from benchwright.model.gate import Finding, GateVerdict, Judgement, Outcome
from benchwright.model.gate_words import (
    change_text,
    finding_words,
    interval_text,
    outcome_sign,
    value_text,
    verdict_words,
)
from benchwright.reports.columns import aligned, printable
from benchwright.reports.junit_xml import count_cases, junit_file, xml_text


def gate_text(verdict: GateVerdict) -> str:
    """A block for each run and a line for each of its rules; the verdict last."""
    lines: list[str] = []
    for judgement in verdict.judgements:
        rows = [_row(finding) for finding in judgement.findings]
        lines += [*_heading(judgement), *(aligned(rows, right={2, 3, 4}) if rows else ["  no rule is for it"]), ""]
    return "\n".join(map(printable, [*lines, f"Gate '{verdict.policy.name}' {verdict_words(verdict)}."]))


def gate_document(verdict: GateVerdict) -> dict[str, object]:
    """The verdict as plain values: latency in µs, RAM and flash in bytes, energy in µJ, accuracy as a ratio."""
    return {
        "policy": verdict.policy.name,
        "outcome": verdict.outcome.value,
        "counts": {outcome.value: verdict.count(outcome) for outcome in Outcome},
        "runs": [
            {
                "run_id": judgement.run_id,
                "model": judgement.model,
                "variant": judgement.variant_label,
                "board": judgement.board,
                "origin": judgement.origin,
                "baseline_id": judgement.baseline_id or None,
                "outcome": judgement.outcome.value,
                "findings": [_document(finding) for finding in judgement.findings],
            }
            for judgement in verdict.judgements
        ],
    }


def gate_junit(verdict: GateVerdict) -> str:
    """A suite for each model on a board, a case for each rule: failed fails, undecided is an error,
    skipped is skipped, a warning is told.
    """
    root = ET.Element("testsuites", name=f"benchwright gate {xml_text(verdict.policy.name)}")
    for (model, board, origin), judgements in groupby(
        verdict.judgements, lambda one: (one.model, one.board, one.origin)
    ):
        suite = ET.SubElement(root, "testsuite", name=f"{xml_text(model)}: {xml_text(board)} ({origin})")
        class_name = f"{xml_text(board)}.{origin}.{xml_text(model)}"
        for judgement in judgements:
            for finding in judgement.findings:
                _case(suite, class_name, judgement, finding)
        count_cases(suite)
    return junit_file(root)


def _heading(judgement: Judgement) -> list[str]:
    against = f"held against {judgement.baseline_label} ({judgement.baseline_id})" if judgement.baseline_id else ""
    return [
        f"{judgement.variant_label} on {judgement.board}, {judgement.origin.upper()}: {judgement.outcome.value}",
        f"  run {judgement.run_id}, {against or 'nothing to hold it against'}",
    ]


def _row(finding: Finding) -> list[str]:
    rule = finding.rule
    return [
        f"  {outcome_sign(finding.outcome)} {finding.outcome.value}",
        rule.metric.value,
        value_text(rule.metric, finding.baseline_value),
        value_text(rule.metric, finding.value) + (" SIMULATED" if finding.is_simulated else ""),
        change_text(finding),
        interval_text(finding),
        finding_words(finding),
    ]


def _document(finding: Finding) -> dict[str, object]:
    return {
        "metric": finding.rule.metric.value,
        "outcome": finding.outcome.value,
        "because": finding.because.value,
        "detail": finding.detail,
        "value": finding.value,
        "baseline_value": finding.baseline_value,
        "change": finding.change,
        "interval": None if finding.interval is None else [finding.interval.low, finding.interval.high],
        "is_simulated": finding.is_simulated,
        "allowed": finding.allowed,
        "limit": finding.rule.limit,
        "words": finding_words(finding),
    }


def _case(suite: ET.Element, class_name: str, judgement: Judgement, finding: Finding) -> None:
    name = f"{xml_text(judgement.variant_label)} {finding.rule.metric.value}"
    case = ET.SubElement(suite, "testcase", classname=class_name, name=name)
    values = [
        f"Value {value_text(finding.rule.metric, finding.value)}{' SIMULATED' if finding.is_simulated else ''}",
        f"baseline {value_text(finding.rule.metric, finding.baseline_value)}",
        f"change {', '.join(filter(None, (change_text(finding), interval_text(finding)))) or '–'}",
        f"run {judgement.run_id} against {judgement.baseline_id or 'nothing'}.",
    ]
    words = xml_text(f"{finding_words(finding)} {'; '.join(values)}", 1_000)
    if finding.outcome is Outcome.FAILED:
        ET.SubElement(case, "failure", message=words, type=finding.because.value)
    elif finding.outcome is Outcome.UNDECIDED:
        ET.SubElement(case, "error", message=words, type=finding.because.value)
    elif finding.outcome is Outcome.SKIPPED:
        ET.SubElement(case, "skipped", message=words)
    else:
        prefix = "warning: " if finding.outcome is Outcome.WARNED else ""
        ET.SubElement(case, "system-out").text = prefix + words
