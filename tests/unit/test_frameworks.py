"""TensorFlow starts without a word, in a process of its own."""

import subprocess
import sys

import pytest

from utils.frameworks import quiet_tensorflow

TRAIN = """
from utils.frameworks import quiet_tensorflow
quiet_tensorflow(threads=1, seed=3)
import keras, numpy as np, tensorflow as tf
first = float(keras.random.uniform(()))
quiet_tensorflow(seed=3)
assert float(keras.random.uniform(())) == first
assert tf.config.threading.get_intra_op_parallelism_threads() == 1
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.compile("sgd", "mse")
model.fit(np.zeros((8, 4)), np.zeros((8, 2)), verbose=0)
print("trained")
"""


@pytest.mark.slow
def test_training_is_silent_and_seeded():
    done = subprocess.run([sys.executable, "-c", TRAIN], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert (done.stdout, done.stderr) == ("trained\n", "")


def test_what_goes_wrong_is_shown():
    broken = "import sys; sys.modules['keras'] = None\nimport utils.frameworks\nutils.frameworks.quiet_tensorflow()"
    done = subprocess.run([sys.executable, "-c", broken], capture_output=True, text=True, timeout=300)
    assert done.returncode == 1
    assert "ModuleNotFoundError" in done.stderr


def test_threads_below_one_are_refused():
    with pytest.raises(ValueError, match=r"^threads"):
        quiet_tensorflow(threads=0)
