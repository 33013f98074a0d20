"""Output bytes held against each other."""

from __future__ import annotations

import numpy as np

from benchwright.bench.parity import compare_outputs, with_litert
from benchwright.model.pack import ElementType, Pack, TensorSpec


def pack_of(element_type: ElementType, count: int) -> Pack:
    spec = TensorSpec("y", element_type, (1, count), 0.5, 0, 0)
    return Pack("", "", "native", "m", b"", 0, 0, 0, (), (), (spec,), (spec,))


def test_equal_bytes_have_no_mismatch() -> None:
    parity = compare_outputs(pack_of(ElementType.INT8, 3), [b"abc", b"abd"], [b"abc", b"abd"])
    assert (parity.checked, parity.mismatched_bytes, parity.compared_bytes) == (2, 0, 6)


def test_every_different_byte_counts() -> None:
    assert compare_outputs(pack_of(ElementType.INT8, 3), [b"abc"], [b"aXY"]).mismatched_bytes == 2


def test_a_cut_output_counts_whole() -> None:
    assert compare_outputs(pack_of(ElementType.INT8, 3), [b"ab"], [b"abc"]).mismatched_bytes == 3


def test_floats_may_differ_by_rounding_but_not_more() -> None:
    pack = pack_of(ElementType.FLOAT32, 2)
    host = np.array([1.0, 1000.0], "<f4")
    near = np.array([1.0 + 5e-6, 1000.0 + 5e-3], "<f4").tobytes()
    far = np.array([1.0 + 5e-5, 1000.0], "<f4").tobytes()
    assert compare_outputs(pack, [near], [host.tobytes()]).mismatched_bytes == 0
    assert compare_outputs(pack, [far], [host.tobytes()]).mismatched_bytes == 4


def test_a_nan_where_the_host_has_a_number_is_a_mismatch() -> None:
    pack = pack_of(ElementType.FLOAT32, 1)
    assert (
        compare_outputs(pack, [np.array([np.nan], "<f4").tobytes()], [np.zeros(1, "<f4").tobytes()]).mismatched_bytes
        == 4
    )


def test_the_difference_to_litert_is_information_beside_it() -> None:
    pack = pack_of(ElementType.INT8, 3)
    parity = with_litert(compare_outputs(pack, [b"abc"], [b"abc"]), pack, [b"abc"], [b"abe"])
    assert parity.mismatched_bytes == 0
    assert parity.litert_max_difference == 2
    assert parity.litert_differing_bytes == 1
