"""Energy of a run: a simulated meter that speaks the real protocol sees the mark line of a virtual board."""

from __future__ import annotations

import hashlib
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchwright import paths
from benchwright.bench.recording import open_recording
from benchwright.drivers.virtual.state import MARK_FILE
from benchwright.model.errors import MeterSilent, MeterUnknown, SupplyOutOfRange, SupplyRefused
from benchwright.store import SqliteRunStore
from tests.builders import a_record, a_run, an_energy
from tests.contract.virtual_meters import LPM01A, LPM01A_FAST, OTII, PPK2, MeterKind, virtual_meter
from tests.e2e.journey import Answer, benchwright

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
MODEL = Path(__file__).parents[2] / "resources" / "models" / "digits_float32.tflite"
ACTIVE_UA, IDLE_UA, VOLTS = 10_000, 2_000, 3.0


def run(tmp_path: Path, meter: str, *more: str, board: str = "virtual:native") -> Answer:
    return benchwright(
        "run", str(MODEL), "--board", board, "--meter", meter, "--supply", str(VOLTS), "--window", "0.1",
        "--db", str(tmp_path / "runs.db"), *(more or ("--json",)),
    )  # fmt: skip


EVERY = pytest.mark.parametrize(
    ("kind", "prefix"),
    [(PPK2, ""), (LPM01A, "lpm01a:"), (OTII, "otii:")],
    ids=["ppk2", "lpm01a", "otii"],
)

CALIBRATED = pytest.mark.parametrize(("kind", "prefix"), [(PPK2, ""), (LPM01A, "lpm01a:")], ids=["ppk2", "lpm01a"])


def run_with(
    tmp_path: Path, kind: MeterKind = PPK2, prefix: str = "", **faults: float | bool
) -> tuple[dict[str, Any], set[str]]:
    """The document of a run whose meter is not well, and the codes of what is said about it."""
    marks = paths.virtual() / "native" / MARK_FILE
    with virtual_meter(kind, tmp_path, faults=faults, marks=marks) as port:
        answer = run(tmp_path, prefix + port)
    assert answer.code == 0, answer.errors
    document = answer.document
    assert document["latency"]["n"] > 0, "latency is kept whatever the meter does"
    return document, {issue["code"] for issue in document["validity"]["issues"]}


def test_energy_of_an_inference_is_current_times_time_times_voltage(tmp_path: Path) -> None:
    answer = run(tmp_path, "virtual:ppk2")
    assert answer.code == 0, answer.errors
    energy = answer.document["energy"]
    assert energy["is_simulated"]
    assert (energy["meter"], energy["supply_mv"], len(energy["windows"])) == ("PPK2", 3_000, 10)
    for window in energy["windows"]:
        assert window["idle_ua"] == pytest.approx(IDLE_UA, rel=0.02)
        # While the mark is down between two inferences of a window, the board is idle.
        assert IDLE_UA < window["charge_uc"] / window["duration_s"] <= ACTIVE_UA * 1.02
    assert 0 < energy["net"]["mean_uj"] < energy["gross"]["mean_uj"]
    shown = run(tmp_path, "virtual:ppk2", "--quiet")
    assert "PPK2, SIMULATED at 3 V" in shown.output, shown.errors


def test_a_meter_that_measures_the_voltage_too_tells_the_energy_at_that_voltage(tmp_path: Path) -> None:
    answer = run(tmp_path, "virtual:joulescope", "--ampere-meter", "--json")
    assert answer.code == 0, answer.errors
    energy = answer.document["energy"]
    assert energy["is_simulated"]
    assert (energy["meter"], len(energy["windows"])) == ("Joulescope JS220", 10)
    # 3.3 V behind half an ohm, whatever was said; the windows hold charges at that mean voltage.
    assert 3_300 - 0.5 * ACTIVE_UA / 1_000 <= energy["supply_mv"] <= 3_300
    for window in energy["windows"]:
        assert window["idle_ua"] == pytest.approx(IDLE_UA, rel=0.02)
        assert IDLE_UA < window["charge_uc"] / window["duration_s"] <= ACTIVE_UA * 1.02
    assert 0 < energy["net"]["mean_uj"] < energy["gross"]["mean_uj"]
    shown = run(tmp_path, "virtual:joulescope", "--ampere-meter")
    assert re.search(r"µJ gross, simulated, 3\.29\d V measured", shown.errors)
    assert "Joulescope JS220, SIMULATED at 3.29" in shown.output, shown.errors


def test_a_joulescope_is_asked_to_be_the_supply_in_vain(tmp_path: Path) -> None:
    answer = run(tmp_path, "virtual:joulescope")
    assert answer.code == SupplyRefused.code
    assert "It only measures" in answer.errors
    assert "--ampere-meter" in answer.errors


def test_the_trace_is_kept_with_the_run_and_holds_the_energy_that_the_run_tells(tmp_path: Path) -> None:
    answer = run(tmp_path, "virtual:ppk2")
    document = answer.document
    file = tmp_path / "runs.traces" / document["trace"]["file_name"]
    assert file.stat().st_size == document["trace"]["size_bytes"]
    assert hashlib.sha256(file.read_bytes()).hexdigest() == document["trace"]["sha256"]
    recording = open_recording(file)
    assert (recording.head.meter.is_simulated, recording.head.supply.voltage_mv) == (True, 3_000)
    assert recording.head.device_id == "virtual:native"
    assert (recording.count, recording.is_cut) == (document["energy"]["samples"], False)
    for window in document["energy"]["windows"]:
        start = round(window["start_s"] * 100_000)
        stop = start + round(window["duration_s"] * 100_000)
        _, current_ua = recording.current.raw(start, stop)
        assert np.nansum(current_ua) / 100_000 == pytest.approx(window["charge_uc"], rel=0.01)
        assert recording.lines.raw(start, stop)[1][0] & 1, "the mark is up where the window begins"


def test_no_trace_is_kept_where_nobody_wants_one(tmp_path: Path) -> None:
    answer = run(tmp_path, "virtual:ppk2", "--no-keep-trace", "--json")
    assert answer.document["energy"] is not None
    assert answer.document["trace"] is None
    assert not (tmp_path / "runs.traces").exists()


def test_the_trace_is_kept_where_its_energy_is_no_good(tmp_path: Path) -> None:
    document, codes = run_with(tmp_path, has_no_edges=True)
    assert "edges-missing" in codes
    assert (tmp_path / "runs.traces" / document["trace"]["file_name"]).exists()


def test_runs_are_found_by_their_energy(tmp_path: Path) -> None:
    first = run(tmp_path, "virtual:ppk2").document
    net_uj = first["energy"]["net"]["mean_uj"]
    found = {
        query: benchwright("runs", query, "--json", "--db", str(tmp_path / "runs.db")).document["runs"]
        for query in (f"energy<{net_uj * 1.01:.6f}uJ", f"energy<{net_uj * 0.99 * 1000:.3f}nJ", "energy>1J")
    }
    assert [len(runs) for runs in found.values()] == [1, 0, 0]


def test_every_run_of_a_batch_with_a_meter_has_its_energy_and_no_trace_unless_asked(tmp_path: Path) -> None:
    database = tmp_path / "batch.db"
    shared = ("--board", "virtual:native", "--repeat", "2", "--window", "0.1", "--meter", "virtual:ppk2")
    answer = benchwright("batch", str(MODEL), *shared, "--supply", "3", "--json", "--db", str(database))
    assert answer.code == 0, answer.errors
    runs = benchwright("runs", "--json", "--db", str(database)).document["runs"]
    assert len(runs) == 2
    for one in runs:
        assert one["energy"] is not None, one["validity"]
        assert (one["energy"]["is_simulated"], one["energy"]["supply_mv"]) == (True, 3_000)
        assert one["trace"] is None


def test_a_batch_of_several_devices_on_one_real_meter_is_refused(tmp_path: Path) -> None:
    boards = ("--board", "virtual:native", "virtual:native#2", "--meter", "/dev/ttyACM7")
    answer = benchwright("batch", str(MODEL), *boards, "--db", str(tmp_path / "batch.db"))
    assert answer.code == 2
    assert "a power meter sees one device" in answer.errors


@pytest.mark.parametrize("word", ["lpm01a", "lpm01a-fast"])
def test_energy_from_falling_edges_is_that_of_all_inferences_but_the_first(tmp_path: Path, word: str) -> None:
    answer = run(tmp_path, f"virtual:{word}")
    assert answer.code == 0, answer.errors
    energy = answer.document["energy"]
    assert energy["is_simulated"]
    assert (energy["meter"], energy["supply_mv"], len(energy["windows"])) == ("X-NUCLEO-LPM01A", 3_000, 10)
    for window in energy["windows"]:
        assert window["idle_ua"] == pytest.approx(IDLE_UA, rel=0.05)
        assert IDLE_UA < window["charge_uc"] / window["duration_s"] <= ACTIVE_UA * 1.02
    assert 0 < energy["net"]["mean_uj"] < energy["gross"]["mean_uj"]
    shown = run(tmp_path, f"virtual:{word}", "--quiet")
    assert "X-NUCLEO-LPM01A, SIMULATED at 3 V" in shown.output, shown.errors


@EVERY
def test_a_cable_pulled_in_the_middle_costs_the_energy_and_not_the_run(
    tmp_path: Path, kind: MeterKind, prefix: str
) -> None:
    document, codes = run_with(tmp_path, kind, prefix, unplug_after_s=0.5)
    assert document["energy"] is None
    assert "meter-lost" in codes


@EVERY
def test_a_meter_that_starts_anew_costs_the_energy_and_not_the_run(
    tmp_path: Path, kind: MeterKind, prefix: str
) -> None:
    document, codes = run_with(tmp_path, kind, prefix, restart_after_s=0.5)
    assert document["energy"] is None
    assert codes & {"meter-lost", "edges-missing"}


@EVERY
def test_missing_edges_are_told(tmp_path: Path, kind: MeterKind, prefix: str) -> None:
    document, codes = run_with(tmp_path, kind, prefix, has_no_edges=True)
    assert document["energy"] is None
    assert "edges-missing" in codes


@CALIBRATED
def test_half_of_the_samples_lost_is_no_energy(tmp_path: Path, kind: MeterKind, prefix: str) -> None:
    document, codes = run_with(tmp_path, kind, prefix, lose_ratio=0.5)
    assert document["energy"] is None
    assert "samples-lost" in codes


def test_few_samples_lost_are_told(tmp_path: Path) -> None:
    document, codes = run_with(tmp_path, lose_ratio=0.002)
    assert document["energy"]["lost_samples"] > 0
    assert "samples-lost" in codes


def test_a_meter_that_sees_no_mark_gives_an_estimate_by_the_steps_of_the_current(tmp_path: Path) -> None:
    answer = run(tmp_path, "virtual:ina228", "--ampere-meter", "--json")
    assert answer.code == 0, answer.errors
    energy = answer.document["energy"]
    assert energy["is_estimate_by_steps"]
    assert energy["is_simulated"]
    assert len(energy["windows"]) == 10
    assert answer.document["validity"]["status"] == "degraded"
    assert "windows-by-steps" in {issue["code"] for issue in answer.document["validity"]["issues"]}


def test_an_otii_measures_the_volts_and_its_energy_is_made_of_them(tmp_path: Path) -> None:
    answer = run(tmp_path, "virtual:otii")
    assert answer.code == 0, answer.errors
    energy = answer.document["energy"]
    assert (energy["meter"], energy["is_simulated"], len(energy["windows"])) == ("Otii", True, 10)
    # A fifth of an ohm between the supply of 3 V and the board.
    assert 3_000 - 0.2 * ACTIVE_UA / 1_000 - 1 <= energy["supply_mv"] < 3_000
    for window in energy["windows"]:
        assert window["idle_ua"] == pytest.approx(IDLE_UA, rel=0.02)
        assert IDLE_UA < window["charge_uc"] / window["duration_s"] <= ACTIVE_UA * 1.02
    assert 0 < energy["net"]["mean_uj"] < energy["gross"]["mean_uj"]
    (stage,) = (stage for stage in answer.document["stages"] if "windows" in stage.get("note", ""))
    assert "V measured" in stage["note"]


@pytest.mark.parametrize(("meter", "more"), [("virtual:scpi", ()), ("virtual:scpi-dmm", ("--ampere-meter",))])
def test_the_energy_by_a_polled_instrument_is_an_estimate(tmp_path: Path, meter: str, more: tuple[str, ...]) -> None:
    answer = run(tmp_path, meter, *more, "--json")
    assert answer.code == 0, answer.errors
    codes = {issue["code"] for issue in answer.document["validity"]["issues"]}
    energy = answer.document["energy"]
    # How fast it is asked is up to this computer: where it is busy, steps may not be seen, and that is told.
    assert "windows-by-steps" in codes if energy is not None else "no-mark-line" in codes
    assert energy is None or energy["is_estimate_by_steps"]


def test_bouncing_edges_of_a_meter_that_sees_nothing_else_cost_no_window(tmp_path: Path) -> None:
    document, _ = run_with(tmp_path, LPM01A_FAST, "lpm01a-fast:", bounce_samples=4)
    assert len(document["energy"]["windows"]) == 10


def test_bouncing_edges_are_told(tmp_path: Path) -> None:
    document, codes = run_with(tmp_path, bounce_samples=4)
    assert len(document["energy"]["windows"]) == 10
    assert "edges-bounce" in codes


@CALIBRATED
def test_a_calibration_that_is_no_number_is_told(tmp_path: Path, kind: MeterKind, prefix: str) -> None:
    document, codes = run_with(tmp_path, kind, prefix, nan_gains=True)
    assert document["energy"] is not None
    assert "meter-uncalibrated" in codes


@pytest.mark.parametrize(
    ("meter", "more", "code", "words"),
    [
        ("virtual:joulemeter", (), MeterUnknown.code, "There is no simulated meter of that name."),
        ("virtual:ppk2", ("--supply", "12"), SupplyOutOfRange.code, "It gives 0.8 to 5 V."),
        ("virtual:lpm01a", ("--supply", "3.6"), SupplyOutOfRange.code, "It gives 1.8 to 3.3 V."),
        ("virtual:ina219", (), SupplyRefused.code, "It only measures"),
        ("virtual:otii", ("--supply", "0.4"), SupplyOutOfRange.code, "It gives 0.5 to 5 V."),
        ("virtual:scpi", ("--supply", "12"), SupplyOutOfRange.code, "It gives 0 to 6 V."),
        ("virtual:scpi-dmm", (), SupplyRefused.code, "It only measures"),
        ("otii:127.0.0.1:1", (), MeterSilent.code, "It cannot be reached"),
        ("virtual:lpm01a", ("--ampere-meter",), SupplyRefused.code, "It is the supply itself"),
        ("/dev/ttyNOT", (), MeterUnknown.code, "There is no port /dev/ttyNOT."),
        ("nope", (), MeterUnknown.code, "There is no port nope."),
        ("ina228:/dev/ttyNOT", (), MeterUnknown.code, "There is no port /dev/ttyNOT."),
        ("/etc/passwd", (), MeterUnknown.code, "/etc/passwd is no serial port."),
    ],
)
def test_a_meter_that_cannot_be_used_ends_the_run_at_once(
    tmp_path: Path, meter: str, more: tuple[str, ...], code: int, words: str
) -> None:
    answer = run(tmp_path, meter, *more)
    assert answer.code == code
    assert words in answer.errors


def test_a_silent_meter_is_told(tmp_path: Path) -> None:
    with virtual_meter(PPK2, tmp_path, faults={"is_silent": True}) as port:
        answer = run(tmp_path, port)
    assert answer.code == MeterSilent.code
    assert "No PPK2 answers at" in answer.errors


def test_a_board_that_refuses_to_be_controlled_is_reset(tmp_path: Path) -> None:
    document, _ = run_with(tmp_path, LPM01A, "lpm01a:", refuses_control=True)
    assert document["energy"] is not None


def test_a_board_that_grew_warm_since_it_was_calibrated_is_told(tmp_path: Path) -> None:
    document, codes = run_with(tmp_path, LPM01A, "lpm01a:", warms_c=6.0)
    assert document["energy"] is not None
    assert "meter-uncalibrated" in codes


@pytest.mark.qemu
def test_a_board_whose_mark_it_cannot_see_is_refused(tmp_path: Path) -> None:
    answer = run(tmp_path, "virtual:ppk2", board="virtual:b-l475e-iot01a")
    assert answer.code == MeterUnknown.code
    assert "sees the mark line of the virtual board 'native' only" in answer.errors


def test_a_battery_life_follows_from_a_run_and_says_simulated_and_all_it_assumes(tmp_path: Path) -> None:
    database = ("--db", str(tmp_path / "runs.db"))
    document = run(tmp_path, "virtual:ppk2").document
    run_id, windows = document["run_id"], document["energy"]["windows"]
    answer = benchwright("battery", run_id, "--every", "2s", "--sleep", "1uA", "--json", *database)
    assert answer.code == 0, answer.errors
    life = answer.document
    charge_uc = sum(window["charge_uc"] / window["inferences"] for window in windows) / len(windows)
    assert life["is_simulated"]
    assert life["inference_charge_uc"] == pytest.approx(charge_uc)
    assert life["mean_ua"] == pytest.approx(charge_uc / 2 + 1, rel=0.01)
    assert 0 < life["life_s"] < 225e-3 * 0.8 * 3_600 / (life["mean_ua"] * 1e-6)
    shown = benchwright("battery", run_id, "--every", "2s", *database)
    assert shown.output.startswith("One inference every 2.00 s on a CR2032: ")
    assert "SIMULATED" in shown.output
    assert "can be used: assumed" in shown.output


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        (("--every", "1us"), 91, "one is to begin every 1e-06 s"),
        (("--every", "2s", "--battery", "AAAA"), 92, "There is no battery 'AAAA'."),
        (("--every", "soon"), 2, "'soon' is no period"),
        (("--every", "2s", "--sleep", "1"), 2, "'1' is no current"),
        (("--every", "2s", "--efficiency", "900"), 2, "between 1 and 100 %"),
        ((), 2, "RUN and --every are needed"),
    ],
)
def test_a_battery_life_that_cannot_be_told_is_refused_in_words(
    tmp_path: Path, more: tuple[str, ...], code: int, words: str
) -> None:
    database = tmp_path / "runs.db"
    with SqliteRunStore(database, clock=lambda: datetime.now(UTC)) as store:
        store.add(a_record(a_run(run_id="with-energy", energy=an_energy())))
    answer = benchwright("battery", "with-energy", *more, "--db", str(database))
    assert answer.code == code
    assert words in answer.errors


def test_a_run_without_energy_has_no_battery_life(tmp_path: Path) -> None:
    database = tmp_path / "runs.db"
    with SqliteRunStore(database, clock=lambda: datetime.now(UTC)) as store:
        store.add(a_record(a_run(run_id="without-energy")))
    answer = benchwright("battery", "without-energy", "--every", "2s", "--db", str(database))
    assert answer.code == 85
    assert "has no energy" in answer.errors


def test_the_batteries_are_listed_with_their_sources() -> None:
    assert next(one["name"] for one in benchwright("battery", "--list", "--json").document["batteries"]) == "CR2032"
    assert "a year by itself (Battery University" in benchwright("battery", "--list").output
