"""A copy of the model is evaluated."""

import copy

import torch


def evaluate(model, loader, loss_fn):
    twin = copy.deepcopy(model).eval()
    total, right, count = 0, 0, 0
    with torch.no_grad():
        for images, labels in loader:
            logits = twin(images)
            total = total + loss_fn(logits, labels) * len(images)
            right = right + sum(int(row.argmax()) == int(label) for row, label in zip(logits, labels))
            count += len(images)
    return (total / count).item(), right / count
