from benchwright.model.events import RouteFailed, RunSaved, Stage, StageFinished, StageProgressed, StageStarted
from benchwright.ui.progress import Progress, StageState, after, submitted
from tests.builders import a_run


def walked(*events: StageStarted | StageProgressed | StageFinished | RouteFailed | RunSaved) -> Progress:
    progress = submitted()
    for event in events:
        progress = after(progress, event)
    return progress


def state(progress: Progress, stage: Stage) -> StageState:
    return next(view.state for view in progress.stages if view.stage is stage)


def test_a_skipped_stage_says_so() -> None:
    progress = walked(StageStarted("a", Stage.FLASH), StageFinished("a", Stage.FLASH, 0.0, "skipped: already there"))
    assert state(progress, Stage.FLASH) is StageState.SKIPPED
    assert progress.flash_note == "skipped: already there"


def test_a_stage_that_skipped_only_the_firmware_was_done() -> None:
    note = "firmware skipped: already there, model written and verified (4.4 kB)"
    progress = walked(StageStarted("a", Stage.FLASH), StageFinished("a", Stage.FLASH, 0.4, note))
    assert state(progress, Stage.FLASH) is StageState.DONE


def test_remaining_time_is_the_eta_of_the_stage_and_the_medians_of_those_that_wait() -> None:
    progress = walked(StageStarted("a", Stage.MEASURE), StageProgressed("a", Stage.MEASURE, 1, 4, eta_s=3.0))
    waiting = {
        "Memory": 1.0,
        "Save": 0.5,
        "Identify": 9.0,
        "Plan": 9.0,
        "Flash": 9.0,
        "Self-check": 9.0,
        "Warm up": 9.0,
    }
    finished = [StageFinished("a", stage, 0.1) for stage in list(Stage)[:5]]
    for event in finished:
        progress = after(progress, event)
    assert progress.remaining_s(waiting) == 4.5


def test_remaining_time_is_unknown_without_any_measure() -> None:
    assert walked(StageStarted("a", Stage.FLASH)).remaining_s({}) is None


def test_a_failure_ends_the_journey_at_its_stage() -> None:
    failure = RouteFailed("a", Stage.FLASH, "what", "why", "remedy", 30)
    progress = walked(StageStarted("a", Stage.FLASH), failure)
    assert not progress.is_running
    assert state(progress, Stage.FLASH) is StageState.FAILED


def test_a_new_journey_forgets_the_old_one() -> None:
    failed = walked(RouteFailed("a", Stage.FLASH, "what", "why", "remedy", 30))
    again = after(failed, StageStarted("a", Stage.IDENTIFY))
    assert again.failure is None
    assert state(again, Stage.FLASH) is StageState.WAITING


def test_a_saved_run_ends_the_journey() -> None:
    progress = walked(StageStarted("a", Stage.SAVE), RunSaved("a", a_run()))
    assert not progress.is_running
    assert progress.run == a_run()
