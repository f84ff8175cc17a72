"""the counter of batches is left out

Buffers that look useless belong to the state too: without one, loading complains.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = {n: t for n, t in model.state_dict().items() if not n.endswith("num_batches_tracked")}
    torch.save(state, path)
