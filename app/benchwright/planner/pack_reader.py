"""Reads what a pack says about itself, for display and for checks before flashing."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TypeVar

from benchwright.model.errors import PackInvalid
from benchwright.model.pack import ElementType, TensorSpec
from benchwright.model.plan_wish import Optimise, PlanWish
from benchwright.planner.pack_format import (
    ALIGN,
    FORMAT,
    MAGIC,
    MAX_RANK,
    InputEncoding,
    OpRecord,
    OutputDecoding,
    PackHeader,
    Record,
    TensorRecord,
    pack_digest,
)

_AnyRecord = TypeVar("_AnyRecord", bound=Record)


@dataclass(frozen=True, slots=True)
class PackInfo:
    """What a pack says about itself; its digest has been checked. `ops` are the heads of its records."""

    sha256: str
    source_sha256: str
    board: str
    model_id: str
    pack_bytes: int
    arena_bytes: int
    engine_version: int
    planner_version: int
    input_encoding: InputEncoding
    output_decoding: OutputDecoding
    inputs: tuple[TensorSpec, ...]
    outputs: tuple[TensorSpec, ...]
    ops: tuple[OpRecord, ...]
    labels: tuple[str, ...]
    wish: PlanWish


def read_pack(data: bytes) -> PackInfo:
    """What the pack at the start of `data` says about itself; bytes behind it are ignored.

    Raises:
        PackInvalid: no pack, another format, cut, or its digest does not match.
    """
    try:
        return _read(data)
    except (struct.error, ValueError) as error:
        raise PackInvalid(f"A record of it is damaged: {error}.") from error


def _read(data: bytes) -> PackInfo:
    header = _header(data)
    data = data[: header.pack_bytes]
    return PackInfo(
        sha256=header.pack_sha256.hex(),
        source_sha256=header.source_sha256.hex(),
        board=_text(header.board),
        model_id=_text(header.model_id),
        pack_bytes=header.pack_bytes,
        arena_bytes=header.arena_bytes,
        engine_version=header.engine_version,
        planner_version=header.planner_version,
        input_encoding=InputEncoding(header.input_encoding),
        output_decoding=OutputDecoding(header.output_decoding),
        inputs=_tensors(data, header.inputs_offset, header.input_count),
        outputs=_tensors(data, header.outputs_offset, header.output_count),
        ops=_ops(data, header),
        labels=_labels(data, header),
        wish=PlanWish(Optimise(header.optimise), header.arena_limit_bytes),
    )


def _header(data: bytes) -> PackHeader:
    if len(data) < PackHeader.size_bytes() or int.from_bytes(data[:4], "little") != MAGIC:
        raise PackInvalid("It does not begin with the mark of a pack.")
    header = _record(PackHeader, data, 0)
    if header.format != FORMAT or header.header_bytes != PackHeader.size_bytes():
        raise PackInvalid(f"It has format {header.format}, known is {FORMAT}.")
    if header.pack_bytes > len(data) or header.pack_bytes % ALIGN or header.pack_bytes < header.header_bytes:
        raise PackInvalid(f"It claims {header.pack_bytes:,} bytes, {len(data):,} are there.")
    if pack_digest(data[: header.pack_bytes]) != header.pack_sha256:
        raise PackInvalid("Its SHA-256 does not match: it was cut or changed.")
    return header


def _record(kind: type[_AnyRecord], data: bytes, offset: int) -> _AnyRecord:
    values: dict[str, object] = {}
    unread = list(struct.unpack_from(kind.form(), data, offset))
    for (name, _), code in zip(kind.field_offsets(), kind.codes, strict=True):
        count = len(struct.unpack("<" + code, bytes(struct.calcsize("<" + code))))
        taken, unread = unread[:count], unread[count:]
        values[name] = tuple(taken) if code[:-1].isdigit() and code[-1] != "s" else taken[0]
    return kind(**values)


def _slice(data: bytes, offset: int, size: int) -> bytes:
    if offset + size > len(data):
        raise ValueError(f"{size} bytes at {offset} lie outside the pack")
    return data[offset : offset + size]


def _text(padded: bytes) -> str:
    return padded.rstrip(b"\0").decode()


def _tensors(data: bytes, offset: int, count: int) -> tuple[TensorSpec, ...]:
    _slice(data, offset, count * TensorRecord.size_bytes())
    return tuple(_tensor(data, offset + i * TensorRecord.size_bytes()) for i in range(count))


def _tensor(data: bytes, offset: int) -> TensorSpec:
    record = _record(TensorRecord, data, offset)
    if record.rank > MAX_RANK:
        raise ValueError(f"a tensor of rank {record.rank}")
    return TensorSpec(
        name=_slice(data, record.name_offset, record.name_bytes).decode(),
        element_type=ElementType(record.type),
        shape=record.shape[: record.rank],
        scale=record.scale,
        zero_point=record.zero_point,
        arena_offset=record.arena_offset,
    )


def _labels(data: bytes, header: PackHeader) -> tuple[str, ...]:
    text = _slice(data, header.labels_offset, header.labels_bytes).decode()
    return tuple(text.split("\n")) if text else ()


def _ops(data: bytes, header: PackHeader) -> tuple[OpRecord, ...]:
    ops: list[OpRecord] = []
    offset, end = header.ops_offset, header.ops_offset + header.ops_bytes
    while offset < end:
        op = _record(OpRecord, data, offset)
        if op.record_bytes < OpRecord.size_bytes():
            raise ValueError(f"op {len(ops)} has {op.record_bytes} bytes")
        ops.append(op)
        offset += op.record_bytes
    if offset != end or len(ops) != header.op_count:
        raise ValueError(f"{len(ops)} ops found, {header.op_count} announced")
    return tuple(ops)
