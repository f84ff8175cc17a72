"""NumPy writes the file

`torch.load` reads what `torch.save` writes.
Lesson: 4.2 "Save the numbers, not the object"
"""

import numpy as np


def save_weights(model, path):
    with open(path, "wb") as file:
        np.savez(file, **{name: tensor.numpy() for name, tensor in model.state_dict().items()})
