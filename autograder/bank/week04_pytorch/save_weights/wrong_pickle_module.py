"""Python's pickle writes the file

`torch.load` with `weights_only=True` cannot read it. `torch.save` knows how to write tensors.
Lesson: 4.2 "Save the numbers, not the object"
"""

import pickle


def save_weights(model, path):
    with open(path, "wb") as file:
        pickle.dump(model.state_dict(), file)
