"""The application as something to install: frozen with PyInstaller, packed for an operating system, tried out."""
