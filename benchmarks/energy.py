"""Energy on the simulated meter's converter: how far off it is from the truth, and how often the interval covers it.

The load's currents pass the converter of the virtual PPK2, with its ranges, settling and steps, and come back through
the driver's decoder: what a run does, without the waiting.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.benchmark import Effort, say
from benchmarks.document import table
from benchwright.bench.energy_edges import WindowTimes, find_falls, measure_edge_windows
from benchwright.bench.energy_windows import Trace, find_marks, measure_windows
from benchwright.drivers.power.lpm01a import FAST, INTEGRATED, Acquisition
from benchwright.drivers.power.lpm01a_stream import Lpm01aStream
from benchwright.drivers.power.ppk2_calibration import read_calibration
from benchwright.drivers.power.ppk2_stream import SAMPLE_HZ, Ppk2Stream
from benchwright.drivers.virtual.meter.faults import FaultyLine, MeterFaults
from benchwright.drivers.virtual.meter.load import Load, LoadGenerator
from benchwright.drivers.virtual.meter.lpm01a_words import Lpm01aEncoder
from benchwright.drivers.virtual.meter.ppk2 import metadata
from benchwright.drivers.virtual.meter.ppk2_words import Ppk2Encoder
from benchwright.model.energy import EnergyRecord, net_energy

RUNS = 300
EDGE_WINDOW_S = 0.25
"""Of a meter that sees falling edges only: as long as a run makes it."""
WINDOWS = 50
SUPPLY_MV = 3_300
STEP_A = 0.024 / 3.3
DRIFT_A = 0.0004 / 3.3


@dataclass(frozen=True, slots=True)
class _Case:
    name: str
    active_s: float
    lose_ratio: float = 0.0
    drift_a_per_s: float = 0.0
    acquisition: Acquisition | None = None


CASES = (
    _Case("12.3 ms, steady", 0.0123),
    _Case("12.3 ms, idle drifts by 0.4 mW a second", 0.0123, drift_a_per_s=DRIFT_A),
    _Case("12.3 ms, drifting, 1 % of the samples lost", 0.0123, 0.01, DRIFT_A),
    _Case("1 ms, drifting", 0.001, drift_a_per_s=DRIFT_A),
    _Case("0.25 ms, drifting", 0.00025, drift_a_per_s=DRIFT_A),
    _Case("12.3 ms, drifting, X-NUCLEO-LPM01A, 5 kHz energies", 0.0123, 0.0, DRIFT_A, INTEGRATED),
    _Case("12.3 ms, drifting, X-NUCLEO-LPM01A, 100 kHz currents", 0.0123, 0.0, DRIFT_A, FAST),
    _Case("0.25 ms, drifting, X-NUCLEO-LPM01A, 5 kHz energies", 0.00025, 0.0, DRIFT_A, INTEGRATED),
)


def measure_energy_error(effort: Effort) -> str:
    """Net energy of 50 windows, 24 mW above idle, against what the load was made of."""
    rows = []
    runs = effort.turns(RUNS, 20)
    for case in CASES:
        say(case.name)
        rows.append((case.name, *_row(case, runs)))
    return table(("an inference", "runs", "bias", "rms error", "95 % interval covers", "its half width"), rows)


def _row(case: _Case, runs: int) -> tuple[object, ...]:
    errors, widths, covered = [], [], 0
    truth_uj = STEP_A * case.active_s * SUPPLY_MV * 1_000
    for seed in range(runs):
        load = Load(
            idle_a=0.002,
            active_a=0.002 + STEP_A,
            noise_a=0.0003,
            drift_a_per_s=case.drift_a_per_s,
            # Inferences and samples drift through each other's phases, as two clocks do.
            idle_s=0.008 + 3.7e-6 * (seed % 7),
            active_s=case.active_s + 1e-9,
            seed=seed,
        )
        record = _record(load, case.lose_ratio) if case.acquisition is None else _edges(load, case.acquisition)
        net = net_energy(record)
        if net is None:
            raise RuntimeError(f"{case.name}: no idle time was found")
        errors.append(net.energy_uj / truth_uj - 1)
        widths.append(net.interval_uj / truth_uj)
        covered += abs(net.energy_uj - truth_uj) <= net.interval_uj
    rms = statistics.fmean(error * error for error in errors) ** 0.5
    bias, width = statistics.fmean(errors), statistics.fmean(widths)
    return (runs, f"{bias:+.4%}", f"{rms:.3%}", f"{covered / runs:.1%}", f"{width:.3%}")


def _record(load: Load, lose_ratio: float) -> EnergyRecord:
    calibration = read_calibration(metadata(SUPPLY_MV))
    count = round((WINDOWS * load.period_s + load.idle_s) * SAMPLE_HZ)
    current_a, level = LoadGenerator(load, SAMPLE_HZ).take(count)
    words = Ppk2Encoder(calibration).encode(current_a, level.astype(np.uint8))
    data = FaultyLine(MeterFaults(lose_ratio=lose_ratio, seed=load.seed)).carry(words)
    samples = Ppk2Stream(calibration).take(data, is_last=True)
    trace = Trace(SAMPLE_HZ, samples.current_a, samples.digital)
    windows = measure_windows(trace, find_marks(trace), 1)
    return EnergyRecord("", "PPK2", True, SUPPLY_MV, SAMPLE_HZ, 0.0, windows, count, samples.lost, samples.clipped, 0.0)


def _edges(load: Load, acquisition: Acquisition) -> EnergyRecord:
    """As `_record`, through an X-NUCLEO-LPM01A: windows of inferences that follow each other, seen by falling edges."""
    sample_hz, volts = acquisition.sample_hz, SUPPLY_MV / 1_000
    factor = sample_hz / volts if acquisition.output == "energy" else 1.0
    inferences = round(EDGE_WINDOW_S / load.active_s)
    window = replace(load, active_s=inferences * load.active_s)
    count = round((WINDOWS * window.period_s + window.idle_s) * sample_hz)
    current_a, _level = LoadGenerator(window, sample_hz).take(count)
    starts_s = np.arange(WINDOWS) * window.period_s + window.idle_s
    ends_s = (starts_s[:, np.newaxis] + load.active_s * np.arange(1, inferences + 1)).ravel()
    encoder = Lpm01aEncoder(acquisition.encoding, sample_hz, 1 / factor)
    data = encoder.encode(current_a, np.ones(count, np.bool_), ends_s * sample_hz)
    samples = Lpm01aStream(acquisition.encoding, sample_hz, factor).take(data)
    trace = Trace(sample_hz, samples.current_a, samples.digital)
    times = [WindowTimes(load.active_s, (inferences - 1) * load.active_s, load.active_s)] * WINDOWS
    falls = find_falls(trace, load.active_s)
    windows = measure_edge_windows(trace, falls, times, inferences, round(0.8 * load.idle_s * sample_hz))
    return EnergyRecord(
        "", "LPM01A", True, SUPPLY_MV, sample_hz, 0.0, windows, count, samples.lost, samples.clipped, 0.0
    )
