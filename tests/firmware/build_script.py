"""boards/build.py as a module, for the tests that ask it something."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

BUILD = Path(__file__).resolve().parents[2] / "boards" / "build.py"


def build_script() -> ModuleType:
    """boards/build.py, which lies in no package."""
    spec = importlib.util.spec_from_file_location("boards_build", BUILD)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = script  # its dataclasses look themselves up there
    spec.loader.exec_module(script)
    return script
