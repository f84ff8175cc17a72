"""The line that shows how training goes."""

import re

import numpy as np
import pytest


@pytest.mark.slow
def test_one_line_is_kept_up_to_date(capsys):
    from utils.frameworks import quiet_tensorflow
    from utils.training_keras import progress

    quiet_tensorflow(threads=1)
    import keras

    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    x, y = np.ones((8, 2)), np.ones((8, 1))
    model.fit(x, y, epochs=2, verbose=0, validation_data=(x, y), callbacks=[progress("small")])
    line = r"\rsmall: epoch {}, loss \d\.\d{{3}}, val_loss \d\.\d{{3}}"
    assert re.fullmatch(line.format(1) + line.format(2) + "\n", capsys.readouterr().out)
