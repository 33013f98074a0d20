"""Arguments in, one command run, an exit code out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import benchwright
from benchwright.bench.toolbox import Toolbox
from benchwright.cli import (
    agent_library,
    batch,
    battery,
    converting,
    devices,
    gating,
    identifying,
    lab,
    measuring,
    mlperf,
    picking,
    planning,
    reporting,
    results,
    setting_up,
)
from benchwright.cli.failures import print_error
from benchwright.model.errors import BenchError, Cancelled

Command = Callable[[argparse.Namespace, Toolbox], int]

DESCRIPTION = "The device lab for TinyML: model in, trusted number out. Without a command the window opens."

EPILOG = "The window: benchwright gui [MODEL.tflite …]. The demo with virtual boards: benchwright demo."


def parser() -> argparse.ArgumentParser:
    """The whole grammar; each command sets `command`."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="answer in JSON on standard output")
    common.add_argument("--db", type=Path, metavar="FILE", help="the database (default: the user's own)")
    root = argparse.ArgumentParser(prog="benchwright", description=DESCRIPTION, epilog=EPILOG)
    root.add_argument("--version", action="version", version=f"benchwright {benchwright.__version__}")
    commands = root.add_subparsers(dest="name", metavar="COMMAND", required=True)
    devices.add_commands(commands, common)
    identifying.add_commands(commands, common)
    lab.add_commands(commands, common)
    planning.add_commands(commands, common)
    measuring.add_commands(commands, common)
    mlperf.add_commands(commands, common)
    batch.add_commands(commands, common)
    results.add_commands(commands, common)
    reporting.add_commands(commands, common)
    gating.add_commands(commands, common)
    converting.add_commands(commands, common)
    picking.add_commands(commands, common)
    battery.add_commands(commands, common)
    agent_library.add_commands(commands, common)
    setting_up.add_commands(commands, common)
    return root


def run_command(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Runs one parsed command; failures a user can act on are printed and become their exit code."""
    command: Command = arguments.command
    try:
        return command(arguments, toolbox)
    except BenchError as error:
        print_error(error, as_json=arguments.json)
        return error.code
    except KeyboardInterrupt:
        print_error(Cancelled("the command"), as_json=arguments.json)
        return Cancelled.code
    except BrokenPipeError:
        sys.stderr.close()  # whoever read the output went away, for example `head`
        return 0


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Parses a command line; argparse itself exits with 2 and a usage line when it is wrong."""
    return parser().parse_args(argv)
