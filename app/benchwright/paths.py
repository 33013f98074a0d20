"""Where data, configuration, logs, virtual boards, board files and built firmware are."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_APPLICATION = "benchwright"
_HOME_VARIABLE = "BENCHWRIGHT_HOME"
_LAB_PYTHON_VARIABLE = "BENCHWRIGHT_LAB_PYTHON"
_FORGE_PYTHON_VARIABLE = "BENCHWRIGHT_FORGE_PYTHON"
_PACKAGE = Path(__file__).resolve().parent
# In a repository checkout the package lies in app/benchwright.
_CHECKOUT = _PACKAGE.parent.parent


def data() -> Path:
    """Runs, variants and reports."""
    return _own("data", platformdirs.user_data_path(_APPLICATION, appauthor=False))


def config() -> Path:
    """Settings of the user."""
    return _own("config", platformdirs.user_config_path(_APPLICATION, appauthor=False))


def logs() -> Path:
    """Log files."""
    return _own("logs", platformdirs.user_log_path(_APPLICATION, appauthor=False))


def virtual() -> Path:
    """One folder for each virtual device: its state and its flash."""
    return _own("virtual", platformdirs.user_state_path(_APPLICATION, appauthor=False) / "virtual")


def resources() -> Path:
    """Icons, themes, translations, models and report templates."""
    return _shipped("resources", "_resources")


def boards() -> Path:
    """One folder for each board, with its `board.toml`."""
    return _shipped("boards", "_boards")


def licence() -> Path:
    """The licence of the program, of which a part goes into the user's firmware."""
    return _shipped("LICENSE", "_licence")


def firmware() -> Path:
    """Built firmware, one folder for each board: made by `make firmware`, or brought along by a release."""
    return _shipped("build/firmware", "_firmware")


def translations() -> Path:
    """Compiled languages of the window: made by the set-up, or brought along by a release."""
    return _shipped("build/translations", "_translations")


def fonts() -> Path:
    """Fonts that a release brought along; a checkout uses those of the system and has none."""
    return _shipped("build/fonts", "_fonts")


def constraints() -> Path:
    """The versions of everything that an environment may hold."""
    return _shipped("installer/constraints.txt", "_constraints.txt")


def lab_python() -> Path | None:
    """The interpreter of the environment that has labgrid; None where there is none."""
    return _other_python(_LAB_PYTHON_VARIABLE, "lab")


def forge_python() -> Path | None:
    """The interpreter of the environment that has TensorFlow; None where there is none."""
    return _other_python(_FORGE_PYTHON_VARIABLE, "forge")


def environment(name: str) -> Path:
    """Where the environment `forge` or `lab` is made: beside the checkout's own, else among the user's data."""
    repository = checkout()
    return data() / "environments" / name if repository is None else repository / f".venv-{name}"


def _other_python(variable: str, name: str) -> Path | None:
    named = os.environ.get(variable, "")
    folder = environment(name)
    candidates = [Path(named)] if named else [folder / "bin" / "python", folder / "Scripts" / "python.exe"]
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def checkout() -> Path | None:
    """The repository this runs from; None in an installed application."""
    return _CHECKOUT if (_CHECKOUT / "boards").is_dir() and (_CHECKOUT / "pyproject.toml").is_file() else None


def _own(name: str, default: Path) -> Path:
    home = os.environ.get(_HOME_VARIABLE, "")
    return Path(home).expanduser().absolute() / name if home else default


def _shipped(in_checkout: str, in_package: str) -> Path:
    repository = checkout()
    return repository / in_checkout if repository is not None else _PACKAGE / in_package
