"""saving changes the model's precision

`model.half()` changes the model itself. It must stay as it is.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = model.state_dict()
    torch.save(state, path)
    model.half()
