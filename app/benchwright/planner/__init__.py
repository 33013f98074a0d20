"""A .tflite planned for one board: op list, weight layout, memory plan and the pack that carries them."""
