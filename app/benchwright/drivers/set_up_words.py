"""How to get back what ought to be there: in a checkout by the set-up, in an installed program by its package.

What a package leaves out has words of its own in `own_environment`.
"""

from __future__ import annotations

from benchwright import paths


def set_up_again() -> str:
    """What to do where a package of Python is missing that the program cannot do without."""
    if paths.checkout() is not None:
        return "Set up again: make demo"
    return "Install Benchwright again; its package brings this along."


def build_firmware() -> str:
    """What to do where the built firmware of a board, or the engine for this computer, is missing or damaged."""
    if paths.checkout() is not None:
        return "Build it: make firmware"
    return "Install Benchwright again; its package brings the firmware of every board along."


def bring_a_screen() -> str:
    """What to do where there is no screen for the window."""
    if paths.checkout() is not None:
        return "Use the command line (benchwright --help), or make demo, which brings a virtual screen."
    return "Use the command line (benchwright --help), or start the window where there is a screen."
