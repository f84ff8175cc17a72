"""the file grows with every save

What is appended is not what is read. A file that is there is replaced.
Lesson: 4.2 "Save the numbers, not the object"
"""

import torch


def save_weights(model, path):
    state = model.state_dict()
    with open(path, "ab") as file:
        torch.save(state, file, _use_new_zipfile_serialization=False)
