"""Which failures are worth another attempt, and how long to wait before it."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

from benchwright.model import errors
from benchwright.model.batch import AttemptEnd, Job

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0

_RETRIED: tuple[type[errors.BenchError], ...] = (
    errors.DeviceNotFound,
    errors.PortBusy,
    errors.DeviceVanished,
    errors.DeviceRestarted,
    errors.RemoteUnreachable,
    errors.LabUnavailable,
    errors.PlaceHeld,
    errors.PlaceUnusable,
    errors.DutTimeout,
    errors.WireCorrupt,
    errors.DutRefused,
    errors.WrongFirmware,
    errors.FlashFailed,
    errors.VirtualDeviceFailed,
)
_HOPELESS_DEVICE: tuple[type[errors.BenchError], ...] = (
    errors.PortDenied,
    errors.FirmwareMissing,
    errors.ToolMissing,
    errors.BoardUnknown,
    errors.BoardUnnamed,
    errors.PortUrlInvalid,
    errors.PlaceUnknown,
    errors.TargetUnknown,
)
_FATAL: tuple[type[errors.BenchError], ...] = (
    errors.DatabaseTooNew,
    errors.DatabaseUnusable,
    errors.RunNotSaved,
    errors.BatchOwned,
)


class Policy(Enum):
    """What a batch does about a failure.

    RETRY: the device or its cable; it may go better next time. SET_ASIDE: the device, and only the user can help.
    GIVE_UP: the model, or the program; the same would happen again. STOP: nothing can be kept, so nothing is measured.
    """

    RETRY = "retry"
    SET_ASIDE = "set aside"
    GIVE_UP = "give up"
    STOP = "stop"

    @property
    def is_of_the_device(self) -> bool:
        """Whether the failure speaks against the device."""
        return self in {Policy.RETRY, Policy.SET_ASIDE}


_POLICIES = {
    **{kind.code: Policy.RETRY for kind in _RETRIED},
    **{kind.code: Policy.SET_ASIDE for kind in _HOPELESS_DEVICE},
    **{kind.code: Policy.STOP for kind in _FATAL},
}

SAME_FOR_EVERY_REPEAT = frozenset(
    {
        errors.ModelFileInvalid.code,
        errors.ModelUnsupported.code,
        errors.PackTooLarge.code,
        errors.ArenaLimitTooLow.code,
    }
)
"""Failures of a variant on a kind of board, whichever device and attempt it is."""


def policy_of(code: int) -> Policy:
    """What to do about a failure with this code; one that is not known is given up."""
    return _POLICIES.get(code, Policy.GIVE_UP)


def pause_s(spent: int) -> float:
    """Seconds to wait before the attempt that follows `spent` failures: 1, 2, 4 … 30."""
    return min(FIRST_PAUSE_S * 2.0 ** (spent - 1), LONGEST_PAUSE_S) if spent > 0 else 0.0


def is_due(job: Job, now: datetime) -> bool:
    """Whether the pause after the last failed attempt is over."""
    last = job.attempts[-1] if job.attempts else None
    if last is None or last.end is not AttemptEnd.FAILED or not job.spent:
        return True
    waited = now - datetime.fromisoformat(last.ended_at)
    # A clock that was set back must not hold a job up for hours.
    return not timedelta(0) <= waited < timedelta(seconds=pause_s(job.spent))
