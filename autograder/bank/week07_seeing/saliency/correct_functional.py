"""torch.func; the largest absolute value as a norm."""

import torch
from torch.func import functional_call, grad


def saliency(model, image, label):
    training = model.training
    model.eval()
    weights = {name: value.detach() for name, value in model.state_dict().items()}

    def score(x):
        return functional_call(model, weights, (x.unsqueeze(0),))[0, label]

    gradient = grad(score)(image)
    model.train(training)
    return torch.linalg.vector_norm(gradient, ord=float("inf"), dim=0)
