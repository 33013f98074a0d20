"""The command `benchwright`; with no arguments it opens the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from benchwright.cli.failures import print_error
from benchwright.compose import build_toolbox, open_window
from benchwright.model.errors import BenchError

WINDOW_COMMANDS = {"gui", "demo"}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command, or the window; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] in WINDOW_COMMANDS or arguments[0].endswith(".tflite"):
        try:
            return open_window(arguments)
        except BenchError as error:
            print_error(error, as_json=False)
            return error.code
    from benchwright.cli.main import parse, run_command  # noqa: PLC0415 - the window needs no argument parser

    return run_command(parse(arguments), build_toolbox())


if __name__ == "__main__":
    sys.exit(main())
