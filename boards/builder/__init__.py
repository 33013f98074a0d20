"""How boards/build.py makes images: one module for each job, `firmware.py` puts them together."""
