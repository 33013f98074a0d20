"""Opening a line whose state is unknown, and switching the agent to frames (docs/protocol.md, last section)."""

from __future__ import annotations

from benchwright.model.errors import DutTimeout, WrongFirmware
from benchwright.protocols.transport import Transport
from benchwright.wire.ascii_line import AsciiLine, Clock, Listener
from benchwright.wire.frame import Frame, encode_frame
from benchwright.wire.messages import WIRE_VERSION, Kind

# One try: a running inference is cancelled first, so it may take as long as one inference.
_TRY_S = 0.6
_QUIET_S = 0.03
_VERSION_WORD = "m-bw-["
_BINARY_WORD = "m-bw-[binary]"
# Tries that were answered by something, but not with our version.
_FOREIGN_LIMIT = 3


def open_binary(transport: Transport, device_name: str, *, clock: Clock, listener: Listener, deadline_s: float) -> None:
    """Leaves the agent at the other end in binary mode, whatever it was doing before.

    The first question is one that any MLPerf Tiny firmware survives; a zero byte or a bare `%`, which end the parser of
    the reference in undefined behaviour, are sent only where nobody answers it.

    Raises:
        DutTimeout: nothing answers within `deadline_s`.
        WrongFirmware: something answers that is not our agent, or one of another wire version.
        DeviceVanished: the line is gone.
    """
    line = AsciiLine(transport, clock, listener)
    deadline = clock() + deadline_s
    foreign_count = 0
    is_silent = False
    while clock() < deadline and foreign_count < _FOREIGN_LIMIT:
        if is_silent:
            _return_to_ascii(transport, line, clock)
        line.send("bw")
        said, is_alive = _await_word(line, _VERSION_WORD, min(deadline, clock() + _TRY_S))
        is_silent = not is_alive
        if not said:
            foreign_count += is_alive
            continue
        _check_version(device_name, said)
        line.send("bw binary")
        if _await_word(line, _BINARY_WORD, min(deadline, clock() + _TRY_S))[0]:
            return
        is_silent = True  # it may have heard the command, and its answer got lost
    if foreign_count:
        raise WrongFirmware(device_name, "It answers, but does not know the command bw.")
    raise DutTimeout(device_name, "a sign of life", deadline_s)


def _await_word(line: AsciiLine, word: str, deadline: float) -> tuple[str, bool]:
    """The line with `word`, read to its `m-ready`, and whether anything answered at all.

    Answers to earlier commands may come first: those of a device that was starting while the host began to ask.
    """
    is_alive = False
    while (lines := line.read_until_ready(deadline)) is not None:
        is_alive = True
        for text in lines:
            if word in text:
                return text, True
    return "", is_alive


def _return_to_ascii(transport: Transport, line: AsciiLine, clock: Clock) -> None:
    # In ASCII a lone zero cancels a running inference and the frames are one unknown command that % ends.
    cancel = encode_frame(Frame(Kind.CANCEL, 0))
    leave = encode_frame(Frame(Kind.ASCII, 0))
    transport.write(b"\0" + cancel + leave + b"\0%")
    line.read_until_ready(clock() + _TRY_S)
    line.drain(_QUIET_S, clock() + _TRY_S)


def _check_version(device_name: str, said: str) -> None:
    version = said.split(_VERSION_WORD, 1)[1].split("]", 1)[0]
    if version != str(WIRE_VERSION):
        raise WrongFirmware(device_name, f"It speaks wire version {version}; this program speaks {WIRE_VERSION}.")
