"""the names are cut

Loading needs the model's own names, to the last dot.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = {name.split(".")[-1]: tensor for name, tensor in model.state_dict().items()}
    torch.save(state, path)
