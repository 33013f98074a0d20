"""Many inputs, one inference each, with the line never idle: the next input travels while the device computes.

LOAD_INPUT, INFER and READ_OUTPUT depend on each other, so none of them is repeated alone. Each is sent once, and a
device answers in order: an input counts when its whole chain was answered without a hole. Where one is missing, all
that was under way is let go and sent anew from the first input that does not count.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

from benchwright.model.errors import DutTimeout, WireCorrupt
from benchwright.wire.ascii_line import Clock
from benchwright.wire.exchange import ANSWER_S, Exchange
from benchwright.wire.frame import Frame
from benchwright.wire.messages import (
    ANSWER_BIT,
    REFUSAL_KIND,
    TICKS,
    Kind,
    RefusalCode,
    Request,
    decode_refusal,
    decode_run_part,
    numbers,
)

# Chains in a row that broke without a single input getting through.
_BREAK_LIMIT = 12
_SILENCE_LIMIT = 4


@dataclass(frozen=True, slots=True)
class Inference:
    """One inference on one input: its ticks, overhead included, and all output tensors one behind the other."""

    ticks: int
    output: bytes


@dataclass(frozen=True, slots=True)
class ChainForm:
    """What one input takes: how the device may be asked, and what its outputs are.

    `work_s` is how long an inference may take at most, `window` how many requests may be under way.
    """

    window: int
    body_bytes: int
    output_bytes: tuple[int, ...]
    resets_state: bool
    work_s: float
    baud: int


@dataclass(frozen=True, slots=True)
class _Sent:
    sequence: int
    request: Request
    ends_input: bool


class InferencePipeline:
    """Owned by one thread, as the exchange is."""

    def __init__(self, exchange: Exchange, device_name: str, form: ChainForm, clock: Clock) -> None:
        self._exchange = exchange
        self._device_name = device_name
        self._form = form
        self._clock = clock
        self._was_silent = False

    def run(self, inputs: Sequence[bytes]) -> Generator[Inference, None, None]:
        """The inference of each input in order. One that is not drawn to its end leaves the line at rest likewise.

        Raises:
            DutTimeout, WireCorrupt: chains break again and again. DutRefused, DeviceVanished: as everywhere.
        """
        done, breaks = 0, 0
        try:
            while done < len(inputs):
                for inference in self._unbroken(inputs, done):
                    done += 1
                    breaks = 0
                    yield inference
                if done < len(inputs):
                    breaks += 1
                    self._give_up_after(breaks)
                    self._settle()
        except GeneratorExit:
            self._settle()
            raise

    def _unbroken(self, inputs: Sequence[bytes], start: int) -> Iterator[Inference]:
        """Inferences up to the first hole, silence or busy device."""
        waiting: deque[_Sent] = deque()
        to_send = (pair for data in inputs[start:] for pair in self._chain(data))
        ticks, parts = 0, list[bytes]()
        self._was_silent = False
        while True:
            while len(waiting) < self._form.window and (pair := next(to_send, None)) is not None:
                waiting.append(_Sent(self._exchange.send(pair[0]), *pair))
            if not waiting:
                return
            frame = self._exchange.receive(self._clock() + self._patience_s(waiting))
            if frame is None:
                self._was_silent = True
                return
            first = waiting[0]
            if frame.sequence != first.sequence:
                if any(frame.sequence == sent.sequence for sent in waiting):
                    return
                continue
            if frame.kind == REFUSAL_KIND:
                if decode_refusal(frame.body).code == RefusalCode.BUSY:
                    return
                raise self._exchange.refused(frame)
            if frame.kind != first.request.kind | ANSWER_BIT or not _is_whole(frame, first.request):
                return
            if first.request.kind is Kind.INFER:
                ticks = decode_run_part(frame.body, TICKS).entries[-1][0]
            elif first.request.kind is Kind.READ_OUTPUT:
                parts.append(frame.body)
            waiting.popleft()
            if first.ends_input:
                yield Inference(ticks, b"".join(parts))
                parts = []

    def _chain(self, data: bytes) -> Iterator[tuple[Request, bool]]:
        """The requests of one input, and which of them ends it."""
        form = self._form
        if form.resets_state:
            yield Request(Kind.RESET_STATE), False
        step = form.body_bytes - 4
        for at in range(0, len(data), step):
            yield Request(Kind.LOAD_INPUT, numbers(at) + data[at : at + step], 4), False
        yield Request(Kind.INFER, numbers(1, 0), 16), False
        reads = [
            (output, at, min(form.body_bytes, size - at))
            for output, size in enumerate(form.output_bytes)
            for at in range(0, size, form.body_bytes)
        ]
        for read in reads:
            yield Request(Kind.READ_OUTPUT, numbers(*read), read[2]), read is reads[-1]

    def _settle(self) -> None:
        """Waits until the device has answered what it has heard; late answers count no longer."""
        self._exchange.resynchronise()
        self._exchange.request(Request(Kind.ECHO), work_s=self._form.work_s * self._form.window)

    def _patience_s(self, waiting: deque[_Sent]) -> float:
        line_bytes = sum(len(sent.request.body) + sent.request.answer_bytes + 32 for sent in waiting)
        return ANSWER_S + self._form.work_s + 2 * line_bytes * 10 / self._form.baud

    def _give_up_after(self, breaks: int) -> None:
        if self._was_silent and breaks >= _SILENCE_LIMIT and not self._exchange.bad_frames:
            waited_s = round(breaks * (ANSWER_S + self._form.work_s), 1)
            raise DutTimeout(self._device_name, "the answer to an inference", waited_s)
        if breaks >= _BREAK_LIMIT:
            raise WireCorrupt(self._device_name, self._exchange.bad_frames)


def _is_whole(frame: Frame, request: Request) -> bool:
    """Whether an answer has the length that was asked for; anything else is none of this chain."""
    if request.kind is Kind.INFER:
        return len(frame.body) == request.answer_bytes
    return request.kind is not Kind.READ_OUTPUT or len(frame.body) == request.answer_bytes
