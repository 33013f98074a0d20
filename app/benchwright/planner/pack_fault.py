"""The name of the field for which an engine refuses a pack: the device tells only where in the pack it lies."""

from __future__ import annotations

import struct

from benchwright.model.engine_status import REFUSALS
from benchwright.planner.pack_format import OpCode, OpRecord, PackHeader, Record, StateRecord, TensorRecord
from benchwright.planner.pack_ops import PARAMS_OF_CODE

_MOST_RECORDS = 4096
_NAMES = {code.value: code.name for code in OpCode}


def refusal_words(pack: bytes, status: int, fault_offset: int) -> str:
    """`op 3, CONV_2D, weights_offset: a length or an offset points outside …`; without a field the status alone.

    `pack` is what was written to the device, as damaged as it may be; `status` and `fault_offset` are the device's.
    """
    reason = REFUSALS.get(status, f"status {status}")
    place = field_name(pack, fault_offset) if fault_offset else ""
    return f"{place}: {reason}" if place else reason


def field_name(pack: bytes, offset: int) -> str:
    """What lies at an offset: `header, arena_bytes`, `input 0, scale` or `op 3, CONV_2D, stride_h`; "" for no field."""
    if offset < PackHeader.size_bytes():
        return f"header, {_field(PackHeader, offset)}"
    if len(pack) < PackHeader.size_bytes():
        return ""
    values = {name: _word(pack, at) for name, at in PackHeader.field_offsets() if name.endswith(("_offset", "_count"))}
    for word, what in (("inputs", "input"), ("outputs", "output")):
        index, within = divmod(offset - values[f"{word}_offset"], TensorRecord.size_bytes())
        if 0 <= index < values[f"{what}_count"]:
            return f"{what} {index}, {_field(TensorRecord, within)}"
    index, within = divmod(offset - values["states_offset"], StateRecord.size_bytes())
    if 0 <= index < values["state_count"]:
        return f"state {index}, {_field(StateRecord, within)}"
    return _op_field(pack, values["ops_offset"], offset)


def _op_field(pack: bytes, start: int, offset: int) -> str:
    for index in range(_MOST_RECORDS):
        if start > offset or start + OpRecord.size_bytes() > len(pack):
            break
        code, record_bytes = struct.unpack_from("<H2xI", pack, start)
        # A record whose own length lies is still the one that begins here.
        if offset < start + max(record_bytes, OpRecord.size_bytes()):
            name = _NAMES.get(code, f"op code {code}")
            return ", ".join(part for part in (f"op {index}", name, _record_field(code, offset - start)) if part)
        start += max(record_bytes, OpRecord.size_bytes())
    return ""


def _record_field(code: int, within: int) -> str:
    """A field of the head or of the parameters; "" for the start, which stands for the op as a whole."""
    if within == 0:
        return ""
    if within < OpRecord.size_bytes():
        return _field(OpRecord, within)
    kind = PARAMS_OF_CODE.get(code)
    at = within - OpRecord.size_bytes()
    return _field(kind, at) if kind is not None else f"byte {at} of its parameters"


def _field(kind: type[Record], offset: int) -> str:
    """The last field that begins at or before the offset."""
    return max((at, name) for name, at in kind.field_offsets() if at <= offset)[1]


def _word(pack: bytes, offset: int) -> int:
    return int.from_bytes(pack[offset : offset + 4], "little")
