"""What is in the frozen program beside the modules that PyInstaller finds by itself, and what is left out of that.

Standard library only: the specification, the packing and the tests read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

PACKAGE = "benchwright"
BUILT = Path("build") / "installer"
"""Below the root: what the packing makes for itself."""
PARTS = BUILT / "parts"
"""Fonts, compiled parts and icons, laid ready before freezing."""
COLLECTED = BUILT / "collected.txt"
"""Where each file of the frozen program came from, written by the specification."""

AS_SOURCE = (PACKAGE, "esptool", "esp_pylib")
"""Packages whose sources lie in the folder too: another Python runs ours, and esptool's licence asks for its."""

WHOLE = ("esptool", "esp_pylib", "pyvisa_py", "qtawesome", "rich_click")
"""Packages with files, or modules that are imported by name, which PyInstaller would miss."""

METADATA = ("ai-edge-litert", "benchwright", "esptool", "pyqtgraph", "pyserial", "pyside6", "unicorn")
"""Distributions whose version the program asks for."""

EXCLUDED_MODULES = (
    # In environments of their own, or only for building and testing.
    *("tensorflow", "keras", "sklearn", "scipy", "labgrid", "grpc", "ziglang", "pytest", "hypothesis", "tflite_micro"),
    *("PyInstaller", "setuptools", "pip", "_distutils_hack", "pkg_resources"),
    # The terminal's line editing is GPL-3, and nothing here asks for it.
    *("readline", "tkinter", "IPython", "matplotlib", "PIL", "OpenGL", "jupyter_rfb", "ipywidgets", "pandas"),
    *("pyqtgraph.examples", "pyqtgraph.jupyter", "pyqtgraph.opengl"),
    *("google.colab", "ai_edge_litert.aot", "ai_edge_litert.tools", "ai_edge_litert.vendors"),
    *(
        f"PySide6.Qt{name}"
        for name in (
            *("3DCore", "Bluetooth", "Charts", "DataVisualization", "Designer", "Graphs", "Help", "HttpServer"),
            *("Location", "Multimedia", "MultimediaWidgets", "Network", "NetworkAuth", "Nfc", "Pdf", "PdfWidgets"),
            *("Positioning", "PrintSupport", "Qml", "Quick", "Quick3D", "QuickControls2", "QuickWidgets"),
            *("RemoteObjects", "Scxml", "Sensors", "SerialBus", "SerialPort", "SpatialAudio", "Sql", "StateMachine"),
            *("Test", "TextToSpeech", "UiTools", "WebChannel", "WebEngineCore", "WebEngineQuick", "WebEngineWidgets"),
            *("WebSockets", "WebView", "Xml"),
        )
    ),
)

# By the path in the folder. Plug-ins of Qt bring whole modules along; the frozen program draws widgets and SVG.
_UNWANTED = (
    "PySide6/Qt/plugins/egldeviceintegrations/*",
    "PySide6/Qt/plugins/generic/*",
    "PySide6/Qt/plugins/imageformats/libqpdf.so",
    "PySide6/Qt/plugins/networkinformation/*",
    "PySide6/Qt/plugins/platforminputcontexts/*virtualkeyboard*",
    "PySide6/Qt/plugins/platforms/libqeglfs.so",
    "PySide6/Qt/plugins/platforms/libqlinuxfb.so",
    "PySide6/Qt/plugins/platforms/libqminimal*.so",
    "PySide6/Qt/plugins/platforms/libqvnc.so",
    "PySide6/Qt/plugins/platforms/libqvkkhrdisplay.so",
    "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
    "PySide6/Qt/plugins/tls/*",
    "PySide6/Qt/plugins/wayland-graphics-integration-client/*",
    "*libQt6EglF*",
    "*libQt6Network*",
    "*libQt6Pdf*",
    "*libQt6Qml*",
    "*libQt6Quick*",
    "*libQt6VirtualKeyboard*",
    "ai_edge_litert/tools/*",
    "ai_edge_litert/vendors/*",
    "*/direct_url.json",
    "unicorn/lib/*.a",
)
_SYSTEM_FOLDERS = ("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/")
_BROUGHT_ALONG = ("libpython3*", "libssl.so*", "libcrypto.so*", "libffi.so*", "libsqlite3.so*")
"""Libraries of the Linux that froze it whose names change with its releases, or on whose build we depend."""
_KEPT_TRANSLATIONS = ("qtbase_pt_BR.qm",)


@dataclass(frozen=True, slots=True)
class Part:
    """A file, and where it lies in the folder of the frozen program."""

    source: Path
    target: PurePosixPath


def shipped(root: Path) -> Iterator[Part]:
    """Every file that the program looks for beside its modules."""
    for folder, name in (("resources", "_resources"), ("boards", "_boards"), ("build/firmware", "_firmware")):
        yield from _tree(root / folder, PurePosixPath(PACKAGE, name))
    yield from _tree(root / PARTS / "fonts", PurePosixPath(PACKAGE, "_fonts"))
    for file in sorted((root / "build" / "translations").glob("*.qm")):
        yield Part(file, PurePosixPath(PACKAGE, "_translations", file.name))
    yield Part(root / "LICENSE", PurePosixPath(PACKAGE, "_licence"))
    yield Part(root / "installer" / "constraints.txt", PurePosixPath(PACKAGE, "_constraints.txt"))
    for file in sorted((root / PARTS).glob("block_counter-*")):
        yield Part(file, PurePosixPath(PACKAGE, "drivers", "virtual", "esp", file.name))
    for part in _tree(root / "app" / PACKAGE, PurePosixPath(PACKAGE)):
        if part.source.suffix not in {".py", ".pyc"}:
            yield part


def own_modules(root: Path) -> list[str]:
    """Every module of ours: many are imported by name, or run as a process of their own."""
    app = root / "app"
    files = (app / PACKAGE).rglob("*.py")
    names = (file.relative_to(app).with_suffix("").parts for file in files)
    return sorted(".".join(name[:-1] if name[-1] == "__init__" else name) for name in names)


def is_wanted(target: str, source: str = "") -> bool:
    """Whether a file that PyInstaller collected stays; `target` is its path in the folder, `source` where it was found.

    Libraries of a Linux stay with that Linux, and the package depends on theirs: two of one kind in a process, one of
    them loaded by a driver of the graphics card or by fontconfig, do not go together.
    """
    path = target.replace("\\", "/")
    if source.startswith(_SYSTEM_FOLDERS) and "/python3" not in source:
        return any(fnmatch(path, pattern) for pattern in _BROUGHT_ALONG)
    if "/translations/" in path and path.startswith("PySide6/"):
        return path.rpartition("/")[2] in _KEPT_TRANSLATIONS
    return not any(fnmatch(path, pattern) for pattern in _UNWANTED)


def _tree(folder: Path, target: PurePosixPath) -> Iterator[Part]:
    """Every file of a folder but what builds leave behind."""
    for file in sorted(folder.rglob("*")):
        inner = file.relative_to(folder)
        if file.is_file() and not {"__pycache__", "objects"} & set(inner.parts):
            yield Part(file, target / PurePosixPath(*inner.parts))
