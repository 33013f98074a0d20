"""The C files of an image, each with the flags that are its own."""

from __future__ import annotations

from pathlib import Path

from boards.builder.errors import BuildError
from boards.builder.places import ENGINE, FIRMWARE, HOST_LIBRARY_SOURCE, relative
from boards.builder.recipe import Recipe
from boards.builder.toolchain import Unit

SMALL_ENGINE_FILES = frozenset(
    f"{name}.c"
    for name in (
        *("arg_extreme", "batch_matmul_float32", "batch_matmul_int8", "binary_bool", "binary_float32", "binary_int32"),
        *(
            "binary_int8",
            "convert",
            "cumsum_float32",
            "cumsum_int8",
            "float_math",
            "gather",
            "l2_pool_float32",
            "lookup",
            "move",
        ),
        *("normalise_float32", "normalise_int8", "reduce_float32", "reduce_int8", "resize_bilinear_float32"),
        *("average_pool_int16", "batch_matmul_int16", "binary_int16", "curve_int16", "max_pool_int16", "reduce_int16"),
        *("slopes_int16", "softmax_int16", "log_softmax_int8"),
        *("conv_int16", "depthwise_conv_int16", "fully_connected_int16", "transpose_conv_int16"),
        *("lstm_float32", "lstm_int8", "svdf_float32", "svdf_int8"),
        *("resize_bilinear_int8", "select", "transpose_conv_float32", "transpose_conv_int8", "unary_float32"),
    )
)
HOST = "host"


def board_units(recipe: Recipe, *, sanitize: bool, engine: Path | None) -> list[Unit]:
    """Everything that an image is compiled from, with our engine or that of a folder."""
    fast, small = ("-O1", "-O1") if sanitize else ("-O2", "-Os")
    board_files = [
        path for folder in recipe.source_folders for pattern in ("*.c", "*.S") for path in sorted(folder.glob(pattern))
    ]
    of_engine = _foreign_engine_sources(engine) if engine else engine_sources(recipe.kernel_set)
    units = [
        Unit(source, (fast if engine or (is_kernel(source) and not _goes_for_size(source)) else small,))
        for source in of_engine
    ]
    units += [Unit(source, (small,)) for source in common_sources()]
    units += [Unit(source, (small,)) for source in sorted((FIRMWARE / "agent").glob("*.c"))]
    units += [Unit(source, (small,)) for source in board_files]
    return units


def host_engine_sources() -> list[Path]:
    """What the host library is made of, without its exports: the engine, every layout of every kernel set."""
    return [*engine_sources(HOST), *common_sources()]


def engine_sources(kernel_set: str) -> list[Path]:
    """Engine files for one kernel set: a file of the set takes the place of the generic one of its name."""
    if not (ENGINE / "engine.c").exists():
        raise BuildError(f"{relative(ENGINE)} has no engine.c: the engine's sources are missing.")
    kernels = ENGINE / "kernels"
    plain = [path for path in ENGINE.rglob("*.c") if kernels not in path.parents and path != HOST_LIBRARY_SOURCE]
    plain += kernels.glob("*.c")
    chosen = {path.name: path for path in (kernels / "generic").glob("*.c")}
    if kernel_set == HOST:
        chosen = {path.name: path for path in _host_kernels(kernels)}
    elif kernel_set != "generic":
        if not (kernels / kernel_set).is_dir():
            raise BuildError(f"There is no kernel set {kernel_set!r} under {relative(kernels)}.")
        chosen |= {path.name: path for path in (kernels / kernel_set).glob("*.c")}
    return sorted([*plain, *chosen.values()])


def common_sources() -> list[Path]:
    """What engine and agent share."""
    return sorted((FIRMWARE / "common").glob("*.c"))


def is_kernel(source: Path) -> bool:
    """Whether a file of ours does the work of an op; the others check and choose."""
    chooses = source.name == "kernel_set.c" or source.name.endswith("_layouts.c")
    return ENGINE / "kernels" in source.parents and not chooses and not is_check_of_layouts(source)


def is_check_of_layouts(source: Path) -> bool:
    """Whether a file of ours has kinds of layouts: of each its check and its kernel."""
    return ENGINE / "kernels" in source.parents and source.name.endswith("_checks.c")


def _host_kernels(kernels: Path) -> list[Path]:
    """Every layout of every set, so that any board's pack can be recomputed; what needs no layout is generic."""
    generic = [path for path in (kernels / "generic").glob("*.c") if path.name != "kernel_set.c"]
    known = {path.name for path in generic} | {"kernel_set.c"}
    others = [path for name in ("dsp", "mve") for path in (kernels / name).glob("*.c") if path.name not in known]
    return [*generic, *others, *(kernels / HOST).glob("*.c")]


def _foreign_engine_sources(folder: Path) -> list[Path]:
    sources = sorted(folder.resolve().glob("*.c"))
    if not sources:
        raise BuildError(f"{folder} has no .c file: an engine for --engine is a folder of them.")
    return sources


def _goes_for_size(source: Path) -> bool:
    """Kernels that models spend little time in: every image carries them all."""
    return source.name in SMALL_ENGINE_FILES
