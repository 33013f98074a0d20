"""Every text of the window as translators get it: read from the sources, so that none can be forgotten.

Three kinds are found. What a widget says stands in `self.tr("…")` and belongs to the class around it. What a function
says stands in `_tr("…")`, `translate("Context", "…")` or `QT_TRANSLATE_NOOP("Context", "…")`. What the route says
(errors, issues, reasons) is plain English in modules that know no Qt; it belongs to the context `Sentences`, where
`f"Port {port} is in use."` is `Port %1 is in use.`, and the window reads it back (`ui/language/phrasebook.py`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

SENTENCES = "Sentences"

_SILENT = ("cli",)
"""Folders whose words never reach the window."""
_ERRORS_ONLY = ("forge", "reports", "agent_library")
"""Folders that write for other readers; of theirs the window shows what an error says."""
PHRASES = (
    "bench/identifying.py",
    "bench/mlperf_journal.py",
    "bench/programming.py",
    "datasets/mlperf_layout.py",
    "drivers/discovery.py",
    "drivers/flash/usb_target.py",
    "drivers/netron.py",
    "drivers/set_up_words.py",
    "drivers/tools.py",
    "model/battery_words.py",
    "model/compare.py",
    "model/conditions.py",
    "model/gate_subject.py",
    "model/gate_units.py",
    "model/gate_words.py",
    "model/identification.py",
    "planner/graph_check.py",
    "planner/model_file.py",
    "planner/operator_options.py",
    "planner/window.py",
)
"""Modules that also say parts of sentences: every text of theirs with a space in it counts."""
_ENUMS = (
    "BoardStatus",
    "IssueCode",
    "JobState",
    "Origin",
    "Outcome",
    "Stage",
    "StageState",
    "ValidityStatus",
    "Verdict",
)
"""Choices whose values are words on the screen."""
_SENTENCE = re.compile(r"['\"A-Z%].* .*[.?!]", re.DOTALL)
_NO_WORDS = ("^", "(", "SELECT ")
"""Beginnings of patterns and of SQL."""
_LOGGER = "_log"
_SAID_BY_NAME = ("install", "advice", "remedy", "why", "emulator_words")
"""Keywords and variables that hold what the window shows, whatever module they stand in."""
_FIELD = re.compile(r"\{\w*\}")
"""A value that `str.format` puts in."""


@dataclass(frozen=True, slots=True)
class Word:
    """One text and the context Qt looks it up in; `where` is `file:line`."""

    context: str
    text: str
    where: str


class NotLiteral(Exception):
    """A call of `tr` that no program can read."""


def collect(package: Path) -> tuple[Word, ...]:
    """Every text of the package `benchwright`, each once, in the order of files and lines.

    Raises:
        NotLiteral: a `tr` whose text or context is no literal.
    """
    found: dict[tuple[str, str], Word] = {}
    files = sorted(package.rglob("*.py"))
    trees = {file.relative_to(package).as_posix(): ast.parse(file.read_text(encoding="utf-8")) for file in files}
    errors = _error_names(trees.values())
    translating = {name: _translating(tree) for name, tree in trees.items() if name.startswith("ui/")}
    for name, tree in trees.items():
        if name in translating:
            words = _said_in_ui(tree, name, translating[name] | _imported(tree, translating))
        else:
            words = _said_below(tree, name, errors)
        for word in words:
            found.setdefault((word.context, word.text), word)
    return tuple(found.values())


def _said_in_ui(tree: ast.Module, name: str, own: dict[str, str]) -> Iterator[Word]:
    for node, context in _with_class(tree, ""):
        if not isinstance(node, ast.Call):
            if isinstance(node, ast.ClassDef) and node.name in _ENUMS:
                yield from _values(node, name)
            continue
        called, where = _called(node), f"{name}:{node.lineno}"
        if called == "tr" and isinstance(node.func, ast.Attribute):
            yield Word(_class_of(node.func, context, where), _literal(node, 0, where), where)
        elif called in own and isinstance(node.func, ast.Name):
            yield Word(own[called], _literal(node, 0, where), where)
        elif called == "QT_TRANSLATE_NOOP" or (
            called == "translate" and len(node.args) > 1 and not _is_handed_on(node)
        ):
            yield Word(_literal(node, 0, where), _literal(node, 1, where), where)


def _said_below(tree: ast.Module, name: str, errors: frozenset[str]) -> Iterator[Word]:
    folder = name.split("/", 1)[0]
    if folder in _SILENT:
        return
    unsaid = {id(text) for text in _docstrings(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            unsaid.update(id(part) for part in _inside(node))
        if isinstance(node, ast.Call) and _is_logging(node):
            unsaid.update(id(part) for part in ast.walk(node))
        if isinstance(node, ast.ClassDef) and node.name in _ENUMS and name.startswith("model/"):
            yield from _values(node, name)
    given = {id(part) for value in _given(tree, errors) for part in ast.walk(value)}
    for node in ast.walk(tree):
        text = _template(node)
        if text and not text.startswith(_NO_WORDS) and id(node) not in unsaid:
            is_part = (id(node) in given or name in PHRASES) and " " in text.strip() and re.search(r"[a-z]{2}", text)
            if is_part or (_is_sentence(text) and folder not in _ERRORS_ONLY):
                yield Word(SENTENCES, text, f"{name}:{getattr(node, 'lineno', 0)}")


def _inside(text: ast.JoinedStr) -> Iterator[ast.AST]:
    """The pieces of an f-string, which are no texts of their own; what a value of it chooses from is one."""
    for part in text.values:
        yield part
        if isinstance(part, ast.FormattedValue) and part.format_spec is not None:
            yield from ast.walk(part.format_spec)


def _is_logging(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == _LOGGER


def _is_sentence(text: str) -> bool:
    return _SENTENCE.fullmatch(text) is not None and re.search(r"[a-z]{2}", text) is not None


def _template(node: ast.AST) -> str:
    """A literal or an f-string with its values numbered; "" for anything else and for values alone."""
    if isinstance(node, ast.Constant):
        holes = count(1)
        return _FIELD.sub(lambda _: f"%{next(holes)}", node.value) if isinstance(node.value, str) else ""
    if not isinstance(node, ast.JoinedStr):
        return ""
    parts, number = [], 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        else:
            number += 1
            parts.append(f"%{number}")
    return "".join(parts)


def _values(enum: ast.ClassDef, name: str) -> Iterator[Word]:
    for line in enum.body:
        text = _template(line.value) if isinstance(line, ast.Assign) else ""
        if text.strip("#"):
            yield Word(SENTENCES, text, f"{name}:{line.lineno}")


def _with_class(node: ast.AST, context: str) -> Iterator[tuple[ast.AST, str]]:
    for child in ast.iter_child_nodes(node):
        yield child, context
        yield from _with_class(child, child.name if isinstance(child, ast.ClassDef) else context)


def _imported(tree: ast.Module, translating: dict[str, dict[str, str]]) -> dict[str, str]:
    """Such functions of other modules, by the names they have here."""
    found = {}
    for line in tree.body:
        if isinstance(line, ast.ImportFrom) and line.module is not None:
            there = translating.get(line.module.removeprefix("benchwright.").replace(".", "/") + ".py", {})
            found.update({alias.asname or alias.name: there[alias.name] for alias in line.names if alias.name in there})
    return found


def _translating(tree: ast.Module) -> dict[str, str]:
    """Functions of a module that hand one text on to Qt, and the context they name."""
    found = {}
    for line in tree.body:
        if isinstance(line, ast.FunctionDef) and len(line.args.args) == 1:
            calls = [call for call in ast.walk(line) if isinstance(call, ast.Call) and _called(call) == "translate"]
            if len(calls) == 1 and isinstance(calls[0].args[0], ast.Constant) and _is_handed_on(calls[0]):
                found[line.name] = str(calls[0].args[0].value)
    return found


def _is_handed_on(call: ast.Call) -> bool:
    return len(call.args) > 1 and not isinstance(call.args[1], ast.Constant)


def _class_of(func: ast.Attribute, context: str, where: str) -> str:
    if context and isinstance(func.value, ast.Name) and func.value.id == "self":
        return context
    raise NotLiteral(f"{where}: only self.tr says of which class a text is; use translate(context, text)")


def _literal(call: ast.Call, place: int, where: str) -> str:
    argument = call.args[place] if len(call.args) > place else None
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    raise NotLiteral(f"{where}: the text is no literal")


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _error_names(trees: Iterable[ast.Module]) -> frozenset[str]:
    """Every exception of the package: the errors that people see, and those that become the reason of one."""
    known = {"Exception", "ValueError", "RuntimeError", "OSError"}
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    before = 0
    while len(known) > before:
        before = len(known)
        known.update(node.name for node in classes if any(getattr(base, "id", "") in known for base in node.bases))
    return frozenset(known)


def _given(tree: ast.Module, errors: frozenset[str]) -> Iterator[ast.AST]:
    """What is handed to an error, and what is kept under a name of `_SAID_BY_NAME`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in errors:
            yield from node.args
            yield from (keyword.value for keyword in node.keywords)
        elif isinstance(node, ast.keyword | ast.Assign) and _is_kept_to_say(node):
            yield node.value


def _is_kept_to_say(node: ast.keyword | ast.Assign) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg in _SAID_BY_NAME
    names = [name for target in node.targets for name in (target.elts if isinstance(target, ast.Tuple) else [target])]
    return any(getattr(name, "id", getattr(name, "attr", "")).lower().strip("_") in _SAID_BY_NAME for name in names)


def _docstrings(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        for line in getattr(node, "body", []) if isinstance(getattr(node, "body", None), list) else []:
            if isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant):
                yield line.value
