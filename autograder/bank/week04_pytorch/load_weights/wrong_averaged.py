"""the weights are mixed with the old ones

What was there before must be gone.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def load_weights(model, path):
    state = torch.load(path, weights_only=True)
    model.load_state_dict({n: ((t + o) / 2).to(t.dtype) for (n, t), o in zip(state.items(), model.state_dict().values(), strict=True)})
