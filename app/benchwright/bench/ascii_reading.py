"""Reading a device over MLPerf Tiny's ASCII: check, warm up, measure, judge."""

from __future__ import annotations

from benchwright.bench.ascii_measure import AsciiBench, AsciiMeasured
from benchwright.bench.ascii_parity import Printed, compare_printed, real_values
from benchwright.bench.ascii_talk import AsciiTalk
from benchwright.bench.ascii_validity import AsciiEvidence, judge_ascii
from benchwright.bench.foreign_readings import ForeignReadings, Given, GivenModel, HostModel, as_tensors
from benchwright.bench.inputs import InputSet
from benchwright.bench.load_inputs import load_form, seeded_loads
from benchwright.bench.route import RouteParts
from benchwright.bench.stages import Emit, StageLog
from benchwright.model.board import Board
from benchwright.model.events import Stage
from benchwright.model.mlperf import LoadForm

_Results = tuple[tuple[float, ...], ...]


class AsciiReader:
    """Reads one device that speaks MLPerf Tiny."""

    def __init__(self, parts: RouteParts, log: StageLog, emit: Emit) -> None:
        self._parts = parts
        self._log = log
        self._emit = emit

    def read(self, given: Given) -> ForeignReadings:
        """Measures it.

        Raises:
            InputInvalid: the given model or inputs are not those of the firmware.
            ProtocolUnmet, DutTimeout, DutRefused, DeviceVanished, Cancelled: what stood in the way.
        """
        log = self._log
        borders = given.model.borders if given.model else None
        form = load_form(given.who.model_id, borders, variant=given.model.name if given.model else "")
        inputs = self._inputs(given, form)
        with AsciiTalk(self._parts.transports, self._emit).client(given.device, given.board.baud) as client:
            bench = AsciiBench(client, given.device, log)
            with log.stage(Stage.SELF_CHECK):
                results = bench.results(inputs) if inputs is not None else ()
                printed, unchecked = self._check(given, form, inputs, results)
                log.note(unchecked or _check_note(printed))
            with log.stage(Stage.WARM_UP):
                pace = bench.pace(given.settings)
            with log.stage(Stage.MEASURE):
                measured = bench.measure(given.board, inputs, pace, given.settings)
                log.note(_measured_note(measured))
        evidence = AsciiEvidence(
            origin=given.device.origin,
            timing=measured.timing,
            window_host_s=measured.window_host_s,
            wanted_window_s=given.settings.window_s,
            input_count=min(len(inputs.items), len(measured.timing.windows)) if inputs is not None else 0,
            printed=printed,
            unchecked=unchecked,
        )
        return ForeignReadings(
            origin=given.device.origin,
            timing=measured.timing,
            validity=judge_ascii(evidence),
            parity=printed.parity if printed is not None else None,
            inputs=inputs,
        )

    def _inputs(self, given: Given, form: LoadForm | None) -> InputSet | None:
        if given.read_inputs is not None:
            return given.read_inputs(form)
        return seeded_loads(form) if form is not None else None

    def _check(
        self, given: Given, form: LoadForm | None, inputs: InputSet | None, results: _Results
    ) -> tuple[Printed | None, str]:
        """The printed results against the host's, or why they cannot be compared."""
        if given.model is None:
            return None, "no model was given to compare with"
        if form is None or inputs is None:
            return None, "the form of its input is not known"
        tensors = as_tensors(inputs, form, given.model.borders)
        if tensors is None:
            return None, "how the firmware turns its input into the model's is not known"
        if not all(results):
            return None, "the firmware printed no results"
        host, unknown = self._host_outputs(given.model, given.board, tensors)
        if unknown:
            return None, unknown
        borders = given.model.borders
        reals = [real_values(tensor[: borders.inputs[0].size_bytes], borders.inputs[0]) for tensor in tensors]
        printed = compare_printed(results, host, borders.outputs[0], reals)
        return printed, "" if printed is not None else "the firmware prints results of another form than the model's"

    def _host_outputs(
        self, model: GivenModel, board: Board, tensors: tuple[bytes, ...]
    ) -> tuple[tuple[bytes, ...], str]:
        """What the model gives on the host, or why that says nothing."""
        host_model = HostModel(self._parts, board)
        if host_model.keeps_state(model):
            return (), "the model keeps state, which MLPerf Tiny cannot reset"
        host = host_model.outputs(model, tensors)
        return host, "" if host else "the host cannot run the model"


def _check_note(printed: Printed | None) -> str:
    if printed is None or not printed.parity.mismatched_bytes:
        return f"{printed.parity.checked if printed else 0} inputs, results equal to the host's"
    return f"{printed.parity.checked} inputs, results differ by up to {printed.largest:.3g}"


def _measured_note(measured: AsciiMeasured) -> str:
    timing = measured.timing
    each = timing.inferences_per_sample
    return f"{len(timing.samples)} samples of {each:,} inferences on {len(timing.windows)} windows"
