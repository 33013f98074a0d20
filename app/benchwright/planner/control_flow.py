"""Control flow and variables, worked out on the host: what is left is one row of operators, and state.

An IF whose condition is known becomes its branch, a WHILE whose turns can be counted becomes so many copies of its
body, a CALL_ONCE that assigns constants becomes the initial content of variables. Operators of subgraphs are numbered
on behind those of the file's graph.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from benchwright.model.errors import BenchError
from benchwright.planner.folding import folded
from benchwright.planner.graph import CallOptions, Graph, Operator, State, Tensor, TensorType, VariableOptions
from benchwright.planner.op_names import op_name
from benchwright.planner.ops.operands import Operands

IF, WHILE, CALL_ONCE, VAR_HANDLE, READ_VARIABLE, ASSIGN_VARIABLE = 118, 119, 129, 142, 143, 144

_RESOLVED = frozenset({IF, WHILE, CALL_ONCE, VAR_HANDLE, READ_VARIABLE, ASSIGN_VARIABLE})
_RESHAPE = 22
_MOST_TURNS = 1000
_MOST_OPERATORS = 4096
_MOST_DEPTH = 16
_MOST_WORK = 40_000
_ELEMENTS_A_WORK = 1000

_AT_RUN_TIME = "is computed at run time; only one that the constants of the model decide can be followed"


def resolved(graph: Graph, board: str) -> Graph:
    """The graph without control flow; its `states` are what goes from one inference to the next.

    Raises:
        ModelUnsupported: the operator depends on what is only known at run time, or is too much to write out.
        ModelFileInvalid: operator and subgraph do not go together.
    """
    is_plain = not any(operator.code in _RESOLVED for operator in graph.operators)
    if is_plain and not any(tensor.is_variable for tensor in graph.tensors):
        return graph
    work = _Resolving(graph, board, list(graph.tensors), len(graph.operators))
    for tensor in graph.tensors:
        work.keep_state(tensor)
    work.walk(graph, 0, {tensor.index: tensor.index for tensor in graph.tensors}, 0)
    return work.result()


Places = dict[int, int]
"""Tensors of a subgraph by their index there: their index in the resolved graph."""


@dataclass(slots=True)
class _Resolving:
    """What has been made of the operators so far. `alias` names tensors that are others, `handles` the variable behind
    a resource, `held` the constants and the state of subgraphs, which every call of one shares."""

    graph: Graph
    board: str
    tensors: list[Tensor]
    next_index: int
    operators: list[Operator] = field(default_factory=list)
    states: dict[int, State] = field(default_factory=dict)
    variables: dict[VariableOptions, int] = field(default_factory=dict)
    handles: dict[int, VariableOptions] = field(default_factory=dict)
    alias: Places = field(default_factory=dict)
    held: dict[tuple[int, int], int] = field(default_factory=dict)
    called_once: set[int] = field(default_factory=set)
    is_initial: bool = False
    work: int = 0

    def keep_state(self, tensor: Tensor) -> None:
        """A variable tensor: TensorFlow Lite Micro begins with its zero point where it is int8, else with 0."""
        if tensor.is_variable and tensor.data is None:
            is_int8 = tensor.element_type is TensorType.INT8
            self.states[tensor.index] = State(tensor.index, _zero_byte(tensor) if is_int8 else 0)

    def walk(self, graph: Graph, number: int, places: Places, depth: int) -> None:
        """Every operator of the subgraph `number`, in order."""
        handlers: dict[int, Callable[[Operator, int], None]] = {
            IF: self._choose,
            WHILE: self._unroll,
            CALL_ONCE: self._initialise,
            VAR_HANDLE: self._name_variable,
            READ_VARIABLE: self._read,
            ASSIGN_VARIABLE: self._assign,
        }
        for operator in graph.operators:
            here = self._renamed(graph, number, operator, places)
            self._spend(here)
            handlers.get(here.code, self._keep)(here, depth)

    def result(self) -> Graph:
        """The graph, with views in place of outputs that are other tensors."""
        for output in self.graph.outputs:
            source = self._resolve(output)
            if source != output:
                code = _RESHAPE if self.tensors[source].data is None else READ_VARIABLE
                self.operators.append(Operator(self._new_index(), code, "", (source,), (output,), None))
        return replace(
            self.graph,
            tensors=tuple(self.tensors),
            operators=tuple(self.operators),
            states=self._used_states(),
            subgraphs=(),
        )

    def _used_states(self) -> tuple[State, ...]:
        used = {index for operator in self.operators for index in (*operator.inputs, *operator.outputs)}
        return tuple(state for state in self.states.values() if state.tensor in used)

    def _renamed(self, graph: Graph, number: int, operator: Operator, places: Places) -> Operator:
        inputs = tuple(
            -1 if index == -1 else self._resolve(self._place(graph, number, index, places)) for index in operator.inputs
        )
        outputs = tuple(self._place(graph, number, index, places) for index in operator.outputs)
        index = self._new_index() if number else operator.index
        return replace(operator, index=index, inputs=inputs, outputs=outputs)

    def _new_index(self) -> int:
        self.next_index += 1
        return self.next_index - 1

    def _place(self, graph: Graph, number: int, index: int, places: Places) -> int:
        if index not in places:
            tensor = graph.tensors[index]
            if tensor.data is None and not tensor.is_variable:
                places[index] = self._new_tensor(tensor)
            else:
                if (number, index) not in self.held:
                    self.held[number, index] = self._new_tensor(tensor)
                places[index] = self.held[number, index]
        return places[index]

    def _new_tensor(self, like: Tensor) -> int:
        tensor = replace(like, index=len(self.tensors))
        self.tensors.append(tensor)
        self.keep_state(tensor)
        return tensor.index

    def _resolve(self, index: int) -> int:
        while index in self.alias:
            index = self.alias[index]
        return index

    def _spend(self, operator: Operator) -> None:
        """Bounds what a hostile file can ask for."""
        touched = (self.tensors[index] for index in (*operator.inputs, *operator.outputs) if index != -1)
        self.work += 1 + sum(abs(tensor.element_count) for tensor in touched) // _ELEMENTS_A_WORK
        if self.work > _MOST_WORK or len(self.operators) > _MOST_OPERATORS:
            why = f"written out without its loops the model has more than {_MOST_OPERATORS:,} operators"
            raise self._unsupported(operator, why)

    def _keep(self, operator: Operator, _depth: int) -> None:
        """An operator as it is, or its result where that is known."""
        local = tuple(index for index in (*operator.inputs, *operator.outputs) if index != -1)
        numbers = {index: at for at, index in enumerate(local)}
        tensors = tuple(self.tensors[index] for index in local)
        inputs = tuple(-1 if index == -1 else numbers[index] for index in operator.inputs)
        outputs = tuple(numbers[index] for index in operator.outputs)
        data = folded(replace(self.graph, tensors=tensors), replace(operator, inputs=inputs, outputs=outputs))
        if data is None or operator.outputs[0] in self.graph.outputs:
            self.operators.append(operator)
        else:
            self.tensors[operator.outputs[0]] = replace(self.tensors[operator.outputs[0]], data=data)

    def _choose(self, operator: Operator, depth: int) -> None:
        branches = self._called(operator, 2)
        if not operator.inputs:
            raise self._contradicts(operator, "it has no condition")
        is_true = self._truth(operator, operator.inputs[0])
        self._give(operator, self._call(operator, branches[0 if is_true else 1], operator.inputs[1:], depth))

    def _unroll(self, operator: Operator, depth: int) -> None:
        condition, body = self._called(operator, 2)
        carried: Sequence[int] = operator.inputs
        for _ in range(_MOST_TURNS + 1):
            tested = self._call(operator, condition, carried, depth)
            if len(tested) != 1:
                raise self._contradicts(operator, f"its condition has {len(tested)} outputs")
            if not self._truth(operator, tested[0]):
                self._give(operator, carried)
                return
            carried = self._call(operator, body, carried, depth)
        raise self._unsupported(operator, f"it takes more than {_MOST_TURNS:,} turns")

    def _initialise(self, operator: Operator, depth: int) -> None:
        (number,) = self._called(operator, 1)
        if number in self.called_once:
            return
        self.called_once.add(number)
        if any(one.code in {READ_VARIABLE, ASSIGN_VARIABLE} for one in self.operators):
            raise self._unsupported(operator, "it comes after an operator that uses variables")
        before, self.is_initial = len(self.operators), True
        self._call(operator, number, (), depth)
        self.is_initial = False
        for computed in self.operators[before:]:
            why = f"its subgraph runs {op_name(computed)}; only one that assigns constants is supported"
            raise self._unsupported(operator, why)

    def _name_variable(self, operator: Operator, _depth: int) -> None:
        if not isinstance(operator.options, VariableOptions) or len(operator.outputs) != 1:
            raise self._contradicts(operator, "it does not say which variable it is")
        self.handles[operator.outputs[0]] = operator.options

    def _read(self, operator: Operator, _depth: int) -> None:
        if (len(operator.inputs), len(operator.outputs)) != (1, 1):
            raise self._contradicts(operator, f"it has {len(operator.inputs)} inputs")
        if self.is_initial:
            raise self._unsupported(operator, "it reads a variable as variables get their first values")
        state = self._variable(operator, self.tensors[operator.outputs[0]])
        self.operators.append(replace(operator, inputs=(state,)))

    def _assign(self, operator: Operator, _depth: int) -> None:
        if len(operator.inputs) != 2 or operator.inputs[1] == -1:
            raise self._contradicts(operator, f"it has {len(operator.inputs)} inputs")
        value = self.tensors[operator.inputs[1]]
        state = self._variable(operator, value)
        if not self.is_initial:
            self.operators.append(replace(operator, inputs=(value.index,), outputs=(state,)))
        elif value.data is None:
            raise self._unsupported(operator, "what it assigns at first is no constant")
        else:
            self.states[state] = replace(self.states[state], initial=value.data)

    def _variable(self, operator: Operator, value: Tensor) -> int:
        """The state behind the operator's first input, which `value` comes from or goes to."""
        name = self.handles.get(operator.inputs[0])
        if name is None:
            raise self._contradicts(operator, "its first input is no variable")
        if name not in self.variables:
            index = len(self.tensors)
            words = name.name or f"variable {len(self.variables)}"
            self.tensors.append(replace(value, index=index, name=words, data=None, is_variable=True))
            self.states[index] = State(index, _zero_byte(value))
            self.variables[name] = index
        state = self.tensors[self.variables[name]]
        if (state.element_type, state.element_count) != (value.element_type, value.element_count):
            raise self._contradicts(operator, f"variable '{state.name}' has more than one shape or type")
        return state.index

    def _called(self, operator: Operator, count: int) -> tuple[int, ...]:
        numbers = operator.options.subgraphs if isinstance(operator.options, CallOptions) else ()
        if len(numbers) != count or not all(1 <= number <= len(self.graph.subgraphs) for number in numbers):
            raise self._contradicts(
                operator, f"its subgraphs are {list(numbers)}, there are {len(self.graph.subgraphs)}"
            )
        return numbers

    def _call(self, operator: Operator, number: int, inputs: Sequence[int], depth: int) -> tuple[int, ...]:
        """The subgraph's operators on `inputs`; its outputs."""
        subgraph = self.graph.subgraphs[number - 1]
        if depth >= _MOST_DEPTH:
            raise self._contradicts(operator, "its subgraphs call each other without end")
        self._match(operator, inputs, [subgraph.tensors[index] for index in subgraph.inputs])
        places = dict(zip(subgraph.inputs, inputs, strict=True))
        self.walk(subgraph, number, places, depth + 1)
        return tuple(self._resolve(self._place(subgraph, number, index, places)) for index in subgraph.outputs)

    def _give(self, operator: Operator, results: Sequence[int]) -> None:
        self._match(operator, results, [self.tensors[index] for index in operator.outputs])
        for output, result in zip(operator.outputs, results, strict=True):
            self.alias[output] = self._resolve(result)

    def _match(self, operator: Operator, given: Sequence[int], wanted: Sequence[Tensor]) -> None:
        if len(given) != len(wanted) or -1 in given:
            raise self._contradicts(operator, f"{len(given)} tensors meet {len(wanted)} of its subgraph")
        for index, tensor in zip(given, wanted, strict=True):
            found = self.tensors[index]
            if (found.element_type, found.shape) != (tensor.element_type, tensor.shape):
                kinds = [f"{one.element_type.word} {list(one.shape)}" for one in (found, tensor)]
                raise self._contradicts(operator, f"'{found.name}' is {kinds[0]}, its subgraph wants {kinds[1]}")

    def _truth(self, operator: Operator, index: int) -> bool:
        tensor = self.tensors[index]
        if tensor.element_type is not TensorType.BOOL or tensor.element_count != 1:
            raise self._contradicts(operator, f"its condition is {tensor.element_type.word} {list(tensor.shape)}")
        if tensor.data is None:
            raise self._unsupported(operator, f"its condition '{tensor.name}' {_AT_RUN_TIME}")
        return any(tensor.data)

    def _unsupported(self, operator: Operator, why: str) -> BenchError:
        named = next((index for index in (*operator.outputs, *operator.inputs) if index != -1), 0)
        return Operands(self.graph, operator, self.board).unsupported(self.tensors[named], why)

    def _contradicts(self, operator: Operator, why: str) -> BenchError:
        return Operands(self.graph, operator, self.board).contradicts(why)


def _zero_byte(tensor: Tensor) -> int:
    return tensor.quantisation.zero_points[0] & 0xFF if tensor.quantisation is not None else 0
