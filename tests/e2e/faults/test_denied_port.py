"""A port that belongs to somebody else: a program without rights meets the kernel's own refusal."""

from __future__ import annotations

import json
import os
import pwd
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchwright.model.errors import PortDenied
from benchwright.model.udev_rules import udev_port_rule, udev_rule_in
from tests.conftest import ROOT
from tests.e2e.faults.rig import DIGITS, Rig, open_rig

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only the superuser of a Linux computer can become nobody"
)

PORT = "ttyACM7"


@dataclass
class Stranger:
    """A user who may do nothing but what everybody may, with a home of his own and a port that he is told of."""

    rig: Rig
    home: Path
    port: Path

    def run(self) -> subprocess.CompletedProcess[str]:
        """`benchwright run` on that port."""
        command = [
            sys.executable,
            "-m",
            "benchwright",
            "run",
            str(DIGITS),
            "--board",
            str(self.port),
            "--json",
            "--window",
            "0.05",
        ]
        environ = {
            **os.environ,
            "BENCHWRIGHT_HOME": str(self.home),
            "BENCHWRIGHT_EXTRA_PORTS": f"{self.port}={self.rig.board}",
            "PYTHONPATH": f"{ROOT / 'app'}:{ROOT}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "HOME": str(self.home),
        }
        nobody = pwd.getpwnam("nobody")
        return subprocess.run(
            command, capture_output=True, text=True, timeout=100, check=False, env=environ, cwd="/",
            user=nobody.pw_uid, group=nobody.pw_gid, extra_groups=(),
        )  # fmt: skip


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter; those of pytest are its user's only."""
    with tempfile.TemporaryDirectory(prefix="benchwright-stranger-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def stranger(open_folder: Path, tmp_path: Path) -> Iterator[Stranger]:
    with open_rig(tmp_path / "home") as rig:
        rig.board, rig.target = "native", "virtual:native"
        device = rig.lab.start("native")
        assert rig.run().is_valid
        home, port = open_folder / "home", open_folder / PORT
        home.mkdir()
        os.chown(home, pwd.getpwnam("nobody").pw_uid, -1)
        port.touch()
        if subprocess.run(["mount", "--bind", os.path.realpath(device.url), str(port)], check=False).returncode:
            pytest.skip("nothing can be mounted here")
        try:
            yield Stranger(rig, home, port)
        finally:
            subprocess.run(["umount", str(port)], check=True)


def test_a_denied_port_comes_with_its_udev_rule_and_works_once_it_is_allowed(stranger: Stranger) -> None:
    denied = stranger.run()
    assert denied.returncode == PortDenied.code, denied.stdout + denied.stderr
    error = json.loads(denied.stdout)["error"]
    assert error["what"] == f"You may not open {stranger.port}."
    assert udev_rule_in(error["remedy"]) == udev_port_rule(PORT)
    os.chown(stranger.port, pwd.getpwnam("nobody").pw_uid, -1)  # what the rule does
    allowed = stranger.run()
    assert allowed.returncode == 0, allowed.stdout + allowed.stderr
    assert json.loads(allowed.stdout)["parity"]["mismatched_bytes"] == 0
