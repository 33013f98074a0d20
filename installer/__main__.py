"""Set up this tree: `python -m installer STEP …`, each step idempotent, in the order given.

system    system packages (apt)            app   .venv with the application
dev       .venv with the tests' tools too  forge .venv-forge with TensorFlow
lab       .venv-lab with labgrid           ser2net   the port server of labgrid's exporter (tests)
clang     a compiler with libFuzzer (make fuzz)
firmware  the boards' images, and the engine as a library for this computer
words     the window's languages, compiled     translations  every new text into the files for translators
installer the application frozen, as a package in dist/, tried out
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from installer.console import CannotGoOn, Console, as_main
from installer.environments import install_application, install_development, install_forge, install_lab, python_of
from installer.freeze.build import make_installer
from installer.lock import only_one
from installer.system import install_fuzzer, install_port_server, install_system
from installer.translations import compile_translations, update_translations

ROOT = Path(__file__).resolve().parent.parent


def build_firmware(root: Path) -> None:
    """Build the images of the boards and the host library; the build itself skips what is up to date."""
    build = [str(python_of(root / ".venv")), str(root / "boards" / "build.py"), "--board", "all", "--host-library"]
    if subprocess.run(build, cwd=root, check=False).returncode:
        raise CannotGoOn("the firmware does not build; the compiler's words stand above.")


def main() -> None:
    """Do the steps named on the command line."""
    console = Console(ROOT / "build" / "setup")
    steps = {
        "system": lambda: install_system(console),
        "app": lambda: install_application(console, ROOT),
        "dev": lambda: install_development(console, ROOT),
        "forge": lambda: install_forge(console, ROOT),
        "lab": lambda: install_lab(console, ROOT),
        "ser2net": lambda: install_port_server(console),
        "clang": lambda: install_fuzzer(console),
        "firmware": lambda: build_firmware(ROOT),
        "words": lambda: compile_translations(console, ROOT),
        "installer": lambda: make_installer(console, ROOT),
        "translations": lambda: update_translations(console, ROOT),
    }
    started = time.monotonic()
    unknown = [name for name in sys.argv[1:] if name not in steps]
    if unknown or not sys.argv[1:]:
        raise CannotGoOn(f"no step {' '.join(unknown) or 'given'}; there are {', '.join(steps)}.")
    with only_one(ROOT / "build" / "setup.lock", lambda: console.say("waiting", "another set-up of this tree runs …")):
        for name in sys.argv[1:]:
            steps[name]()
    console.say("ready", f"{time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    as_main("setup", main)
