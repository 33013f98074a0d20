"""Makes a tiny network in the forge's environment: `python make_network.py FOLDER DIGITS.npz`."""

import sys
from pathlib import Path

import numpy as np
import tensorflow as tf

folder, held_out = Path(sys.argv[1]), np.load(sys.argv[2])
tf.keras.utils.set_random_seed(3)
layers = tf.keras.layers
image = layers.Input((8, 8, 1))
x = layers.Conv2D(8, 3, padding="same", activation="relu")(image)
x = layers.Reshape((128,))(layers.MaxPooling2D(2)(x))
network = tf.keras.Model(image, layers.Dense(10, activation="softmax")(x))
network.compile("adam", "sparse_categorical_crossentropy")
network.fit((held_out["images"] / 16.0)[..., np.newaxis], held_out["labels"], epochs=15, verbose=0)
network.save(folder / "tiny.keras")
network.export(folder / "tiny_saved", verbose=False)
