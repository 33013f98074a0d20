"""What every JUnit file is made of: suites with their counts, and texts that XML can hold."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from benchwright.reports.plain import plain

# What XML 1.0, 2.2 cannot hold, beyond the control characters that `plain` takes away.
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def new_suites() -> ET.Element:
    """The root; suites stand in it."""
    return ET.Element("testsuites", name="benchwright")


def count_cases(suite: ET.Element) -> None:
    """Writes into a suite how many cases it has, and how many failed, broke and were skipped."""
    suite.set("tests", str(len(suite.findall("testcase"))))
    for kind, name in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        suite.set(name, str(len(suite.findall(f"testcase/{kind}"))))


def junit_file(root: ET.Element) -> str:
    """The whole file."""
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def xml_text(text: str, longest: int = 120) -> str:
    """A text without what XML cannot hold, cut to `longest` characters."""
    return xml_whole(plain(text, longest))


def xml_whole(sentence: str) -> str:
    """A text without what XML cannot hold, not cut."""
    return _NOT_XML.sub("�", sentence)
