"""`lab`: the places of a lab, and holding them for longer than one run."""

from __future__ import annotations

import argparse
import json
from collections.abc import Collection

from benchwright.bench.toolbox import Toolbox
from benchwright.model.place import SCHEME, Place


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Adds the command."""
    lab = commands.add_parser("lab", parents=[common], help="boards of a labgrid lab: list, acquire, release")
    lab.add_argument("action", choices=("places", "acquire", "release", "use", "forget"))
    lab.add_argument("names", nargs="*", metavar="NAME", help="places; for `use` the coordinator, HOST or HOST:PORT")
    lab.set_defaults(command=drive_lab, usage=lab.error)


def drive_lab(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Lists, acquires or releases places, or keeps which lab is used."""
    names = [name.removeprefix(SCHEME) for name in arguments.names]
    match arguments.action:
        case "places":
            known = {board.name for board in toolbox.parts.catalog.boards()}
            _list(_chosen(toolbox, names), toolbox.places.coordinator, known, as_json=arguments.json)
        case "use" | "forget":
            _use(arguments, toolbox, names)
        case _ if not names:
            arguments.usage("name a place: benchwright lab places lists them")
        case "acquire":
            for name in names:
                url, was_ours = toolbox.places.acquire(name, keep=True)
                _say(arguments, {"acquired": name, "url": url, "was_ours": was_ours}, f"acquired: {name}  {url}")
        case _:
            for name in names:
                was_held = toolbox.places.release(name)
                words = f"released: {name}" if was_held else f"nobody held {name}"
                _say(arguments, {"released": name, "was_held": was_held}, words)
    return 0


def _chosen(toolbox: Toolbox, names: list[str]) -> list[Place]:
    return [place for place in toolbox.places.places() if not names or place.name in names]


def _list(places: list[Place], coordinator: str, known: Collection[str], *, as_json: bool) -> None:
    if as_json:
        print(
            json.dumps({"coordinator": coordinator, "places": [_document(place, known) for place in places]}, indent=2)
        )
        return
    for place in places:
        print(f"{SCHEME}{place.name:<24} {place.board or 'no tag board=NAME':<18} {place.state_words}")
        if place.board and place.board not in known:
            print(f"    the tag board={place.board} names no board here: benchwright boards lists them")
        for resource in place.resources:
            state = "" if resource.is_available else "  (not there)"
            print(f"    {resource.name:<24} {resource.kind:<18} {resource.where}{state}")
    if not places:
        print(f"The lab at {coordinator} has no such place. Create one: labgrid-client -p NAME create")


def _use(arguments: argparse.Namespace, toolbox: Toolbox, names: list[str]) -> None:
    if len(names) != (1 if arguments.action == "use" else 0):
        arguments.usage("one coordinator goes with `use`, and none with `forget`")
    toolbox.use_lab(names[0] if names else "")
    used = toolbox.places.coordinator
    _say(arguments, {"coordinator": used}, f"the lab is {used}" if used else "there is no lab")


def _say(arguments: argparse.Namespace, document: dict[str, str | bool], words: str) -> None:
    print(json.dumps(document) if arguments.json else words)


def _document(place: Place, known: Collection[str]) -> dict[str, object]:
    return {
        "name": place.name,
        "board": place.board,
        "is_board_known": place.board in known,
        "state": place.state_words,
        "holder": place.holder,
        "is_ours": place.is_ours,
        "is_there": place.is_there,
        "comment": place.comment,
        "aliases": list(place.aliases),
        "tags": dict(place.tags),
        "resources": [
            {
                "name": resource.name,
                "kind": resource.kind,
                "where": resource.where,
                "is_available": resource.is_available,
            }
            for resource in place.resources
        ],
    }
