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


def open_binary(transport: Transport, device_name: str, *, clock: Clock, listener: Listener, deadline_s: float) -> None:
    """Leaves the agent at the other end in binary mode, whatever it was doing before.

    Raises:
        DutTimeout: nothing answers within `deadline_s`.
        WrongFirmware: something answers that is not our agent, or one of another wire version.
        DeviceVanished: the line is gone.
    """
    line = AsciiLine(transport, clock, listener)
    deadline = clock() + deadline_s
    foreign = 0
    while clock() < deadline:
        _return_to_ascii(transport, line, clock)
        line.send("bw")
        answer = line.read_until_ready(min(deadline, clock() + _TRY_S))
        if answer is None:
            continue
        if _VERSION_WORD not in "".join(answer):
            foreign += 1
            if foreign == 3:
                break
            continue
        _check_version(device_name, answer)
        line.send("bw binary")
        answer = line.read_until_ready(min(deadline, clock() + _TRY_S))
        if answer is not None and any("m-bw-[binary]" in text for text in answer):
            return
    if foreign:
        raise WrongFirmware(device_name, "It answers, but does not know the command bw.")
    raise DutTimeout(device_name, "a sign of life", deadline_s)


def _return_to_ascii(transport: Transport, line: AsciiLine, clock: Clock) -> None:
    # In ASCII a lone zero cancels a running inference and the frames are one unknown command that % ends.
    cancel = encode_frame(Frame(Kind.CANCEL, 0))
    leave = encode_frame(Frame(Kind.ASCII, 0))
    transport.write(b"\0" + cancel + leave + b"\0%")
    line.read_until_ready(clock() + _TRY_S)
    line.drain(_QUIET_S, clock() + _TRY_S)


def _check_version(device_name: str, answer: tuple[str, ...]) -> None:
    said = next(text for text in answer if _VERSION_WORD in text)
    version = said.split(_VERSION_WORD, 1)[1].split("]", 1)[0]
    if version != str(WIRE_VERSION):
        raise WrongFirmware(device_name, f"It speaks wire version {version}; this program speaks {WIRE_VERSION}.")
