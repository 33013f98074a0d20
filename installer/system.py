"""System packages: Qt's libraries, a virtual screen, fonts, flash tools, and a QEMU that is new enough.

Asks dpkg and QEMU first and calls apt only for what is missing.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from installer.apt_sources import backports_entry, has_suite, read_sources
from installer.console import CannotGoOn, Console

QEMU_NEEDED = (9, 1)  # the first with a working USART on b-l475e-iot01a; all programs come from one source
# By program, the package that brings it; before QEMU 9.1 the second name.
_QEMU_PACKAGES = {
    "qemu-system-arm": ("qemu-system-arm",),
    "qemu-system-riscv32": ("qemu-system-riscv", "qemu-system-misc"),
}
_QEMU_NEEDED_TEXT = ".".join(map(str, QEMU_NEEDED))
APT = Path("/etc/apt")
BACKPORTS_FILE = APT / "sources.list.d" / "benchwright-backports.sources"

# Alternatives by "|", the newer name first: some libraries were renamed for 64-bit time_t.
_PACKAGES = """
    libegl1 libgl1 libfontconfig1 libfreetype6 libglib2.0-0t64|libglib2.0-0 libdbus-1-3 libxkbcommon0 libxkbcommon-x11-0
    libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render0 libxcb-render-util0
    libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1 libx11-xcb1 libwayland-client0
    libwayland-cursor0 libbrotli1 libzstd1 fonts-dejavu-core xvfb
"""
NICETIES = [
    *("fonts-inter", "fonts-jetbrains-mono"),
    *("avrdude", "bossa-cli", "dfu-util", "openocd", "stlink-tools", "stm32flash"),  # tools that flash real boards
]

# What to look for where there is no dpkg, and what it is for.
_SONAMES = ("libEGL.so.1", "libGL.so.1", "libxkbcommon-x11.so.0", "libxcb-cursor.so.0", "libdbus-1.so.3")


def install_system(console: Console) -> None:
    """Bring the system packages.

    Raises:
        CannotGoOn: Something needed is missing and apt, the rights or the network are not there.
    """
    if sys.platform != "linux" or not shutil.which("apt-get"):
        _advise(console)
        return
    wanted = [*_PACKAGES.split(), *NICETIES, *_venv_package()]
    missing = _missing(wanted)
    if missing or not qemu_is_new_enough():
        _install(console, missing)


def install_port_server(console: Console) -> None:
    """Bring ser2net, by which labgrid's exporter serves serial ports; what needs it is skipped where it cannot be had.

    Its package starts a server of the machine's own serial ports, which nobody asked for: that is turned off.
    """
    if sys.platform != "linux" or not shutil.which("apt-get") or not _missing(["ser2net"]):
        return
    try:
        apt = _Apt(console, ["ser2net"])
        apt.update()
        apt.install(["ser2net"])
        if Path("/run/systemd/system").is_dir():
            apt.turn_off("ser2net")
    except CannotGoOn as cause:
        console.say("ser2net", f"going on without it: {cause}")


def install_fuzzer(console: Console) -> None:
    """Bring clang with libFuzzer and the sanitizers; without it the fuzzer runs with what is there, unguided.

    Only the program with its version in its name: what `clang` is on this machine stays as it was.
    """
    if sys.platform != "linux" or not shutil.which("apt-get"):
        return
    try:
        version = _default_clang()
        wanted = [f"clang-{version}", f"libclang-rt-{version}-dev"] if version else []
        if version and not _missing(wanted):
            return
        apt = _Apt(console, wanted or ["clang"])
        apt.update()
        version = _default_clang()
        if not version:
            raise CannotGoOn("apt knows no clang")
        apt.install([name for name in (f"clang-{version}", f"libclang-rt-{version}-dev") if _available([name])])
    except CannotGoOn as cause:
        console.say("clang", f"going on without libFuzzer: {cause}")


def _default_clang() -> str:
    """The version that the package clang stands for, "" where apt knows none."""
    said = subprocess.run(["apt-cache", "depends", "clang"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"Depends: clang-(\d+)\n", said)
    return found[1] if found else ""


def qemu_is_new_enough() -> bool:
    """Whether the QEMU programs on the path, for ARM and for RISC-V, have all that the virtual boards need."""
    return not _qemu_lacking()


def _qemu_lacking() -> list[str]:
    """The programs that are missing or too old."""
    return [program for program in _QEMU_PACKAGES if _program_version(program) < QEMU_NEEDED]


def _program_version(program: str) -> tuple[int, int]:
    path = shutil.which(program)
    if path is None:
        return (0, 0)
    return _version(subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout)


def _version(text: str) -> tuple[int, int]:
    """The first "10.0" in a text, past an epoch; 0.0 for none."""
    found = re.search(r"(\d+)\.(\d+)", text)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _venv_package() -> list[str]:
    if importlib.util.find_spec("ensurepip"):
        return []
    return [f"python3.{sys.version_info.minor}-venv"]


def library_names() -> list[list[str]]:
    """Names of each library that the window needs, the newer one first where it was renamed."""
    return [entry.split("|") for entry in _PACKAGES.split()]


def flash_tools() -> list[str]:
    """Packages of tools that flash real boards."""
    return [name for name in NICETIES if not name.startswith("fonts-")]


def emulators() -> list[tuple[str, ...]]:
    """Packages of QEMU for the virtual boards, each with its older name."""
    return list(_QEMU_PACKAGES.values())


def _missing(wanted: Sequence[str]) -> list[str]:
    names = [name for entry in wanted for name in entry.split("|")]
    said = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\\n", *names],
        capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    there = {line.split()[0] for line in said.splitlines() if line.endswith(" installed")}
    return [entry for entry in wanted if not there & set(entry.split("|"))]


def _install(console: Console, missing: Sequence[str]) -> None:
    lacking = _qemu_lacking()
    what = [*(entry.split("|")[-1] for entry in missing), *(_QEMU_PACKAGES[program][0] for program in lacking)]
    apt = _Apt(console, what)
    apt.update()
    packages = [found for entry in missing if (found := _available(entry.split("|")))]
    lost = [entry for entry in missing if entry not in NICETIES and not _available(entry.split("|"))]
    if lost:
        raise CannotGoOn(f"apt knows no package {', '.join(lost)}; check the network and {APT}/sources.list.d.")
    if packages:
        apt.install(packages)
    if lacking:
        _install_qemu(console, apt, lacking)


def _available(names: Sequence[str]) -> str:
    """The first of the names that apt could install, "" for none."""
    return next((name for name in names if _candidate(name)), "")


def _candidate(package: str) -> str:
    """The version apt would install, "" for none."""
    said = subprocess.run(["apt-cache", "policy", package], capture_output=True, text=True, check=False).stdout
    found = re.search(r"Candidate: (\S+)", said)
    return found[1] if found and found[1] != "(none)" else ""


def _install_qemu(console: Console, apt: _Apt, lacking: Sequence[str]) -> None:
    release = platform.freedesktop_os_release()
    codename = release.get("VERSION_CODENAME", "")
    backports = f"{codename}-backports"
    if all(_version(_candidate(_qemu_package(program))) >= QEMU_NEEDED for program in lacking):
        apt.install([_qemu_package(program) for program in lacking])
    elif release.get("ID") == "debian":
        sources = read_sources(APT)
        if not has_suite(sources, backports):
            entry = backports_entry(sources, codename)
            if not entry:
                raise CannotGoOn(f"no mirror of {codename} main stands in {APT}; enable {backports} by hand.")
            console.say("system", f"enabling {backports} of this machine's own mirror ({BACKPORTS_FILE})")
            apt.write(BACKPORTS_FILE, entry)
            apt.update()
        apt.install([_qemu_package(program) for program in lacking], release=backports)
    for program in _qemu_lacking():
        console.say(
            "system", f"no {program} {_QEMU_NEEDED_TEXT} or newer is to be had here: the boards that need it do not run"
        )


def _qemu_package(program: str) -> str:
    names = _QEMU_PACKAGES[program]
    return _available(names) or names[0]


class _Apt:
    """apt-get with the rights it needs."""

    def __init__(self, console: Console, what: Sequence[str]) -> None:
        self._console = console
        self._as_root = _as_root(what)

    def update(self) -> None:
        self._console.run("system", "reading apt's package lists", self._get("update"))

    def install(self, packages: Sequence[str], release: str = "") -> None:
        shown = ", ".join(packages) if len(packages) < 4 else f"{len(packages)} packages"
        target = ["-t", release] if release else []
        command = self._get("install", "-y", "--no-install-recommends", *target, *packages)
        self._console.run("system", f"installing {shown} with apt", command)

    def turn_off(self, service: str) -> None:
        """Stop a service that a package has started, now and for good."""
        command = [*self._as_root, "systemctl", "disable", "--now", service]
        self._console.run("system", f"turning off the service {service}", command)

    def write(self, file: Path, text: str) -> None:
        subprocess.run(
            [*self._as_root, "tee", str(file)], input=text.encode(), stdout=subprocess.DEVNULL, check=True
        )  # fmt: skip

    def _get(self, *arguments: str) -> list[str]:
        quiet = ["-q", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0"]
        return [*self._as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *quiet, *arguments]


def _as_root(what: Sequence[str]) -> list[str]:
    if os.geteuid() == 0:
        return []
    by_hand = f"run as root: apt-get install {' '.join(what)}"
    if not shutil.which("sudo"):
        raise CannotGoOn(f"system packages are missing and there is neither root nor sudo; {by_hand}")
    asks = [] if sys.stdin.isatty() else ["-n"]
    if subprocess.run(["sudo", *asks, "true"], capture_output=not sys.stdin.isatty(), check=False).returncode:
        raise CannotGoOn(f"system packages are missing and sudo refused; {by_hand}")
    return ["sudo", "-n"]


def _advise(console: Console) -> None:
    """Say in one line what this system may lack; the tools that are there are used."""
    lacking = [f"{program} {_QEMU_NEEDED_TEXT} or newer (for virtual boards)" for program in _qemu_lacking()]
    if sys.platform == "linux":
        lacking += [soname for soname in _SONAMES if not _loads(soname)]
        if not shutil.which("Xvfb") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            lacking.append("Xvfb")
    if lacking:
        console.say("system", f"this is no Debian or Ubuntu; install with your package manager: {', '.join(lacking)}")


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True
