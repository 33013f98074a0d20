"""What the ops of several kinds may be: the host's mirror of the enums in boards/firmware/include/bw_pack_ops.h."""

from __future__ import annotations

from enum import IntEnum


class UnaryKind(IntEnum):
    """`enum bw_unary_kind`."""

    ABS = 0
    NEG = 1
    SQUARE = 2
    SQRT = 3
    RSQRT = 4
    EXP = 5
    LOG = 6
    SIN = 7
    COS = 8
    CEIL = 9
    FLOOR = 10
    ROUND = 11
    LOGISTIC = 12
    TANH = 13
    ELU = 14
    HARD_SWISH = 15
    LEAKY_RELU = 16
    CLAMP = 17


class BinaryKind(IntEnum):
    """`enum bw_binary_kind`."""

    ADD = 0
    SUB = 1
    MUL = 2
    DIV = 3
    MINIMUM = 4
    MAXIMUM = 5
    SQUARED_DIFFERENCE = 6
    PRELU = 7
    FLOOR_DIV = 8
    FLOOR_MOD = 9
    EQUAL = 16
    NOT_EQUAL = 17
    GREATER = 18
    GREATER_EQUAL = 19
    LESS = 20
    LESS_EQUAL = 21
    AND = 22
    OR = 23


class ReduceKind(IntEnum):
    """`enum bw_reduce_kind`."""

    SUM = 0
    MEAN = 1
    MAX = 2
    MIN = 3
    MEAN_PLAIN = 4


class NormaliseKind(IntEnum):
    """`enum bw_normalise_kind`."""

    L2 = 0
    LOG_SOFTMAX = 1
