"""The command `benchwright`; with no arguments it opens the window."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from benchwright.drivers.own_process import RUN_MODULE, run_module

WINDOW_COMMANDS = {"gui", "demo"}
CANCELLED = 130
SELF_TEST = "--self-test"


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command, or the window; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == [RUN_MODULE]:
        run_module(arguments[1:])
        return 0
    if arguments[:1] == [SELF_TEST]:
        return _test_oneself(arguments[1:])
    before = signal.signal(signal.SIGINT, _leave_at_once)
    is_window = not arguments or arguments[0] in WINDOW_COMMANDS or arguments[0].endswith(".tflite")
    try:
        return _open_window(arguments, before) if is_window else _run_command(arguments, before)
    finally:
        signal.signal(signal.SIGINT, before)


# Imports are in the functions: Ctrl+C while they load must end in a word, not in a trace of the loader.
# ruff: noqa: PLC0415


def _open_window(arguments: Sequence[str], before: signal._HANDLER) -> int:
    from benchwright.cli.failures import print_error
    from benchwright.compose import open_window
    from benchwright.model.errors import BenchError, Cancelled

    signal.signal(signal.SIGINT, before)
    try:
        return open_window(arguments)
    except BenchError as error:
        print_error(error, as_json=False)
        return error.code
    except KeyboardInterrupt:
        print_error(Cancelled("start-up"), as_json=False)
        return CANCELLED


def _test_oneself(arguments: Sequence[str]) -> int:
    from benchwright.self_test import run_self_test

    return run_self_test(arguments)


def _run_command(arguments: Sequence[str], before: signal._HANDLER) -> int:
    from benchwright.cli.main import parse, run_command
    from benchwright.compose import build_toolbox

    parsed = parse(arguments)
    toolbox = build_toolbox()
    signal.signal(signal.SIGINT, before)
    try:
        return run_command(parsed, toolbox)
    finally:
        toolbox.places.close()


def _leave_at_once(_number: int, _frame: FrameType | None) -> None:
    """Nothing is open yet while the program loads, so there is nothing to close."""
    os.write(2, b"error: Cancelled during start-up.\n       Nothing was done.\n")
    os._exit(CANCELLED)


if __name__ == "__main__":
    sys.exit(main())
