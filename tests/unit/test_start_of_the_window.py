import subprocess
import sys

_LOADED = """
import sys
import benchwright.ui.app
heavy = ("benchwright.bench", "benchwright.store", "benchwright.planner", "benchwright.drivers", "benchwright.model.")
print([name for name in sys.modules if name.startswith((*heavy, "numpy", "pyqtgraph", "qtawesome", "jinja2"))])
"""


def test_the_first_paint_waits_for_no_module_of_the_route() -> None:
    ended = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True, timeout=60)
    assert ended.stdout.strip() == "[]"
