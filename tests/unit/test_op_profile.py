"""Where an inference goes, op by op."""

from __future__ import annotations

from benchwright import paths
from benchwright.catalog.core_bands import read_core_bands
from benchwright.model.core_band import NO_BANDS
from benchwright.model.op_profile import op_profiles
from benchwright.model.op_work import OpWork
from benchwright.reports.op_profile import profile_document, profile_text
from tests.builders import a_hardware_timing, a_run

WORK = (OpWork(25_000, "int8", (1, 2, 2, 3)), OpWork(0, "int8", (1, 3)))
BANDS = read_core_bands(paths.resources())
RUN = a_run(op_ticks=(1_200_016, 400_016), op_labels=("0 CONV_2D", "1 SOFTMAX"), op_work=WORK, core="Cortex-M4F")


def test_a_profile_counts_instructions_where_the_board_does() -> None:
    first, second = op_profiles(RUN)

    assert (first.instructions, first.instructions_per_mac, first.share_ratio) == (75_000, 3.0, 0.75)
    assert (first.code, first.ticks, first.macs) == ("CONV_2D", 1_200_016, 25_000)
    assert (second.instructions, second.instructions_per_mac) == (25_000, None)


def test_a_profile_of_real_hardware_tells_time_and_cycles() -> None:
    run = a_run(timing=a_hardware_timing(), op_ticks=(80_004, 8_004), op_work=WORK)

    first, second = op_profiles(run)

    assert (first.instructions, first.latency_us, second.latency_us) == (None, 1000.0, 100.0)
    assert "–" in profile_text(run, NO_BANDS)


def test_a_run_from_before_ops_were_kept_has_ticks_and_no_macs() -> None:
    (op,) = op_profiles(a_run())

    assert (op.macs, op.instructions_per_mac, op.share_ratio) == (None, None, 1.0)


def test_the_table_has_ticks_share_macs_and_their_rate() -> None:
    lines = profile_text(RUN, BANDS).splitlines()

    assert lines[2].split() == ["#", "op", "output", "ticks", "instructions", "µs", "share", "MACs",
                                "instructions/MAC", "MAC/instruction"]  # fmt: skip
    assert lines[3].split() == [
        "0", "CONV_2D", "1×2×2×3", "1,200,016", "75,000", "937.5", "75.0%", "25,000", "3.00", "0.333",
    ]  # fmt: skip
    assert lines[5].split() == ["whole", "inference", "1,600,016", "100,000", "1,250.0", "25,000", "4.00", "0.250"]


def test_the_table_ends_with_how_the_core_is_known_to_do() -> None:
    assert profile_text(RUN, BANDS).splitlines()[-1] == (
        "0.250 MAC per instruction is in the band of a Cortex-M4, 0.170 MAC to 1.89 MAC. "
        "Published for int8: 0.510 MAC to 0.630 MAC a cycle. "
        "This board counts instructions, not cycles, and bands are of cycles."
    )


def test_an_op_outside_its_band_is_marked() -> None:
    run = a_run(op_ticks=(12_000_016, 400_016), op_labels=("0 CONV_2D", "1 SOFTMAX"), op_work=WORK, core="Cortex-M4F")

    assert profile_text(run, BANDS).splitlines()[3].endswith("▼ below the band")


def test_the_document_has_every_op() -> None:
    document = profile_document(RUN, BANDS)

    assert document["instructions_per_inference"] == 100_000
    assert [op["code"] for op in document["ops"]] == ["CONV_2D", "SOFTMAX"]  # type: ignore[attr-defined]
    assert document["mac_rate"] == {
        "value": 0.25,
        "per": "instruction",
        "standing": "within",
        "band": {
            "low": 0.17,
            "high": 1.8900000000000001,
            "unit": "MAC/cycle",
            "sources": [anchor.source for anchor in BANDS.bands[1].macs_per_cycle.anchors],  # type: ignore[union-attr]
        },
        "limit": 2.0,
    }
