"""The graph of a model file as frozen values."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum


class TensorType(Enum):
    """Element types of .tflite files; the values are those of the schema."""

    FLOAT32 = 0
    FLOAT16 = 1
    INT32 = 2
    UINT8 = 3
    INT64 = 4
    STRING = 5
    BOOL = 6
    INT16 = 7
    COMPLEX64 = 8
    INT8 = 9
    FLOAT64 = 10
    COMPLEX128 = 11
    UINT64 = 12
    RESOURCE = 13
    VARIANT = 14
    UINT32 = 15
    UINT16 = 16
    INT4 = 17
    BFLOAT16 = 18
    UNKNOWN = 255

    @property
    def word(self) -> str:
        """Its name as people write it: `int8`."""
        return self.name.lower()


class Padding(Enum):
    """How a window treats the border; the values are those of the schema."""

    SAME = 0
    VALID = 1


class Activation(Enum):
    """Functions fused into an op; the values are those of the schema."""

    NONE = 0
    RELU = 1
    RELU_N1_TO_1 = 2
    RELU6 = 3
    TANH = 4
    SIGN_BIT = 5


@dataclass(frozen=True, slots=True)
class Quantisation:
    """Real value = scale * (stored - zero point); one pair for the tensor, or one a slice of `dimension`."""

    scales: tuple[float, ...]
    zero_points: tuple[int, ...]
    dimension: int


@dataclass(frozen=True, slots=True)
class Tensor:
    """One tensor. `data` is None unless it is a constant; `quantisation` None unless it has scales."""

    index: int
    name: str
    element_type: TensorType
    shape: tuple[int, ...]
    quantisation: Quantisation | None
    data: bytes | None
    is_variable: bool
    is_sparse: bool

    @property
    def element_count(self) -> int:
        """Number of elements."""
        return math.prod(self.shape)


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """CONV_2D, DEPTHWISE_CONV_2D and pooling. For a convolution the file gives the kernel by its weights.

    `pads` are in no file: rows and columns (top, bottom, left, right) that a PAD in front of it would have added.
    """

    padding: Padding
    stride_h: int
    stride_w: int
    activation: Activation
    filter_h: int = 0
    filter_w: int = 0
    dilation_h: int = 1
    dilation_w: int = 1
    depth_multiplier: int = 1
    pads: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class FullyConnectedOptions:
    """FULLY_CONNECTED."""

    activation: Activation
    shuffled_weights: bool


@dataclass(frozen=True, slots=True)
class AddOptions:
    """ADD."""

    activation: Activation


@dataclass(frozen=True, slots=True)
class SoftmaxOptions:
    """SOFTMAX."""

    beta: float


@dataclass(frozen=True, slots=True)
class PlainOptions:
    """What the simpler operators say; each has a few of these fields, the others keep what they are here."""

    activation: Activation = Activation.NONE
    axis: int = 0
    count: int = 0
    batch_dimensions: int = 0
    block_size: int = 0
    alpha: float = 0.0
    keep_dimensions: bool = False
    align_corners: bool = False
    half_pixel_centers: bool = False
    symmetric: bool = False
    exclusive: bool = False
    reverse: bool = False
    transpose_left: bool = False
    transpose_right: bool = False
    begin_mask: int = 0
    end_mask: int = 0
    ellipsis_mask: int = 0
    new_axis_mask: int = 0
    shrink_axis_mask: int = 0
    end_is_offset: bool = False


@dataclass(frozen=True, slots=True)
class RecurrentOptions:
    """SVDF and UNIDIRECTIONAL_SEQUENCE_LSTM; a clip of 0 clips nothing."""

    activation: Activation
    rank: int = 1
    cell_clip: float = 0.0
    projection_clip: float = 0.0
    time_major: bool = False


@dataclass(frozen=True, slots=True)
class VariableOptions:
    """VAR_HANDLE: which variable it is."""

    container: str
    name: str


@dataclass(frozen=True, slots=True)
class CallOptions:
    """IF (then, else), WHILE (condition, body) and CALL_ONCE: numbers of subgraphs, the graph itself being 0."""

    subgraphs: tuple[int, ...]


_StateOptions = RecurrentOptions | VariableOptions | CallOptions
Options = WindowOptions | FullyConnectedOptions | AddOptions | SoftmaxOptions | PlainOptions | _StateOptions | None


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator of the file. `inputs` hold tensor indices, -1 for an optional one left out."""

    index: int
    code: int
    custom_name: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    options: Options


@dataclass(frozen=True, slots=True)
class State:
    """A tensor that an inference leaves to the next one. At first it holds `initial`, or in every byte `fill`."""

    tensor: int
    fill: int
    initial: bytes | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """The first subgraph of a model file, checked: every index exists and every tensor is made before it is used.

    `subgraphs` are the others, from number 1 on. `states` are in no file: `control_flow.resolved` finds them.
    """

    file: str
    sha256: str
    tensors: tuple[Tensor, ...]
    operators: tuple[Operator, ...]
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    subgraphs: tuple[Graph, ...] = ()
    states: tuple[State, ...] = ()
