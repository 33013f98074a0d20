from benchwright.model.compare import Metric, metric_value
from benchwright.ui.run_values import instructions, latency_summary, run_value
from tests.builders import a_hardware_run, a_run, a_timing


def test_values_are_those_of_the_model() -> None:
    run = a_hardware_run()
    assert all(run_value(run, metric) == metric_value(run, metric) for metric in Metric)


def test_instructions_are_counted_only_where_they_can_be() -> None:
    assert instructions(a_run()) == 100_000
    assert instructions(a_hardware_run()) is None


def test_other_samples_under_the_same_id_are_another_run() -> None:
    assert run_value(a_run(), Metric.LATENCY) != run_value(a_run(timing=a_timing(3_200_016)), Metric.LATENCY)


def test_a_run_without_samples_has_no_latency() -> None:
    run = a_run(timing=a_timing(windows=()))
    assert latency_summary(run) is None
    assert instructions(run) is None


def test_a_value_is_computed_once() -> None:
    run = a_run()
    assert latency_summary(run) is latency_summary(run)
