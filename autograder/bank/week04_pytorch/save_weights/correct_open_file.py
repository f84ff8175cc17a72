"""Into a file that is opened by hand."""

import torch


def save_weights(model, path):
    with open(path, "wb") as file:
        torch.save(obj=model.state_dict(), f=file)
