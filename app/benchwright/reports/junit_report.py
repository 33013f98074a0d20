"""Verdicts as JUnit XML, for a build server: a regression is a failure.

A suite is a board and origin, a case one metric of the newest run of a variant. Worse than the baseline (else than the
version before) fails; an invalid run is an error, and so is a baseline that is no longer there; what cannot be compared
is skipped, with the reason.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from benchwright.model.compare import Comparison, Metric, Verdict
from benchwright.model.run import Run, ValidityStatus
from benchwright.reports.groups import Group
from benchwright.reports.junit_xml import count_cases, junit_file, new_suites, xml_text, xml_whole
from benchwright.reports.matter import Matter


def junit_report(matter: Matter) -> str:
    """The whole file.

    Raises:
        Cancelled: `matter.check` said so.
    """
    root = new_suites()
    for group in matter.groups:
        _suite(root, matter, group)
    if matter.gone_words:
        _gone(root, matter)
    return junit_file(root)


def _suite(root: ET.Element, matter: Matter, group: Group) -> None:
    origin = matter.phrases.origin(group.origin)
    name = matter.phrases.say("junit.suite", board=xml_text(group.board), origin=origin)
    suite = ET.SubElement(root, "testsuite", name=f"{xml_text(group.model)}: {name}")
    before = matter.unread
    for run in group.runs:
        comparisons = matter.comparisons(run, group)
        for metric in Metric:
            if matter.book.value(run, metric) is not None:
                class_name = f"{xml_text(group.board)}.{group.origin.value}.{xml_text(group.model)}"
                case = ET.SubElement(
                    suite, "testcase", classname=class_name, name=f"{xml_text(run.variant_label)} {metric.value}"
                )
                _judge(case, matter, run, metric, comparisons)
    unread = [one for one in matter.unread if one not in before or one.run_id == matter.request.baseline_id]
    if unread:
        ET.SubElement(suite, "system-err").text = "\n".join(xml_whole(matter.unread_words(one)) for one in unread)
    count_cases(suite)


def _gone(root: ET.Element, matter: Matter) -> None:
    """A build must not pass because what it was to be held against is not there."""
    suite = ET.SubElement(root, "testsuite", name="baseline", tests="1", failures="0", errors="1", skipped="0")
    name = xml_text(matter.request.baseline_id)
    case = ET.SubElement(suite, "testcase", classname="benchwright.baseline", name=name)
    ET.SubElement(case, "error", message=xml_whole(matter.gone_words), type="baseline")


def _judge(case: ET.Element, matter: Matter, run: Run, metric: Metric, comparisons: tuple[Comparison, ...]) -> None:
    phrases = matter.phrases
    if run.validity.status is ValidityStatus.INVALID:
        codes = ", ".join(issue.code.value for issue in run.validity.issues)
        ET.SubElement(case, "error", message=phrases.say("junit.invalid", codes=codes), type="invalid")
        return
    comparison = next((item for item in comparisons if item.is_comparable), None)
    if comparison is None:
        reason = phrases.reasons(comparisons[0].reasons) if comparisons else phrases.say("junit.skipped_alone")
        ET.SubElement(case, "skipped", message=xml_text(reason, 400))
        return
    delta = comparison.delta(metric)
    if delta is None or delta.verdict is Verdict.UNKNOWN:
        ET.SubElement(case, "skipped", message=phrases.say("junit.skipped_unknown"))
        return
    words = phrases.delta(delta)
    change = ", ".join(filter(None, (words.text, words.interval)))
    baseline = f"{xml_text(comparison.baseline.variant_label)}, {xml_text(comparison.baseline.run_id)}"
    if delta.verdict is Verdict.WORSE:
        message = phrases.say(
            "junit.worse",
            metric=phrases.metric(metric),
            variant=xml_text(run.variant_label),
            change=change,
            baseline=baseline,
        )
        ET.SubElement(case, "failure", message=message, type="regression")
    else:
        ET.SubElement(case, "system-out").text = f"{change} ({baseline})"
