"""Remedies: what a button beside an error does, by the code of the error."""

from __future__ import annotations

from enum import Enum


class Remedy(Enum):
    """One way out of a failure. The value names it in tests and logs, not on screen."""

    RETRY = "retry"
    FLASH_ANYWAY = "flash anyway"
    NAME_BOARD = "name the board"
    COPY_RULE = "copy the udev rule"
    COPY_COMMAND = "copy the install command"
    LOOK_AGAIN = "look for the tools again"
    CONSOLE = "open the console"
    FITTING_BOARDS = "boards where it fits"
    OPS = "ops of the model"
    IMPORT = "choose another model"
    SAVE_WAITING = "save what waits"
    DATA = "settings of the data"
    REMOTE = "settings of remote boards"
    BENCH = "the bench"
    RUNS = "the runs"
    TASKS = "the tasks"
    COPY_DETAILS = "copy the details"


_R = Remedy

REMEDIES: dict[int, tuple[Remedy, ...]] = {
    1: (_R.COPY_DETAILS,),
    10: (_R.IMPORT,),
    11: (_R.OPS, _R.IMPORT),
    12: (_R.FITTING_BOARDS,),
    13: (_R.RETRY,),
    14: (_R.COPY_DETAILS,),
    15: (_R.NAME_BOARD,),
    16: (_R.BENCH,),
    17: (_R.IMPORT,),
    18: (_R.FITTING_BOARDS,),
    19: (_R.NAME_BOARD,),
    20: (_R.RETRY,),
    21: (_R.COPY_RULE, _R.RETRY),
    22: (_R.RETRY,),
    23: (_R.CONSOLE, _R.RETRY, _R.FLASH_ANYWAY),
    24: (_R.RETRY, _R.CONSOLE),
    25: (_R.FLASH_ANYWAY, _R.CONSOLE),
    26: (_R.FLASH_ANYWAY,),
    27: (_R.REMOTE,),
    28: (_R.CONSOLE,),
    29: (_R.RETRY, _R.REMOTE),
    30: (_R.RETRY, _R.CONSOLE),
    31: (_R.COPY_COMMAND,),
    32: (_R.COPY_COMMAND, _R.LOOK_AGAIN),
    33: (_R.RETRY,),
    34: (_R.RETRY, _R.FLASH_ANYWAY),
    35: (_R.COPY_DETAILS,),
    36: (_R.RETRY, _R.COPY_DETAILS),
    40: (_R.IMPORT,),
    41: (_R.COPY_DETAILS,),
    42: (_R.COPY_DETAILS,),
    43: (_R.COPY_DETAILS,),
    44: (_R.COPY_DETAILS,),
    45: (_R.IMPORT,),
    50: (_R.DATA,),
    51: (_R.SAVE_WAITING, _R.DATA),
    52: (_R.RUNS,),
    53: (_R.RUNS,),
    54: (_R.DATA,),
    55: (_R.SAVE_WAITING, _R.DATA),
    56: (_R.BENCH,),
    57: (_R.COPY_DETAILS,),
    58: (_R.COPY_DETAILS,),
    60: (_R.REMOTE,),
    61: (_R.RETRY, _R.REMOTE),
    62: (_R.REMOTE,),
    63: (_R.RETRY, _R.REMOTE),
    66: (_R.COPY_DETAILS,),
    70: (_R.TASKS,),
    71: (_R.TASKS,),
    72: (_R.IMPORT,),
    80: (_R.RETRY,),
    81: (_R.RETRY, _R.COPY_DETAILS),
    82: (_R.BENCH,),
    83: (_R.BENCH,),
    84: (_R.COPY_DETAILS,),
    85: (_R.RUNS,),
    86: (_R.RETRY,),
    87: (_R.COPY_DETAILS,),
    88: (_R.RETRY,),
    89: (_R.COPY_DETAILS,),
    90: (_R.RUNS,),
    91: (_R.COPY_DETAILS,),
    92: (_R.COPY_DETAILS,),
    93: (_R.COPY_DETAILS,),
    94: (_R.BENCH,),
    95: (_R.BENCH,),
    96: (_R.RETRY,),
    97: (_R.RETRY,),
    98: (_R.COPY_DETAILS,),
    99: (_R.COPY_DETAILS,),
    100: (_R.COPY_DETAILS,),
    101: (_R.RUNS,),
    130: (_R.RETRY,),
}
"""By `BenchError.code`; a test holds every class of errors to it."""


def remedies_of(code: int) -> tuple[Remedy, ...]:
    """The ways out of a failure, the likeliest first; that of any failure where it is one nobody knows."""
    return REMEDIES.get(code, REMEDIES[1])
