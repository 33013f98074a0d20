"""Names of operators as the .tflite schema gives them."""

from __future__ import annotations

from benchwright.planner.graph import Operator

CUSTOM = 32


def op_name(operator: Operator) -> str:
    """`CONV_2D`; for a custom op its own name."""
    if operator.code == CUSTOM:
        return f"CUSTOM {operator.custom_name}".strip()
    # Imported late: the package loads 150 modules, and only messages need it.
    from tflite import BuiltinOperator  # noqa: PLC0415

    names = (name for name, code in vars(BuiltinOperator).items() if code == operator.code)
    return next(names, "") or f"op code {operator.code}"
