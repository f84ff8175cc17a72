"""the model itself is pickled

Such a file opens only with the same code beside it, and opening it runs code. Keep the numbers.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = model.state_dict()
    torch.save(model, path)
