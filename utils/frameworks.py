"""TensorFlow without its start-up messages."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["quiet_tensorflow"]


@contextmanager
def _silent_stderr() -> Iterator[None]:
    """Keep what this process, its C++ libraries included, writes to stderr; show it only when an error is raised."""
    sys.stderr.flush()
    kept = os.dup(2)
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), 2)
        try:
            yield
        except BaseException:
            sys.stderr.flush()
            os.dup2(kept, 2)
            file.seek(0)
            sys.stderr.write(file.read().decode(errors="replace"))
            raise
        finally:
            sys.stderr.flush()
            os.dup2(kept, 2)
            os.close(kept)


def quiet_tensorflow(threads: int = 2, seed: int = 0) -> None:
    """Start TensorFlow without messages on stderr; call it before `import keras`.

    TensorFlow reports on processors, CUDA and its own build before a program can ask it not to. This function
    imports it with stderr put aside, wakes its devices, and sets the level of what it logs later to errors.

    Args:
        threads: that one operation may use; also how many operations may run side by side. Kept from an earlier
            call when TensorFlow has already started to compute.
        seed: of Python's `random`, NumPy and TensorFlow (`keras.utils.set_random_seed`).

    Raises:
        ValueError: `threads` is below 1.
        ImportError: TensorFlow or Keras is not installed or broken; what it wrote to stderr is shown.
    """
    if threads < 1:
        raise ValueError(f"threads must be at least 1, got {threads!r}")
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ["KERAS_BACKEND"] = "tensorflow"
    with _silent_stderr():
        import keras
        import tensorflow as tf

        try:
            tf.config.threading.set_intra_op_parallelism_threads(threads)
            tf.config.threading.set_inter_op_parallelism_threads(threads)
        except RuntimeError:  # its thread pools are running
            pass
        tf.get_logger().setLevel("ERROR")
        tf.zeros(1)
    keras.utils.set_random_seed(seed)
