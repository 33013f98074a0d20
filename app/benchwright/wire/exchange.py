"""Requests and answers in frames: repeats what gets lost, keeps a window of requests under way."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchwright.model.errors import DeviceRestarted, DutRefused, DutTimeout, WireCorrupt
from benchwright.protocols.transport import Transport
from benchwright.wire.ascii_line import Clock, Listener
from benchwright.wire.frame import Frame, FrameDecoder, encode_frame
from benchwright.wire.messages import ANSWER_BIT, REFUSAL_KIND, RefusalCode, Request, decode_refusal, kind_name

# Silences in a row without any progress before giving up; each waits half as long again as the one before.
SILENCE_LIMIT = 5
# Repeats of one request while others get through.
REPEAT_LIMIT = 20
# An idle agent answers at once; the rest is the scheduling of a loaded host.
ANSWER_S = 0.4
# A device that restarts by itself says this in ASCII.
_BANNER = b"m-init-done"
_BUSY_PAUSE_S = 0.05


@dataclass(slots=True)
class _Sent:
    index: int
    sequence: int


@dataclass(slots=True)
class _Transfer:
    """State of one windowed transfer: which requests are out, by which sequence numbers, and what came back."""

    requests: Sequence[Request]
    answers: dict[int, bytes] = field(default_factory=dict)
    out: deque[_Sent] = field(default_factory=deque)
    owners: dict[int, int] = field(default_factory=dict)
    attempts: dict[int, int] = field(default_factory=dict)
    next_index: int = 0
    bad_before: int = 0


class Exchange:
    """Frames on one transport in binary mode. Owned by one thread.

    Every request gets a new sequence number, a repeated one too, so that a late answer is never taken for another's.
    """

    def __init__(self, transport: Transport, device_name: str, baud: int, clock: Clock, listener: Listener) -> None:
        self._transport = transport
        self._device_name = device_name
        self._baud = baud
        self._clock = clock
        self._listener = listener
        self._decoder = FrameDecoder()
        self._arrived: deque[Frame] = deque()
        self._sequence = 0
        self._tail = b""
        self._has_restarted = False

    @property
    def has_restarted(self) -> bool:
        """Whether the device said that it starts anew, in ASCII."""
        return self._has_restarted

    @property
    def bad_frames(self) -> int:
        """Damaged frames received so far."""
        return self._decoder.bad_count

    def send(self, request: Request) -> int:
        """Sends one request; its sequence number."""
        self._sequence = (self._sequence + 1) & 0xFF
        self._transport.write(encode_frame(Frame(request.kind, self._sequence, request.body)))
        return self._sequence

    def resynchronise(self) -> None:
        """Ends whatever cut frame the device may hold."""
        self._transport.write(b"\0")

    def receive(self, deadline: float) -> Frame | None:
        """The next frame; None when `deadline` of the clock passes first.

        Raises:
            DeviceVanished: the line is gone. DeviceRestarted: the device started anew.
        """
        while not self._arrived:
            if self._has_restarted:
                raise DeviceRestarted(self._device_name, "the talk with it")
            remaining_s = deadline - self._clock()
            if remaining_s <= 0:
                return None
            data = self._transport.read(4_096, remaining_s)
            # Frames that came before the restart still count.
            self._arrived.extend(self._decoder.feed(data))
            self._has_restarted = _BANNER in self._tail + data
            self._tail = (self._tail + data)[-len(_BANNER) :]
        return self._arrived.popleft()

    def forget(self) -> None:
        """Starts anew on a line that was just opened: nothing that came before counts."""
        self._decoder = FrameDecoder()
        self._arrived.clear()
        self._tail = b""
        self._has_restarted = False

    def request(self, request: Request, *, work_s: float = 0.0) -> bytes:
        """The answer's body to one request; `work_s` is how long the device may need beside the line.

        Raises:
            DutTimeout, WireCorrupt, DutRefused, DeviceVanished: see `transfer`.
        """
        return self.transfer((request,), window=1, work_s=work_s)[0]

    def transfer(
        self,
        requests: Sequence[Request],
        *,
        window: int,
        work_s: float = 0.0,
        on_answer: Callable[[int], None] | None = None,
    ) -> tuple[bytes, ...]:
        """The answers' bodies to idempotent requests, up to `window` of them under way at a time.

        `on_answer` gets the count of answers so far, and may raise to stop between two of them.

        Raises:
            DutTimeout: silence. WireCorrupt: something answers, but damaged. DutRefused. DeviceVanished.
        """
        state = _Transfer(requests, bad_before=self.bad_frames)
        silences = 0
        while len(state.answers) < len(requests):
            self._fill(state, window)
            patience_s = (ANSWER_S + work_s + self._line_s(state)) * 1.5**silences
            done_before = len(state.answers)
            frame = self.receive(self._clock() + patience_s)
            if frame is not None:
                self._accept(state, frame)
            elif silences + 1 >= SILENCE_LIMIT:
                raise self._gave_up(state, patience_s)
            else:
                silences += 1
                self.resynchronise()
                self._repeat(state, tuple(state.out))
            if len(state.answers) > done_before:
                silences = 0
                if on_answer is not None:
                    on_answer(len(state.answers))
        return tuple(state.answers[index] for index in range(len(requests)))

    def refused(self, frame: Frame) -> DutRefused:
        """The error for a refusal frame."""
        refusal = decode_refusal(frame.body)
        self._listener("<", f"refused {kind_name(refusal.request_kind)}: {refusal.text or refusal.code}")
        return DutRefused(self._device_name, kind_name(refusal.request_kind), refusal.code, refusal.text)

    def _fill(self, state: _Transfer, window: int) -> None:
        while state.next_index < len(state.requests) and len(state.out) < window:
            self._send_of(state, state.next_index)
            state.next_index += 1

    def _send_of(self, state: _Transfer, index: int) -> None:
        attempts = state.attempts.get(index, 0) + 1
        if attempts > REPEAT_LIMIT:
            raise WireCorrupt(self._device_name, self.bad_frames)
        state.attempts[index] = attempts
        sequence = self.send(state.requests[index])
        state.owners[sequence] = index
        state.out.append(_Sent(index, sequence))

    def _repeat(self, state: _Transfer, lost: Sequence[_Sent]) -> None:
        for sent in lost:
            state.out.remove(sent)
            self._send_of(state, sent.index)

    def _accept(self, state: _Transfer, frame: Frame) -> None:
        index = state.owners.get(frame.sequence)
        if index is None or index in state.answers:
            return
        if frame.kind == REFUSAL_KIND:
            self._refuse(state, frame, index)
            return
        if frame.kind != state.requests[index].kind | ANSWER_BIT:
            return
        state.answers[index] = frame.body
        mine = next(sent for sent in state.out if sent.index == index)
        if mine.sequence == frame.sequence:
            # The device answers in order: what was sent before this and is still unanswered got lost.
            overtaken = tuple(state.out)[: list(state.out).index(mine)]
            state.out.remove(mine)
            self._repeat(state, overtaken)
        else:
            state.out.remove(mine)

    def _refuse(self, state: _Transfer, frame: Frame, index: int) -> None:
        if decode_refusal(frame.body).code != RefusalCode.BUSY:
            raise self.refused(frame)
        time.sleep(_BUSY_PAUSE_S)
        self._repeat(state, tuple(sent for sent in state.out if sent.index == index))

    def _line_s(self, state: _Transfer) -> float:
        """Time the line itself may need for everything under way, twice over for the converter on the way."""
        out_bytes = sum(
            len(state.requests[sent.index].body) + state.requests[sent.index].answer_bytes + 32 for sent in state.out
        )
        return 2 * out_bytes * 10 / self._baud

    def _gave_up(self, state: _Transfer, patience_s: float) -> Exception:
        request = state.requests[state.out[0].index]
        bad_count = self.bad_frames - state.bad_before
        if bad_count:
            return WireCorrupt(self._device_name, bad_count)
        waited_s = sum(patience_s / 1.5**step for step in range(SILENCE_LIMIT))
        return DutTimeout(self._device_name, f"the answer to {request.kind.name}", round(waited_s, 1))
