"""A scoring: every input of a labelled set on one device, each answer kept beside that of the host."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from benchwright.model.accuracy_source import AccuracySource, SourcedAccuracy
from benchwright.model.board import Origin
from benchwright.model.classification import (
    Auc,
    ConfusionMatrix,
    auc,
    binary_auc,
    confusion_matrix,
    predicted_class,
    top_k_count,
    wilson_interval,
)
from benchwright.model.reconstruction import mean_score_by_file


class AnswerKind(Enum):
    """What a model's outputs are held against."""

    CLASSES = "classes"
    """A score for each class, or one that says "yes" above a half."""
    RECONSTRUCTION = "reconstruction"
    """The input itself: the score is the squared error, of a recording the mean over its windows."""
    VALUES = "values"
    """Real values of the set: the score is the squared error."""


@dataclass(frozen=True, slots=True)
class Scoring:
    """One labelled set on one device, whole or under way; `finished_at` is "" while inputs are missing.

    `set_sha256` is the digest over the values and labels that were used, `set_note` how they became inputs. `device_s`
    is the time from the first input to the last answer, in seconds, pauses left out. `has_host` says whether the host
    answered too. `class_names` may be (). `right_count` is known of classes, once it is finished.
    """

    scoring_id: str
    started_at: str
    finished_at: str
    board: str
    device_id: str
    origin: Origin
    model: str
    variant_sha256: str
    variant_name: str
    variant_version: int
    pack_sha256: str
    firmware_sha256: str
    engine: str
    kernel_set: str
    set_name: str
    set_sha256: str
    set_note: str
    kind: AnswerKind
    class_count: int
    class_names: tuple[str, ...]
    sample_count: int
    done_count: int = 0
    device_s: float = 0.0
    has_host: bool = True
    right_count: int | None = None

    @property
    def accuracy(self) -> SourcedAccuracy | None:
        """Right first guesses of a finished scoring of classes, with where they come from."""
        if self.right_count is None:
            return None
        source = AccuracySource(self.set_name, self.set_sha256, is_on_board=True)
        return SourcedAccuracy(self.right_count / self.sample_count, source, self.sample_count)

    @property
    def is_finished(self) -> bool:
        """Whether every input was answered."""
        return bool(self.finished_at)

    @property
    def variant_label(self) -> str:
        """Name and version of the variant: `digits_int8 v3`."""
        return f"{self.variant_name} v{self.variant_version}"

    def class_name(self, number: int) -> str:
        """The name of a class, its number where it has none."""
        return self.class_names[number] if number < len(self.class_names) else str(number)


@dataclass(frozen=True, slots=True)
class ScoredInput:
    """The answers to one input. `name` is its file, "" where it has none; `label` None where there are no labels.

    `board` and `host` are real scores of each class, or one squared error; `host` is () where the host did not answer.
    `differing_bytes` are those of the raw outputs.
    """

    position: int
    name: str
    label: int | None
    board: tuple[float, ...]
    host: tuple[float, ...]
    differing_bytes: int = 0


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """What the answers are worth; None where the set or the model does not tell it. Ratios are 0…1.

    `interval` is the 95 % interval of the first guess, `file_count` the recordings that windows were put together to.
    """

    count: int
    right_count: int | None = None
    interval: tuple[float, float] | None = None
    top5_count: int | None = None
    auc: Auc | None = None
    matrix: ConfusionMatrix | None = None
    mean_squared_error: float | None = None
    file_count: int | None = None

    @property
    def top1_ratio(self) -> float | None:
        """First guesses that are right."""
        return None if self.right_count is None else self.right_count / self.count

    @property
    def top5_ratio(self) -> float | None:
        """Labels among the five best guesses; None of fewer than six classes, where it says nothing."""
        return None if self.top5_count is None else self.top5_count / self.count


def score_card(scoring: Scoring, inputs: tuple[ScoredInput, ...], *, of_host: bool = False) -> ScoreCard | None:
    """The metrics of what was answered so far, by the board or by the host; None where there is nothing."""
    answers = [one.host if of_host else one.board for one in inputs]
    if not answers or not all(answers):
        return None
    labels = [one.label for one in inputs if one.label is not None]
    if scoring.kind is not AnswerKind.CLASSES:
        return _error_card([answer[0] for answer in answers], labels, inputs)
    rows = [as_classes(answer) for answer in answers]
    matrix = confusion_matrix([predicted_class(row) for row in rows], labels, scoring.class_count)
    return ScoreCard(
        count=len(rows),
        right_count=matrix.right_count,
        interval=wilson_interval(matrix.right_count, len(rows)),
        top5_count=top_k_count(rows, labels, 5) if scoring.class_count > 5 else None,
        auc=auc(rows, labels) if len(set(labels)) > 1 else None,
        matrix=matrix,
    )


@dataclass(frozen=True, slots=True)
class ScoringFacts:
    """A scoring with what its answers are worth.

    `host` is None where the host did not answer; `differing` are the inputs on which board and host disagree.
    """

    scoring: Scoring
    board: ScoreCard | None
    host: ScoreCard | None
    differing: tuple[ScoredInput, ...]


def facts_of(scoring: Scoring, inputs: tuple[ScoredInput, ...]) -> ScoringFacts:
    """What the answers of a scoring are worth, as far as it came."""
    return ScoringFacts(
        scoring,
        score_card(scoring, inputs),
        score_card(scoring, inputs, of_host=True),
        disagreements(scoring, inputs),
    )


def as_classes(answer: tuple[float, ...]) -> tuple[float, ...]:
    """A score for each class; of a single output that says "yes" those of no and yes."""
    return answer if len(answer) > 1 else (1 - answer[0], answer[0])


def disagreements(scoring: Scoring, inputs: tuple[ScoredInput, ...]) -> tuple[ScoredInput, ...]:
    """Inputs on which board and host give another class, or where there are no classes another output."""
    both = [one for one in inputs if one.host]
    if scoring.kind is not AnswerKind.CLASSES:
        return tuple(one for one in both if one.differing_bytes)
    guesses = [(predicted_class(as_classes(one.board)), predicted_class(as_classes(one.host))) for one in both]
    return tuple(one for one, (board, host) in zip(both, guesses, strict=True) if board != host)


def _error_card(errors: list[float], labels: list[int], inputs: tuple[ScoredInput, ...]) -> ScoreCard:
    mean = sum(errors) / len(errors)
    if len(labels) < len(inputs) or not set(labels) <= {0, 1}:
        return ScoreCard(len(errors), mean_squared_error=mean)
    names = [one.name or str(one.position) for one in inputs]
    files = mean_score_by_file(names, errors)
    truth = dict(zip(names, labels, strict=True))
    is_both = len(set(truth.values())) > 1
    area = binary_auc(list(files.values()), [truth[name] == 1 for name in files]) if is_both else None
    found = None if area is None else Auc(area, 1)
    return ScoreCard(len(errors), auc=found, mean_squared_error=mean, file_count=len(files))
