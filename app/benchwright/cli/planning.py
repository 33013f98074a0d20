"""`plan`: what a model becomes on a board, without touching a device."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchwright.bench.importing import read_model_file
from benchwright.bench.toolbox import Toolbox
from benchwright.cli.wishing import add_wish, asked_wish
from benchwright.files import replace_file
from benchwright.planner.text import plan_json, plan_text, supported_ops_json, supported_ops_text


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Adds `plan`."""
    plan = commands.add_parser(
        "plan", parents=[common], help="ops, arena map, sizes, and what does not fit and why", description=__doc__
    )
    plan.add_argument("model", type=Path, nargs="?", metavar="MODEL.tflite")
    plan.add_argument("--board", metavar="BOARD", help="name of a board (see: benchwright boards)")
    plan.add_argument("--output", type=Path, metavar="FILE", help="also write the pack to FILE")
    plan.add_argument("--ops", action="store_true", help="list the ops and types the engine runs")
    add_wish(plan)
    plan.set_defaults(command=show_plan, usage=plan.error)


def show_plan(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Prints the plan; exit code 12 when it does not fit the board."""
    if arguments.ops:
        print(json.dumps(supported_ops_json(), indent=2) if arguments.json else supported_ops_text())
        return 0
    if arguments.model is None or arguments.board is None:
        arguments.usage("MODEL.tflite and --board are needed (or --ops)")
    board = toolbox.parts.catalog.board(arguments.board.removeprefix("virtual:"))
    read = read_model_file(arguments.model)
    pack = toolbox.parts.planner.plan(read.data, board, name=arguments.model.name, wish=asked_wish(arguments))
    fit = toolbox.parts.planner.fit(pack, board)
    if arguments.output is not None:
        replace_file(arguments.output, pack.data)
    if arguments.json:
        print(json.dumps(plan_json(pack, fit, board), indent=2, ensure_ascii=False))
    else:
        print(plan_text(pack, fit, board))
    return 0 if fit.fits else 12
