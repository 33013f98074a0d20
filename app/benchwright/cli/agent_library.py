"""`agent-library`: the agent's sources for a project of the user's own."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchwright.agent_library.layout import BuildSystem
from benchwright.bench.toolbox import Toolbox

_NEXT = {
    BuildSystem.ARDUINO: "Put the folder into the sketchbook's libraries; see File, Examples, BenchwrightAgent.",
    BuildSystem.ESP_IDF: "Try it: cd {out}/examples/small && idf.py build. For a project: EXTRA_COMPONENT_DIRS={out}",
    BuildSystem.ZEPHYR: "Try it: west build -b BOARD {out}/samples/small. For your own: EXTRA_ZEPHYR_MODULES={out}",
    BuildSystem.HOST: "Try it: make -C {out} && benchwright run --firmware {out}/firmware --board virtual:native",
}


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Adds `agent-library`."""
    library = commands.add_parser(
        "agent-library", parents=[common], help="write the agent as a library for your own firmware"
    )
    library.add_argument(
        "--for", dest="target", required=True, choices=[system.value for system in BuildSystem], help="build system"
    )
    library.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new or empty folder")
    library.add_argument("--force", action="store_true", help="write over an earlier library; other files stay")
    library.set_defaults(command=write_agent_library)


def write_agent_library(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Writes the library and says what to do with it."""
    target = BuildSystem(arguments.target)
    written = toolbox.write_agent_library(target, arguments.out, arguments.force)
    if arguments.json:
        files = [str(path) for path in written]
        print(json.dumps({"for": target.value, "folder": str(arguments.out), "files": files}, indent=2))
    else:
        print(f"{len(written)} files in {arguments.out}, for {target.value}.")
        print(_NEXT[target].replace("{out}", str(arguments.out)))
    return 0
