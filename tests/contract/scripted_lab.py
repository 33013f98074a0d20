"""Stands in for the helper process: a lab of two places, or one that goes wrong as its address says.

The address is `BEHAVIOUR=FILE`; what it was asked and what it gave back at the end goes into FILE, a line each.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from pathlib import Path

PORT = {"name": "console", "kind": "NetworkSerialPort", "where": "bench:4000", "is_available": True}
ME = "desk/me"


def tell(document: dict[str, object]) -> None:
    with contextlib.suppress(OSError):  # whoever was killed does not hear it
        os.write(1, json.dumps(document).encode() + b"\n")


class Lab:
    def __init__(self, log: Path) -> None:
        self.log = log
        self.holders = {"kws": "", "vww": "desk/you"}
        self.taken: set[str] = set()

    def note(self, words: str) -> None:
        with self.log.open("a") as file:
            file.write(f"{words}\n")

    def show(self) -> None:
        places = [
            {"name": name, "aliases": [f"{name}-1"], "tags": {"board": "native"}, "holder": holder, "resources": [PORT]}
            for name, holder in self.holders.items()
        ]
        tell({"event": "places", "identity": ME, "places": places})

    def answer(self, request: dict[str, object]) -> dict[str, object]:
        name = str(request["place"])
        self.note(f"{request['do']} {name}")
        was_ours = self.holders[name] == ME
        if self.holders[name] and not was_ours:
            return {"error": "held", "text": self.holders[name]}
        if request["do"] == "release":
            self.holders[name] = ""
            self.taken.discard(name)
            return {"was_held": was_ours}
        self.holders[name] = ME
        if not request["keep"]:
            self.taken.add(name)
        return {"url": "socket://bench:4000", "was_ours": was_ours}


def main() -> None:
    behaviour, _, file = sys.argv[1].partition("=")
    lab = Lab(Path(file))
    match behaviour:
        case "away":
            tell({"event": "away", "text": "coordinator is unavailable: failed: Connection refused"})
            return
        case "broken":
            raise ModuleNotFoundError("No module named 'labgrid'")
        case "crashing":
            sys.exit("Segmentation fault")
        case "silent":
            sys.stdin.read()
            return
        case "babbling":
            print("no JSON\n[]\n{}\n" + '{"event": "places", "places": 7}', flush=True)
    lab.show()
    for line in sys.stdin:
        request = json.loads(line)
        if behaviour == "deaf":
            time.sleep(60)
        if behaviour == "stolen" and request["do"] == "release":
            lab.holders[str(request["place"])] = "desk/you"
        if behaviour == "dying":
            sys.exit(1)
        if behaviour in {"several", "gone", "no-port", "resources", "reserved", "timeout", "coordinator"}:
            tell({"id": request["id"], "error": behaviour, "text": "a, b"})
            continue
        tell({"id": request["id"], **lab.answer(request)})
        lab.show()
    lab.note("gave back " + " ".join(sorted(lab.taken)))


if __name__ == "__main__":
    main()
