"""Starts the forge's worker in TensorFlow's own environment: `python -I bootstrap.py FOLDER`.

It puts this package, and nothing of the application's environment, within reach: their numpy may differ.
"""

import runpy
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]

if __name__ == "__main__":
    spec = spec_from_file_location("benchwright", PACKAGE / "__init__.py", submodule_search_locations=[str(PACKAGE)])
    if spec is None or spec.loader is None:
        sys.exit("the package of the forge cannot be loaded")
    package = module_from_spec(spec)
    sys.modules["benchwright"] = package
    spec.loader.exec_module(package)
    runpy.run_module("benchwright.forge.worker", run_name="__main__")
