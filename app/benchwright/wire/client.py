"""The client of Benchwright's agent: everything a host asks of a device, over any transport."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Generator, Iterator, Sequence

from benchwright.model.device import Hello, MemoryReport, WireStatistics
from benchwright.model.errors import DeviceVanished, WrongFirmware
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.transport import Transport
from benchwright.wire import messages
from benchwright.wire.ascii_line import Clock, Listener, silent
from benchwright.wire.exchange import Exchange
from benchwright.wire.messages import PACK_ALIGN_BYTES, Kind, MessageInvalid, Request, numbers
from benchwright.wire.opening import open_binary
from benchwright.wire.pipeline import ChainForm, Inference, InferencePipeline
from benchwright.wire.run_answer import Patience, RunAnswer

Progress = Callable[[int, int], None]
"""Called with the amount done and the amount in all."""

OPEN_S = 3.0
"""Default patience of `open`: a healthy agent answers within milliseconds, a blank board never."""

# Erasing and hashing flash, slowest board with a margin of four: a 2 KiB page of an STM32L4 takes 25 ms.
_ERASE_BYTES_PER_S = 20_000
_HASH_BYTES_PER_S = 100_000
_FLASH_WRITE_S = 0.5
# Silence allowed to a device whose speed is not known yet, and the share that every device gets.
_FIRST_QUIET_S = 3.0
_FIRST_DEAD_S = 60.0
_QUIET_S = 1.0
_DEAD_S = 10.0


class DutClient:
    """Talks to one agent in binary mode; `open` comes first. Owned by one thread; does not own the transport.

    Requests are repeated when frames get lost or damaged; what the agent does is the same, however often it is asked.
    Every method raises DeviceVanished when the line goes, DutTimeout on silence, WireCorrupt when repeating does not
    help, DutRefused with the agent's own words, and WrongFirmware when an answer has no known form.
    """

    def __init__(
        self,
        transport: Transport,
        device_name: str,
        *,
        clock: Clock = time.monotonic,
        listener: Listener = silent,
        baud: int = 115_200,
    ) -> None:
        self._transport = transport
        self._device_name = device_name
        self._clock = clock
        self._listener = listener
        self._baud = baud
        self._exchange = Exchange(transport, device_name, baud, clock, listener)
        self._runs = RunAnswer(self._exchange, device_name, clock)
        self._slowest_s: float | None = None
        # Cautious until HELLO has said what the agent can take.
        self._max_body_bytes = 256
        self._window = 1

    def open(self, *, deadline_s: float = OPEN_S) -> Hello:
        """Brings the agent into binary mode from whatever state it is in; what it says of itself."""
        open_binary(
            self._transport, self._device_name, clock=self._clock, listener=self._listener, deadline_s=deadline_s
        )
        self._exchange.forget()
        return self.hello()

    def hello(self) -> Hello:
        """What the agent says of itself, asked anew."""
        body = self._ask(Request(Kind.HELLO, answer_bytes=messages.HELLO_BYTES))
        with self._understood():
            hello = messages.decode_hello(body)
        self._max_body_bytes = max(64, hello.max_body_bytes)
        self._window = hello.window
        self._listener("·", f"{hello.board}, {hello.engine} ({hello.kernel_set}), pack status {hello.pack_status}")
        return hello

    def load_input(self, inputs: bytes) -> None:
        """Loads all input tensors, one behind the other; every later inference sees them."""
        self._send_chunks(Kind.LOAD_INPUT, inputs, self._max_body_bytes - 4)

    def infer(
        self,
        count: int,
        warmup: int = 0,
        on_progress: Progress | None = None,
        cancel: CancelToken | None = None,
    ) -> tuple[int, ...]:
        """Runs `warmup` inferences and then `count` timed ones; the ticks of each, overhead included.

        Raises:
            Cancelled: `cancel` was set; the device has finished the inference it was in and waits for orders.
        """
        self._listener(">", f"INFER count {count}, warm-up {warmup}")
        started = self._clock()
        request = Request(Kind.INFER, numbers(count, warmup))
        with self._understood():
            entries = self._runs.gather(request, messages.TICKS, self._patience(), on_progress, cancel)
        self._learn((self._clock() - started) / (count + warmup))
        self._listener("<", f"INFER {len(entries)} timed, the last {entries[-1][0]} ticks")
        return tuple(ticks for (ticks,) in entries)

    def infer_each(
        self, inputs: Sequence[bytes], output_bytes: Sequence[int], *, resets_state: bool = False
    ) -> Generator[Inference, None, None]:
        """One inference on each input with the line never idle; `output_bytes` are the sizes of the output tensors.

        With `resets_state` the model is as after opening before each of them. An iterator that is not drawn to its
        end must be closed before anything else is asked.
        """
        if self._slowest_s is None and inputs:
            self.load_input(inputs[0])
            self.infer(1)
        form = ChainForm(
            window=self._window,
            body_bytes=self._max_body_bytes,
            output_bytes=tuple(output_bytes),
            resets_state=resets_state,
            work_s=self._patience().quiet_s,
            baud=self._baud,
        )
        self._listener(">", f"LOAD_INPUT, INFER, READ_OUTPUT of {len(inputs)} inputs")
        return InferencePipeline(self._exchange, self._device_name, form, self._clock).run(inputs)

    def read_output(self, output: int, length: int) -> bytes:
        """The first `length` bytes of an output tensor as the latest inference left them."""
        step = self._max_body_bytes
        spans = [(offset, min(step, length - offset)) for offset in range(0, length, step)]
        requests = [Request(Kind.READ_OUTPUT, numbers(output, at, size), answer_bytes=size) for at, size in spans]
        self._listener(">", f"READ_OUTPUT {output}, {length} bytes")
        return b"".join(self._exchange.transfer(requests, window=self._window))

    def profile(self) -> tuple[int, ...]:
        """Ticks of every op of one inference."""
        entries = self._run(Kind.PROFILE, messages.TICKS)
        return tuple(ticks for (ticks,) in entries)

    def layers(self) -> tuple[tuple[int, int], ...]:
        """Of every op of one inference: the tensor of the source file, and the CRC-32 of its bytes."""
        return tuple((tensor, crc) for tensor, crc in self._run(Kind.LAYERS, messages.LAYER))

    def reset_state(self) -> None:
        """What the model keeps from one inference to the next becomes as it is after opening.

        Agents before version 4 refuse it: their hello lacks `Capability.RESET_STATE`.
        """
        self._listener(">", "RESET_STATE")
        self._ask(Request(Kind.RESET_STATE))

    def memory(self) -> MemoryReport:
        """Memory as the device measured it."""
        body = self._ask(Request(Kind.MEMORY, answer_bytes=24), work_s=1.0)
        with self._understood():
            return messages.decode_memory(body)

    def statistics(self) -> WireStatistics:
        """The agent's counters since it started."""
        body = self._ask(Request(Kind.STATISTICS, answer_bytes=24))
        with self._understood():
            return messages.decode_statistics(body)

    def pack_erase(self, length: int) -> None:
        """Erases the first `length` bytes of the slot, rounded up to whole blocks. The open pack is closed."""
        self._ask(Request(Kind.PACK_ERASE, numbers(length)), work_s=2 + length / _ERASE_BYTES_PER_S)

    def pack_write(self, data: bytes, on_progress: Progress | None = None) -> None:
        """Writes `data` to the start of the erased slot; a length of a multiple of 16 bytes.

        `on_progress` is called between chunks and may raise to stop there.
        """
        step = (self._max_body_bytes - 4) // PACK_ALIGN_BYTES * PACK_ALIGN_BYTES
        self._send_chunks(Kind.PACK_WRITE, data, step, on_progress, work_s=_FLASH_WRITE_S)

    def pack_verify(self, length: int) -> str:
        """SHA-256 in hex of the first `length` bytes of the slot as they lie in flash; then the pack is opened anew."""
        body = self._ask(
            Request(Kind.PACK_VERIFY, numbers(length), answer_bytes=32), work_s=2 + length / _HASH_BYTES_PER_S
        )
        return body.hex()

    def echo(self, data: bytes) -> bytes:
        """The same bytes, once there and back."""
        return self._ask(Request(Kind.ECHO, data, answer_bytes=len(data)))

    def reset(self) -> None:
        """Restarts the device; call `open` again before anything else."""
        try:
            self._ask(Request(Kind.RESET))
        except DeviceVanished:
            # The answer got lost, but the restart itself was heard.
            if not self._exchange.has_restarted:
                raise

    def leave(self) -> None:
        """Returns the agent to ASCII, so that any MLPerf host finds it as after a start."""
        self._ask(Request(Kind.ASCII))

    def _send_chunks(
        self, kind: Kind, data: bytes, step: int, on_progress: Progress | None = None, work_s: float = 0.0
    ) -> None:
        requests = [Request(kind, numbers(at) + data[at : at + step], 4) for at in range(0, len(data), step)]
        self._listener(">", f"{kind.name} {len(data)} bytes")

        def answered(count: int) -> None:
            if on_progress is not None:
                on_progress(min(len(data), count * step), len(data))

        self._exchange.transfer(requests, window=self._window, work_s=work_s, on_answer=answered)

    def _ask(self, request: Request, work_s: float = 0.0) -> bytes:
        self._listener(">", request.kind.name)
        return self._exchange.request(request, work_s=work_s)

    def _run(self, kind: Kind, entry: messages.Entry) -> tuple[tuple[int, ...], ...]:
        self._listener(">", kind.name)
        with self._understood():
            return self._runs.gather(Request(kind), entry, self._patience())

    def _patience(self) -> Patience:
        if self._slowest_s is None:
            return Patience(_FIRST_QUIET_S, _FIRST_DEAD_S)
        # The agent reports at least every quarter second of its own time; an emulator may need longer for that.
        return Patience(_QUIET_S + 4 * self._slowest_s, _DEAD_S + 10 * self._slowest_s)

    def _learn(self, inference_s: float) -> None:
        self._slowest_s = max(inference_s, self._slowest_s or 0.0)

    @contextlib.contextmanager
    def _understood(self) -> Iterator[None]:
        try:
            yield
        except MessageInvalid as error:
            raise WrongFirmware(self._device_name, f"Its answer has no known form: {error}.") from error
