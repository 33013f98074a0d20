"""`setup`: brings what the program does without into an environment of its own."""

from __future__ import annotations

import argparse
import json
import sys

from benchwright.bench.toolbox import Toolbox

NAMES = ("forge", "lab")


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Adds `setup`."""
    setup = commands.add_parser("setup", parents=[common], help="bring TensorFlow (forge) or labgrid (lab)")
    setup.add_argument("environment", choices=NAMES, help="forge converts models, lab reaches boards of a lab")
    setup.set_defaults(command=set_up)


def set_up(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Makes the environment; what pip says goes to standard error."""
    folder = toolbox.set_up(arguments.environment, lambda line: print(line, file=sys.stderr, flush=True))
    print(json.dumps({"environment": str(folder)}) if arguments.json else f"It is in {folder}.")
    return 0
