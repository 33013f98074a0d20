"""The benchmarks of MLPerf Tiny: what `db load` takes for each, what is counted, and what the closed division asks.

Sources, all in mlcommons/tiny: benchmark/api, MLPerfTiny_Rules.adoc, tools/submission/submission_checker.py,
benchmark/evaluation/datasets.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class LoadForm:
    """What an input looks like on the line: `element` is NumPy's word for one, "" where only the size is known."""

    element: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class MlperfModel:
    """A model of the suite: the form of its input in `db load`, and how many int8 its input tensor has."""

    load: LoadForm
    tensor_bytes: int


# The device turns an image's bytes into int8 by taking 128 off, and floats of ad01 by its own quantisation.
MLPERF_MODELS = {
    "kws01": MlperfModel(LoadForm("int8", 490), 490),
    "vww01": MlperfModel(LoadForm("uint8", 27_648), 27_648),
    "ic01": MlperfModel(LoadForm("uint8", 3_072), 3_072),
    "ic02": MlperfModel(LoadForm("uint8", 3_072), 3_072),
    "ad01": MlperfModel(LoadForm("float32", 2_560), 640),
}


class Mode(Enum):
    """What is measured; the value is the name of its folder in a submission."""

    PERFORMANCE = "performance"
    ACCURACY = "accuracy"
    ENERGY = "energy"


class Quality(Enum):
    """How right a benchmark is counted: share of right classes, area under the ROC curve, or missed wake words."""

    TOP_1 = "top-1"
    AUC = "auc"
    DETECTIONS = "detections"


@dataclass(frozen=True, slots=True)
class MlperfBenchmark:
    """One benchmark.

    `folder` is its name in a submission, `file_count` how many files its accuracy set has, `result_count` how many
    numbers a DUT prints for one inference. `target_ratio` is the least quality of the closed division, 0…1; None where
    it is counted in another way. `window_bytes` and `step_bytes` cut a file into inputs, 0 for the whole as one.
    """

    benchmark_id: str
    folder: str
    quality: Quality
    target_ratio: float | None
    class_count: int
    result_count: int
    file_count: int
    window_bytes: int = 0
    step_bytes: int = 0

    @property
    def load(self) -> LoadForm | None:
        """The form of an input; None where a DUT hears instead of loading."""
        known = MLPERF_MODELS.get(self.benchmark_id)
        return known.load if known is not None else None


_ALL = (
    MlperfBenchmark("kws01", "kws", Quality.TOP_1, 0.90, 12, 12, 1_000),
    MlperfBenchmark("vww01", "vww", Quality.TOP_1, 0.80, 2, 2, 1_000),
    MlperfBenchmark("ic01", "ic", Quality.TOP_1, 0.85, 10, 10, 200),
    MlperfBenchmark("ic02", "ic2", Quality.TOP_1, 0.91, 10, 10, 200),
    # 640 float32 are an input, 128 of them from one to the next.
    MlperfBenchmark("ad01", "ad", Quality.AUC, 0.85, 2, 1, 248, 2_560, 512),
    MlperfBenchmark("sww01", "sww", Quality.DETECTIONS, None, 2, 0, 1),
)
MLPERF_BENCHMARKS = {one.benchmark_id: one for one in _ALL}

# A header of the reference firmware spells it so, its runner does not.
_OTHER_NAMES = {"strww01": "sww01"}


def benchmark_of(model_id: str) -> MlperfBenchmark | None:
    """The benchmark that a DUT means by the id it says in `profile`; None for a model of somebody else."""
    return MLPERF_BENCHMARKS.get(_OTHER_NAMES.get(model_id, model_id))
