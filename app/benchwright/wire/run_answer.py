"""Answers that come in several frames while the device computes: INFER, PROFILE, LAYERS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from benchwright.model.errors import Cancelled, DutTimeout, WireCorrupt
from benchwright.protocols.cancel import CancelToken
from benchwright.wire.ascii_line import Clock
from benchwright.wire.exchange import Exchange
from benchwright.wire.frame import Frame
from benchwright.wire.messages import (
    ANSWER_BIT,
    REFUSAL_KIND,
    Entry,
    Kind,
    MessageInvalid,
    RefusalCode,
    Request,
    decode_refusal,
    decode_run_part,
)

# A run is only good whole: on a bad line a long answer needs more tries than a short one.
_RUN_LIMIT = 10
# How often a waiting host looks at its cancel token.
_CANCEL_POLL_S = 0.1
# Between two questions whether the device still lives.
_PROBE_EVERY_S = 1.0
# A cancelled device may finish the inference it is in; then it has to answer.
_CANCEL_S = 15.0

Entries = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a computing device may be silent, in seconds.

    Until `quiet_s` the host sends nothing, because receiving would disturb what is being timed. After it the host asks
    with an ECHO: the agent answers in order, so an answer means that no run is under way and the request or its answer
    got lost. `dead_s` more without any frame means that nobody is there.
    """

    quiet_s: float
    dead_s: float


@dataclass(slots=True)
class _Probes:
    """What was sent while waiting, and when to send again."""

    next_at: float
    dead_at: float
    echoes: set[int] = field(default_factory=set)
    is_cancelling: bool = False

    def heard(self, now: float, patience: Patience) -> None:
        """The device said something: it may be silent anew."""
        if not self.is_cancelling:
            self.next_at = now + patience.quiet_s
            self.dead_at = self.next_at + patience.dead_s

    def cancelled(self, now: float) -> None:
        """CANCEL went out: from now on the host need not keep quiet."""
        self.is_cancelling = True
        self.next_at = now + _PROBE_EVERY_S
        self.dead_at = now + _CANCEL_S


class RunAnswer:
    """Asks for one run and gathers its answer; asks again when part of it was lost."""

    def __init__(self, exchange: Exchange, device_name: str, clock: Clock) -> None:
        self._exchange = exchange
        self._device_name = device_name
        self._clock = clock

    def gather(
        self,
        request: Request,
        entry: Entry,
        patience: Patience,
        on_progress: Callable[[int, int], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> Entries:
        """All entries of the answer.

        Raises:
            Cancelled: the device stopped at its next inference.
            DutTimeout, WireCorrupt, DutRefused, DeviceVanished: as everywhere on the wire.
        """
        for _attempt in range(_RUN_LIMIT):
            sequence = self._exchange.send(request)
            entries = self._collect(request, sequence, entry, patience, on_progress, cancel)
            if entries is not None:
                return entries
            self._exchange.resynchronise()
        raise WireCorrupt(self._device_name, self._exchange.bad_frames)

    def _collect(
        self,
        request: Request,
        sequence: int,
        entry: Entry,
        patience: Patience,
        on_progress: Callable[[int, int], None] | None,
        cancel: CancelToken | None,
    ) -> Entries | None:
        """The entries, or None when the answer has a hole or never comes although the device lives."""
        gathered: list[tuple[int, ...]] = []
        quiet_at = self._clock() + patience.quiet_s
        probes = _Probes(quiet_at, quiet_at + patience.dead_s)
        while True:
            frame = self._exchange.receive(self._clock() + _CANCEL_POLL_S)
            if frame is not None:
                probes.heard(self._clock(), patience)
            self._look_around(request, probes, patience, cancel)
            if frame is None:
                continue
            if frame.sequence in probes.echoes and frame.kind == Kind.ECHO | ANSWER_BIT:
                # Answered in order, so the run is over or never began, and its answer is lost.
                if probes.is_cancelling:
                    raise Cancelled("the inference")
                return None
            if frame.sequence != sequence:
                continue
            if frame.kind == REFUSAL_KIND:
                self._refuse(frame)
            if frame.kind != request.kind | ANSWER_BIT:
                continue
            part = decode_run_part(frame.body, entry)
            if part.first_index != len(gathered):
                # A frame of the answer was lost, so nothing of this run is used; one still going on is stopped.
                if not part.is_last:
                    self._exchange.send(Request(Kind.CANCEL))
                return None
            gathered.extend(part.entries)
            if on_progress is not None:
                on_progress(len(gathered), part.total)
            if part.is_last:
                return tuple(gathered)

    def _look_around(self, request: Request, probes: _Probes, patience: Patience, cancel: CancelToken | None) -> None:
        now = self._clock()
        if now >= probes.dead_at:
            if probes.is_cancelling:
                raise Cancelled("the inference", "The device did not confirm; reset it.")
            waited_s = round(patience.quiet_s + patience.dead_s, 1)
            raise DutTimeout(self._device_name, f"the answer to {request.kind.name}", waited_s)
        if cancel is not None and cancel.is_set and not probes.is_cancelling:
            probes.cancelled(now)
            self._exchange.resynchronise()
            self._exchange.send(Request(Kind.CANCEL))
        elif now >= probes.next_at:
            probes.next_at = now + _PROBE_EVERY_S
            self._exchange.resynchronise()
            if probes.is_cancelling:
                self._exchange.send(Request(Kind.CANCEL))
            probes.echoes.add(self._exchange.send(Request(Kind.ECHO)))

    def _refuse(self, frame: Frame) -> None:
        try:
            refusal = decode_refusal(frame.body)
        except MessageInvalid:
            return
        if refusal.code == RefusalCode.CANCELLED:
            raise Cancelled("the inference")
        raise self._exchange.refused(frame)
