"""Reading a device whose own firmware holds Benchwright's agent: as a pack is measured, with a model built in."""

from __future__ import annotations

from benchwright.bench.foreign_readings import ForeignReadings, Given, HostModel
from benchwright.bench.inputs import INPUT_COUNT, InputSet
from benchwright.bench.link import Link
from benchwright.bench.load_inputs import seeded_loads, tensor_form
from benchwright.bench.measure import collect_outputs, collect_outputs_in_turn, measure, warm_up
from benchwright.bench.parity import compare_outputs, with_litert
from benchwright.bench.route import RouteParts
from benchwright.bench.stages import Emit, StageLog
from benchwright.bench.validity import OWN_ENGINE, Evidence, judge
from benchwright.model.device import Hello
from benchwright.model.errors import DutRefused, InputInvalid
from benchwright.model.events import Stage
from benchwright.model.mlperf import MLPERF_MODELS, LoadForm
from benchwright.model.run import Parity
from benchwright.protocols.cancel import CancelToken
from benchwright.wire.client import DutClient
from benchwright.wire.messages import Capability


class AgentReader:
    """Reads one device through its agent."""

    def __init__(self, parts: RouteParts, log: StageLog, emit: Emit, cancel: CancelToken) -> None:
        self._parts = parts
        self._log = log
        self._emit = emit
        self._cancel = cancel

    def read(self, given: Given) -> ForeignReadings:
        """Measures it.

        Raises:
            InputInvalid: how large its input is cannot be told, or the user's do not fit.
            WrongFirmware, DutTimeout, DutRefused, WireCorrupt, DeviceVanished, Cancelled: what stood in the way.
        """
        log = self._log
        with Link(self._parts.transports, self._emit).client(given.device, given.board) as client:
            hello = client.hello()
            inputs = _inputs(given, hello)
            bad_before = client.statistics().frames_bad
            with log.stage(Stage.SELF_CHECK):
                parity = self._check(client, given, inputs, hello)
                log.note(_parity_note(given, parity))
            with log.stage(Stage.WARM_UP):
                inference_s = warm_up(client, inputs.items[0], hello, given.settings)
            with log.stage(Stage.MEASURE):
                measured = measure(client, given.board, hello, inputs, inference_s, given.settings, log, self._cancel)
                log.note(f"{len(measured.timing.samples)} inferences on {len(measured.timing.windows)} inputs")
            with log.stage(Stage.MEMORY):
                memory, op_ticks = client.memory(), _profile(client)
            bad_frames = client.statistics().frames_bad - bad_before
        evidence = Evidence(
            origin=hello.origin,
            timing=measured.timing,
            hello=hello,
            parity=parity,
            window_host_s=measured.window_host_s,
            wanted_window_s=given.settings.window_s,
            bad_frames=bad_frames,
            is_own_engine=hello.engine == OWN_ENGINE and given.model is not None,
        )
        return ForeignReadings(
            origin=hello.origin,
            timing=measured.timing,
            validity=judge(evidence),
            parity=parity,
            inputs=inputs,
            hello=hello,
            memory=memory,
            op_ticks=op_ticks,
        )

    def _check(self, client: DutClient, given: Given, inputs: InputSet, hello: Hello) -> Parity | None:
        model = given.model
        if model is None:
            return None
        host_model = HostModel(self._parts, given.board)
        can_reset = Capability.RESET_STATE in Capability(hello.capabilities)
        if not can_reset and host_model.keeps_state(model):
            return None
        collect = collect_outputs_in_turn if can_reset else collect_outputs
        outputs = collect(client, model.borders, inputs, self._log)
        host = host_model.outputs(model, inputs.items)
        if not host:
            return None
        parity = compare_outputs(model.borders, outputs, host)
        return with_litert(
            parity, model.borders, outputs, self._parts.desktop.run(model.data, inputs.items[:INPUT_COUNT])
        )


def _parity_note(given: Given, parity: Parity | None) -> str:
    if given.model is None:
        return "not checked: no model given"
    return "not checked: nothing to compare with" if parity is None else f"{parity.mismatched_bytes} bytes differ"


def _inputs(given: Given, hello: Hello) -> InputSet:
    form = _form(given, hello)
    if given.read_inputs is not None:
        return given.read_inputs(form)
    if form is None:
        name = given.who.model_id or "The model in the firmware"
        raise InputInvalid(name, "How large its input is cannot be told. Name the model (.tflite) or give --inputs.")
    return seeded_loads(form)


def _form(given: Given, hello: Hello) -> LoadForm | None:
    """The input tensors: of the given model, else as the agent tells them, else as MLPerf Tiny has them."""
    form = tensor_form(given.model.borders if given.model else None)
    told = LoadForm(hello.input_element, hello.input_bytes) if hello.input_bytes else None
    if form is not None and told is not None and form.size_bytes != told.size_bytes:
        why = f"The firmware's model takes {told.size_bytes:,} bytes, this one {form.size_bytes:,}: it is another."
        raise InputInvalid(given.model.name if given.model else "", why)
    known = MLPERF_MODELS.get(given.who.model_id)
    return form or told or (LoadForm("int8", known.tensor_bytes) if known is not None else None)


def _profile(client: DutClient) -> tuple[int, ...]:
    """Ticks of every op; none where another engine cannot tell them apart."""
    try:
        return client.profile()
    except DutRefused:
        return ()
