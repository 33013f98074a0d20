"""What every test gets: a home of its own, Qt without a screen, and a check that no process outlives the session."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import psutil
import pytest

from installer.console import CannotGoOn
from installer.screen import virtual_screen as open_virtual_screen
from installer.system import qemu_is_new_enough

ROOT = Path(__file__).resolve().parent.parent

# Before the first QApplication: tests draw into memory. What needs a real X server asks for `virtual_screen`.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The same examples every time, and a busy machine is no failure; the fuzz profile (make fuzz) looks longer and anew.
_PATIENT = {
    "deadline": None,
    "print_blob": True,
    "suppress_health_check": [
        hypothesis.HealthCheck.too_slow,
        hypothesis.HealthCheck.large_base_example,
        hypothesis.HealthCheck.data_too_large,
    ],
}
hypothesis.settings.register_profile("default", derandomize=True, **_PATIENT)
hypothesis.settings.register_profile("fuzz", max_examples=5000, **_PATIENT)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session", autouse=True)
def benchwright_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Data, settings, logs and virtual boards of this session, away from the user's own.

    Ends with the check that nothing started from this home still runs.
    """
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BENCHWRIGHT_HOME", str(home))
        patch.delenv("BENCHWRIGHT_EXTRA_PORTS", raising=False)
        if "PYTHONDONTWRITEBYTECODE" in os.environ:
            # Else each of the hundreds of processes that the tests start compiles the whole program again.
            patch.delenv("PYTHONDONTWRITEBYTECODE")
            patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("compiled")))
        yield home
        left = _processes_left(home)
        assert not left, f"processes outlived the tests: {left}"


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """The four MLPerf Tiny reference models, which are not copied into the project."""
    folder = Path(os.environ.get("BENCHWRIGHT_MODELS", ROOT.parent / "shared" / "models"))
    if not (folder / "kws.tflite").is_file():
        pytest.skip("the MLPerf Tiny models are not here (BENCHWRIGHT_MODELS names their folder)")
    return folder


@pytest.fixture(scope="session")
def digits_dir() -> Path:
    """The project's own small models, with provenance and held-out images."""
    return ROOT / "resources" / "models"


@pytest.fixture(scope="session")
def forge_python() -> Path:
    """The interpreter that has TensorFlow."""
    for candidate in (ROOT / ".venv-forge" / "bin" / "python", ROOT / ".venv-forge" / "Scripts" / "python.exe"):
        if candidate.exists():
            return candidate
    pytest.skip("no forge environment here; make test brings it")


@pytest.fixture(scope="session")
def networks(forge_python: Path, digits_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with tiny.keras and tiny_saved."""
    folder = tmp_path_factory.mktemp("networks")
    script = ROOT / "tests" / "forge" / "make_network.py"
    command = [forge_python, "-W", "ignore", script, folder, digits_dir / "digits_test.npz"]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


@pytest.fixture(scope="session")
def virtual_screen() -> Iterator[str]:
    """A real X server without a screen; the value for DISPLAY of a process of its own."""
    if shutil.which("Xvfb") is None:
        pytest.skip("no Xvfb here")
    try:
        with open_virtual_screen() as display:
            yield display
    except CannotGoOn as cause:
        pytest.skip(str(cause))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, in words, what this machine cannot do."""
    if not qemu_is_new_enough():
        _skip(items, "qemu", "no qemu-system-arm and qemu-system-riscv32 9.1 or newer here")
    if "BENCHWRIGHT_TEST_DEVICE" not in os.environ:
        _skip(items, "hardware", "no real board here (BENCHWRIGHT_TEST_DEVICE names its port)")


def _skip(items: list[pytest.Item], marker: str, reason: str) -> None:
    for item in items:
        if item.get_closest_marker(marker):
            item.add_marker(pytest.mark.skip(reason=reason))


def _processes_left(home: Path) -> list[str]:
    """Command lines of processes that carry this session's home, given two seconds to end."""
    own = psutil.Process()
    found = [
        process
        for process in psutil.process_iter(["environ"])
        if process.pid != own.pid and (process.info["environ"] or {}).get("BENCHWRIGHT_HOME") == str(home)
    ]
    _, alive = psutil.wait_procs(found, timeout=2)
    left = []
    for process in alive:
        try:
            line = " ".join(process.cmdline())
        except psutil.NoSuchProcess:
            continue
        if not re.search(r"multiprocessing\.(resource_tracker|forkserver)", line):
            left.append(line)
    return left
