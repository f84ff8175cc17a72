"""the numbers are rounded to half precision

What comes back must be what was saved.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def load_weights(model, path):
    state = torch.load(path, weights_only=True)
    model.load_state_dict({n: t.half() if t.is_floating_point() else t for n, t in state.items()})
