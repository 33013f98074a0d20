"""Where an inference goes, op by op."""

from __future__ import annotations

from benchwright.model.op_profile import op_profiles
from benchwright.model.pack import ElementType, OpPlan
from benchwright.reports.op_profile import profile_document, profile_text
from tests.builders import a_hardware_timing, a_run


def an_op(index: int, code: str, macs: int) -> OpPlan:
    return OpPlan(index, code, ElementType.INT8, (index,), (0,), 1, (1, 2, 2, 3), macs, 0)


OPS = (an_op(0, "CONV_2D", 25_000), an_op(1, "SOFTMAX", 0))
RUN = a_run(op_ticks=(1_200_016, 400_016))


def test_a_profile_counts_instructions_where_the_board_does() -> None:
    first, second = op_profiles(RUN, OPS)

    assert (first.instructions, first.instructions_per_mac, first.share_ratio) == (75_000, 3.0, 0.75)
    assert (second.instructions, second.instructions_per_mac) == (25_000, None)


def test_a_profile_of_real_hardware_tells_time_only() -> None:
    run = a_run(timing=a_hardware_timing(), op_ticks=(80_004, 8_004))

    first, second = op_profiles(run, OPS)

    assert (first.instructions, first.latency_us, second.latency_us) == (None, 1000.0, 100.0)
    assert "–" in profile_text(run, (first, second))


def test_the_table_ends_with_the_whole_inference() -> None:
    lines = profile_text(RUN, op_profiles(RUN, OPS)).splitlines()

    assert lines[3].split() == ["0", "CONV_2D", "1×2×2×3", "75,000", "937.5", "25,000", "3.00", "75.0%"]
    assert lines[-1].split() == ["whole", "inference", "100,000", "1,250.0", "25,000", "4.00"]


def test_the_document_has_every_op() -> None:
    document = profile_document(RUN, op_profiles(RUN, OPS))

    assert document["instructions_per_inference"] == 100_000
    assert [op["code"] for op in document["ops"]] == ["CONV_2D", "SOFTMAX"]  # type: ignore[attr-defined]
