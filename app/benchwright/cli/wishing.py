"""`--optimise` and `--arena-limit`: what a plan is to be good at."""

from __future__ import annotations

import argparse

from benchwright.model.plan_wish import BALANCED, Optimise, PlanWish

_LARGEST = 0x7FFFFFFF


def add_wish(parser: argparse.ArgumentParser) -> None:
    """Adds both options."""
    parser.add_argument(
        "--optimise",
        choices=[optimise.word for optimise in Optimise],
        default=BALANCED.optimise.word,
        help="ram: least RAM; time: fastest kernels whatever they need; balanced (default): little RAM for nothing",
    )
    parser.add_argument(
        "--arena-limit", type=_bytes, default=0, metavar="BYTES", help="the fastest plan whose arena is no larger"
    )


def asked_wish(arguments: argparse.Namespace) -> PlanWish:
    """What was asked for."""
    return PlanWish(Optimise[arguments.optimise.upper()], arguments.arena_limit)


def _bytes(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 11 and 0 < int(text) <= _LARGEST):
        raise argparse.ArgumentTypeError(f"'{text}' is no size: give a number of bytes, such as 8704")
    return int(text)
