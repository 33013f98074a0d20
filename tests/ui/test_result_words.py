from dataclasses import replace

from benchwright.model.budget import Budgets
from benchwright.model.compare import Metric
from benchwright.model.device import MemoryReport
from benchwright.model.run import Issue, IssueCode, Validity
from benchwright.ui.pages.bench.result import result_of
from benchwright.ui.pages.bench.result_words import (
    accuracy_words,
    budget_words,
    energy_words,
    flash_words,
    instruction_words,
    latency_words,
    parity_words,
    ram_words,
    spoken_summary,
)
from benchwright.ui.tokens import Tone
from tests.builders import a_board, a_foreign_run, a_hardware_run, a_run, a_timing, an_energy, an_invalid_run

SLOWER = a_run(run_id="r-slow", variant_version=1, variant_sha256="1" * 64, timing=a_timing(2_000_016, 2_000_016))
NOW = a_run(run_id="r-now", variant_version=2)


def test_latency_has_unit_and_says_that_an_emulator_counts_exactly() -> None:
    words = latency_words(result_of(NOW, None, None, (NOW,)))
    assert (words.number, words.unit) == ("1.25", "ms")
    assert words.note == "10 equal samples at 80 MHz"


def test_latency_of_hardware_says_how_many_samples_stand_behind_the_median() -> None:
    run = a_hardware_run()
    assert latency_words(result_of(run, None, None, (run,))).note == "median of 50"


def test_firmware_of_others_says_what_its_numbers_are() -> None:
    run = a_foreign_run()
    result = result_of(run, None, None, (run,))
    assert latency_words(result).note == "median of 50 means"
    assert ram_words(result, None).detail == "static 4.0 kB as the ELF says; stack and heap not measured"
    assert flash_words(result, None).detail == "firmware 96.0 kB, the model within"
    unknown = a_foreign_run(memory=MemoryReport(0, 0, 0, 0, 0, 0))
    assert ram_words(result_of(unknown, None, None, (unknown,)), None).number == "–"


def test_an_arena_that_the_engine_does_not_tell_is_no_arena_of_nothing() -> None:
    untold = a_run(memory=MemoryReport(16, 0, 0, 4_096, 544, 1_200))
    words = ram_words(result_of(untold, None, None, (untold,)), None)
    assert words.detail == "arena not told; stack 544 B (from run to run it differs by up to 256 B); static 1.2 kB"
    unpainted = a_run(memory=MemoryReport(65_536, 9_000, 0, 4_096, 544, 1_200))
    words = ram_words(result_of(unpainted, None, None, (unpainted,)), None)
    stack = "stack 544 B (from run to run it differs by up to 256 B)"
    assert words.detail == f"arena 9.0 kB planned; {stack}; static 1.2 kB"


def test_a_faster_run_says_so_with_sign_arrow_and_colour() -> None:
    (delta,) = latency_words(result_of(NOW, SLOWER, None, (NOW, SLOWER))).deltas
    assert delta.text == "▼ −20.0 % faster"
    assert delta.against == "v1"
    assert delta.tone is Tone.OK


def test_equal_runs_say_same() -> None:
    before = replace(NOW, run_id="r-before", variant_version=1)
    (delta,) = latency_words(result_of(NOW, None, before, (NOW, before))).deltas
    assert (delta.text, delta.against) == ("= same", "baseline")


def test_runs_that_must_not_be_compared_say_why() -> None:
    other = replace(SLOWER, board="mps3-an547")
    (delta,) = latency_words(result_of(NOW, other, None, (NOW,))).deltas
    assert delta.text == "not comparable"
    assert "other board" in delta.detail


def test_accuracy_differs_in_percentage_points() -> None:
    before = replace(SLOWER, accuracy=0.943)
    words = accuracy_words(result_of(NOW, before, None, (NOW, before)))
    assert (words.number, words.unit) == ("95.3", "%")
    assert words.deltas[0].text == "▲ +1.0 pp better"


def test_accuracy_says_where_it_was_measured_and_on_how_much() -> None:
    words = accuracy_words(result_of(NOW, None, None, (NOW,), accuracy_sample_count=500))
    assert words.note == "on the host, 500 samples"
    assert accuracy_words(result_of(NOW, None, None, (NOW,))).note == "on the host, held-out samples"


def test_accuracy_that_nobody_measured_is_a_dash() -> None:
    run = replace(NOW, accuracy=None)
    assert accuracy_words(result_of(run, None, None, (run,))).number == "–"


def test_ram_and_flash_show_how_much_of_the_board_they_take() -> None:
    result = result_of(NOW, None, None, (NOW,))
    assert ram_words(result, a_board()).note == "of 131.1 kB on the board"
    assert flash_words(result, a_board()).budget_ratio == NOW.flash_bytes / 1_048_576


def test_energy_is_the_net_one_and_says_first_that_it_is_simulated() -> None:
    run = a_run(energy=an_energy())
    words = energy_words(result_of(run, None, None, (run,)))
    # 10 mA where 2 mA are idle, for 12.5 ms at 3.3 V
    assert (words.number, words.unit) == ("330.8", "µJ")
    assert words.note == "simulated, ± 0.347 µJ, n = 9"
    assert "Gross 413.2 µJ: all energy while the mark is up." in words.detail
    assert "the meter is assumed to be off by at most ± 19.5 µJ beside it" in words.detail
    assert words.detail.endswith("PPK2, simulated, 3.3 V")
    real = a_run(energy=an_energy(is_simulated=False))
    assert "simulated" not in energy_words(result_of(real, None, None, (real,))).note


def test_energy_that_nobody_measured_is_a_dash_that_says_why() -> None:
    assert energy_words(result_of(NOW, None, None, (NOW,))).note == "no meter"
    lost = a_run(validity=Validity((Issue(IssueCode.METER_LOST, "The power meter is gone."),)))
    words = energy_words(result_of(lost, None, None, (lost,)))
    assert (words.number, words.note) == ("–", "meter-lost")


def test_instructions_are_exact_and_compared_exactly() -> None:
    words = instruction_words(result_of(NOW, SLOWER, None, (NOW, SLOWER)))
    assert (words.number, words.unit, words.note) == ("100", "k", "100,000 exactly")
    assert words.deltas[0].text == "▼ −20.0 % fewer"
    assert instruction_words(result_of(SLOWER, NOW, None, (NOW, SLOWER))).deltas[0].text == "▲ +25.0 % more"


def test_instructions_are_not_made_up_for_hardware() -> None:
    run = a_hardware_run()
    assert instruction_words(result_of(run, None, None, (run,))).number == "–"


def test_a_prediction_stands_below_what_was_measured() -> None:
    words = instruction_words(result_of(replace(NOW, predicted_instructions=104_000), None, None, (NOW,)))
    line = words.deltas[-1]
    assert (line.text, line.against) == ("104 k predicted", "")
    assert line.detail == "predicted 104,000, measured 100,000 (+4.0 %)"


def test_parity_counts_bytes_that_differ() -> None:
    run = an_invalid_run()
    words = parity_words(result_of(run, None, None, (run,)))
    assert (words.number, words.note) == ("3", "of 50 from 5 inputs")


def test_the_summary_can_be_spoken() -> None:
    assert spoken_summary(result_of(NOW, None, SLOWER, (NOW,))) == "digits_int8 v2: 1.25 ms, ▼ −20.0 % faster"


def test_a_budget_says_in_words_whether_it_is_kept() -> None:
    result = result_of(NOW, None, None, (NOW,))
    budgets = Budgets({Metric.LATENCY: 2_500.0, Metric.RAM: 2_000.0, Metric.ACCURACY: 0.9})
    kept, broken, floor = (budget_words(result, budgets, metric) for metric in budgets.limits)
    assert kept is not None
    assert (kept.ratio, kept.line.text, kept.line.against) == (0.5, "✓ within", "budget 2.50 ms")
    assert broken is not None
    assert (broken.line.text, broken.line.against, broken.line.tone) == ("✗ breaks", "budget 2.0 kB", Tone.WARNING)
    assert floor is not None
    assert floor.line.against == "budget ≥ 90 %"
    assert budget_words(result, budgets, Metric.FLASH) is None
