"""What an engine answers when it does not open a model: `enum bw_engine_status` of bw_engine.h, in words."""

from __future__ import annotations

REFUSALS = {
    -1: "it does not begin with the mark of a pack",
    -2: "its format is unknown to this engine",
    -3: "it needs a newer engine",
    -4: "a length or an offset points outside the pack or the arena",
    -5: "its arena is larger than announced",
    -6: "it uses an op or a type that this engine does not have",
    -7: "the parameters of an op make no sense",
    -8: "it is encrypted or signed",
    -20: "its digest is not that of its bytes",
    -21: "its inputs do not fit into the device's staging buffer",
}
