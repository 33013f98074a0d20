"""results.json: everything a result was made of but the samples of the meter, which would be hundreds of megabytes."""

from __future__ import annotations

from dataclasses import asdict

from benchwright.model.mlperf import Mode
from benchwright.model.mlperf_result import MlperfResult


def result_document(result: MlperfResult) -> dict[str, object]:
    """A result as JSON takes it. Times in seconds, energies in microjoule."""
    document: dict[str, object] = {
        "benchmark": result.benchmark.benchmark_id,
        "mode": result.mode.value,
        "is_by_the_rules": result.is_by_the_rules,
        "breaches": [{"code": breach.code.value, "text": breach.text} for breach in result.breaches],
        "started_at": result.started_at,
        "finished_at": result.finished_at,
        "dut": asdict(result.dut) | {"origin": result.dut.origin.value if result.dut.origin else "unknown"},
        "rules": asdict(result.rules),
    }
    if result.dataset_sha256:
        document["dataset_sha256"] = result.dataset_sha256
    return document | _numbers(result)


def _numbers(result: MlperfResult) -> dict[str, object]:
    meter = asdict(result.meter) if result.meter is not None else None
    if result.detections is not None:
        return {"detections": asdict(result.detections) | {"f1_ratio": result.detections.f1_ratio}, "meter": meter}
    if result.mode is Mode.PERFORMANCE:
        windows = [asdict(one) | {"throughput": one.throughput} for one in result.windows]
        return {"median_throughput": result.median_throughput, "windows": windows}
    if result.mode is Mode.ENERGY:
        metered = [asdict(one) | {"inference_uj": one.inference_uj} for one in result.metered]
        return {"median_uj": result.median_uj, "windows": metered, "meter": meter}
    return {
        "quality": {"kind": result.benchmark.quality.value, "value": result.quality, "auc": result.area},
        "answers": [asdict(answer) for answer in result.answers],
    }
