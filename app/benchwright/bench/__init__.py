"""The route from a device and a model to a saved run, and the lanes that walk it."""
