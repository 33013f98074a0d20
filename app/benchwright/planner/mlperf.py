"""The four reference models of MLPerf Tiny, by the SHA-256 of their files (mlcommons/tiny, commit 1afd2c98)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from benchwright.planner.pack_format import InputEncoding, OutputDecoding

_ID_BYTES = 15


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """What a device calls the model over the MLPerf protocol, and how it codes input and result."""

    model_id: str
    input_encoding: InputEncoding = InputEncoding.RAW
    output_decoding: OutputDecoding = OutputDecoding.DEQUANTISE


_KNOWN = {
    "aeea436800704fce17b17292e4412630ad856e9d777c044c64ef748a880bd0ae": ModelIdentity("kws01"),
    "597a384c8c2c8a1276f04702f25013b7838f2f814f1ca7c174d295b73e3d6b7b": ModelIdentity(
        "vww01", InputEncoding.UINT8_OFFSET
    ),
    "3c002613d1b2475eb51dd78dfb85a546c8ae658dee71cf6ade43b022fe205415": ModelIdentity(
        "ic01", InputEncoding.UINT8_OFFSET
    ),
    "87cf24194ef93d1d9b11a591d805526b98008e351655d29883c825c9c106ba24": ModelIdentity(
        "ad01", InputEncoding.FLOAT32, OutputDecoding.MSE
    ),
}


def identify(sha256: str, file: str) -> ModelIdentity:
    """The identity of a known file; any other is called by its name, in the characters the protocol allows."""
    known = _KNOWN.get(sha256)
    if known is not None:
        return known
    stem = PurePath(file.replace("\\", "/")).name.removesuffix(".tflite")
    return ModelIdentity(re.sub(r"[^A-Za-z0-9._-]", "_", stem)[:_ID_BYTES] or "model")
