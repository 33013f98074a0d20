"""Build the firmware of a board, or of all, and the engine as a library for the host.

`python boards/build.py [--board NAME|all] [--out build/firmware] [--engine FOLDER] [--board-folder DIR] [--sanitize]
[--host-library] [--minimal PACK]`

Everything is compiled with the `ziglang` wheel of the interpreter that runs this file; no other toolchain is
needed. A board is built when its sources, flags or compiler changed since its `firmware.json` was written.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from boards.builder.errors import BuildError
from boards.builder.firmware import build_board, build_host_library
from boards.builder.places import BOARDS, ROOT
from boards.builder.recipe import board_names


def main(arguments: list[str] | None = None) -> int:
    """Build what the command line asks for. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Build Benchwright's firmware.")
    parser.add_argument("--board", default=None, help="a folder under boards/, or all (default: all)")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "firmware")
    parser.add_argument("--engine", type=Path, help="folder of .c files that implement bw_engine.h, in place of ours")
    parser.add_argument("--board-folder", type=Path, default=BOARDS, metavar="DIR", help="boards of your own: DIR/NAME")
    parser.add_argument("--sanitize", action="store_true", help="native only: address and undefined behaviour checks")
    parser.add_argument("--minimal", type=Path, metavar="PACK", help="link only the ops that this pack has")
    parser.add_argument("--host-library", action="store_true", help="build the engine as a library for this computer")
    options = parser.parse_args(arguments)
    try:
        known = board_names(options.board_folder)
        boards = _chosen_boards(known, options.board, sanitize=options.sanitize, host_library=options.host_library)
        for board in boards:
            folder = options.board_folder.resolve() / board
            build_board(
                board,
                options.out,
                sanitize=options.sanitize,
                engine=options.engine,
                folder=folder,
                minimal=options.minimal,
            )
        if options.host_library:
            build_host_library(options.out)
    except BuildError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 1
    return 0


def _chosen_boards(known: list[str], board: str | None, *, sanitize: bool, host_library: bool) -> list[str]:
    if board is None and host_library:
        return []
    if board is None and sanitize:
        return ["native"]
    if board in {None, "all"}:
        return known
    if board not in known:
        raise BuildError(f"There is no board {board!r}. Known: {', '.join(known) or 'none'}.")
    return [board]


if __name__ == "__main__":
    sys.exit(main())
