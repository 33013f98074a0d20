"""A scoring as text, JSON, CSV and JUnit; always in English, as all that programs read."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence

from benchwright.model.classification import predicted_class
from benchwright.model.scoring import (
    AnswerKind,
    ScoredInput,
    Scoring,
    as_classes,
    disagreements,
    score_card,
)
from benchwright.reports.columns import aligned, printable
from benchwright.reports.csv_report import safe_cell
from benchwright.reports.junit_xml import count_cases, junit_file, new_suites, xml_text
from benchwright.reports.scored_words import METRICS, card_document, metric_values

SHOWN_DISAGREEMENTS = 10

Inputs = tuple[ScoredInput, ...]


def scoring_text(scoring: Scoring, inputs: Inputs, metrics: Iterable[str] = METRICS) -> str:
    """What a person reads: where it was measured, each metric of board and host, where they differ."""
    board, host = (score_card(scoring, inputs, of_host=of_host) for of_host in (False, True))
    ours, theirs = metric_values(board), metric_values(host)
    lines = [
        f"Accuracy {scoring.scoring_id}: {scoring.variant_label} on {scoring.board} ({scoring.origin.value})",
        f"  set          {scoring.set_name}, {len(inputs):,} of {scoring.sample_count:,} inputs, "
        f"sha256 {scoring.set_sha256[:12]}, {scoring.set_note}",
        f"  {'':<12} {'board':>10} {'host':>10}",
    ]
    lines.extend(
        f"  {name:<12} {_value(name, ours[name]):>10} {_value(name, theirs[name]):>10}"
        for name in metrics
        if ours[name] is not None
    )
    if board is not None and board.interval is not None:
        low, high = board.interval
        lines.append(f"  {'top1 95 %':<12} {low * 100:.1f} … {high * 100:.1f} %")
    if scoring.device_s:
        lines.append(f"  {'pace':<12} {len(inputs) / scoring.device_s:,.1f} inputs a second, transfer included")
    return "\n".join((*lines, *_disagreement_lines(scoring, inputs)))


def scorings_text(scorings: Sequence[Scoring]) -> str:
    """A line each: which, of what, on which board and set, and its first guesses, or how far it came."""
    header = ["Accuracy", "Started (UTC)", "Variant", "Board", "Origin", "Set", "sha256", "Inputs", "Top-1", "State"]
    rows = [
        [
            one.scoring_id,
            one.started_at.replace("T", " ")[:16],
            one.variant_label,
            one.board,
            one.origin.value,
            one.set_name,
            one.set_sha256[:12],
            f"{one.sample_count:,}",
            "–" if one.accuracy is None else f"{one.accuracy.ratio * 100:.2f} %",
            "finished" if one.is_finished else f"stopped after {one.done_count:,}; --resume goes on",
        ]
        for one in scorings
    ]
    return "\n".join(map(printable, aligned([header, *rows], right={7, 8})))


def scoring_document(scoring: Scoring, inputs: Inputs) -> dict[str, object]:
    """The same for programs, with the confusion matrix and every disagreement."""
    board, host = (score_card(scoring, inputs, of_host=of_host) for of_host in (False, True))
    return {
        "accuracy_id": scoring.scoring_id,
        "started_at": scoring.started_at,
        "finished_at": scoring.finished_at or None,
        "board": scoring.board,
        "device": scoring.device_id,
        "origin": scoring.origin.value,
        "model": scoring.model,
        "variant": scoring.variant_name,
        "variant_version": scoring.variant_version,
        "variant_sha256": scoring.variant_sha256,
        "pack_sha256": scoring.pack_sha256,
        "firmware_sha256": scoring.firmware_sha256,
        "engine": scoring.engine,
        "kernel_set": scoring.kernel_set,
        "set": scoring.set_name,
        "set_sha256": scoring.set_sha256,
        "set_note": scoring.set_note,
        "kind": scoring.kind.value,
        "class_names": list(scoring.class_names),
        "input_count": scoring.sample_count,
        "answered_count": len(inputs),
        "device_s": scoring.device_s,
        "board_metrics": card_document(board),
        "host_metrics": card_document(host) if host is not None else None,
        "disagreements": [_input_document(one) for one in disagreements(scoring, inputs)] if host is not None else None,
        "differing_byte_inputs": sum(bool(one.differing_bytes) for one in inputs) if host is not None else None,
    }


def scoring_csv(scoring: Scoring, inputs: Inputs) -> str:
    """A line an input: its label, the answers of board and host, and where both come from."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    is_classes = scoring.kind is AnswerKind.CLASSES
    answers = ["board_class", "host_class"] if is_classes else ["board_squared_error", "host_squared_error"]
    writer.writerow(
        ["accuracy_id", "board", "origin", "variant_sha256", "set", "set_sha256", "input", "file", "label", *answers,
         "differing_bytes"]
    )  # fmt: skip
    origin = (scoring.scoring_id, scoring.board, scoring.origin.value, scoring.variant_sha256)
    for one in inputs:
        told = [_answer(scores, is_classes=is_classes) for scores in (one.board, one.host)]
        label = "" if one.label is None else one.label
        row = [*origin, scoring.set_name, scoring.set_sha256, one.position, one.name, label, *told, one.differing_bytes]
        writer.writerow([safe_cell(cell) for cell in row])
    return stream.getvalue()


def scoring_junit(scoring: Scoring, inputs: Inputs, metrics: Iterable[str] = METRICS) -> str:
    """A case for each of these metrics, which tells its value, and one that fails where board and host disagree."""
    root = new_suites()
    name = f"accuracy of {scoring.variant_label} on {scoring.board} ({scoring.origin.value})"
    suite = ET.SubElement(root, "testsuite", name=xml_text(name))
    class_name = xml_text(f"{scoring.board}.{scoring.origin.value}.{scoring.model}")
    wanted = frozenset(metrics)
    for metric, value in metric_values(score_card(scoring, inputs)).items():
        if value is not None and metric in wanted:
            case = ET.SubElement(suite, "testcase", classname=class_name, name=f"{scoring.variant_label} {metric}")
            ET.SubElement(case, "system-out").text = f"{_value(metric, value)} of {xml_text(scoring.set_name)}"
    case = ET.SubElement(suite, "testcase", classname=class_name, name=f"{scoring.variant_label} host agrees")
    differing = disagreements(scoring, inputs)
    if not scoring.has_host:
        ET.SubElement(case, "skipped", message="the host library is missing")
    elif differing:
        message = f"{len(differing)} of {len(inputs)} answers differ from the host's"
        ET.SubElement(case, "failure", message=message, type="disagreement")
    count_cases(suite)
    return junit_file(root)


def _value(metric: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value * 100:.2f} %" if metric.startswith("top") else f"{value:.4f}"


def _disagreement_lines(scoring: Scoring, inputs: Inputs) -> list[str]:
    if not scoring.has_host:
        return ["  The host did not answer: its library has not been built."]
    differing = disagreements(scoring, inputs)
    bytes_differ = sum(bool(one.differing_bytes) for one in inputs)
    lines = [
        f"  Board and host disagree on {len(differing):,} inputs; the outputs of {bytes_differ:,} differ in bytes."
    ]
    is_classes = scoring.kind is AnswerKind.CLASSES
    for one in differing[:SHOWN_DISAGREEMENTS]:
        told = [_answer(scores, is_classes=is_classes) for scores in (one.board, one.host)]
        lines.append(f"    input {one.position} {one.name}: board {told[0]}, host {told[1]}, label {one.label}")
    if len(differing) > SHOWN_DISAGREEMENTS:
        lines.append(f"    and {len(differing) - SHOWN_DISAGREEMENTS:,} more")
    return lines


def _answer(scores: tuple[float, ...], *, is_classes: bool) -> int | float | str:
    if not scores:
        return ""
    return predicted_class(as_classes(scores)) if is_classes else scores[0]


def _input_document(one: ScoredInput) -> dict[str, object]:
    return {
        "input": one.position,
        "file": one.name,
        "label": one.label,
        "board": list(one.board),
        "host": list(one.host),
        "differing_bytes": one.differing_bytes,
    }
