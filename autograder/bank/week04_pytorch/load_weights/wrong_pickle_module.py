"""Python's pickle opens the file

`torch.save` writes an archive of its own, and pickle runs what it reads.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def load_weights(model, path):
    import pickle

    with open(path, "rb") as file:
        state = pickle.load(file)
    model.load_state_dict(state)
