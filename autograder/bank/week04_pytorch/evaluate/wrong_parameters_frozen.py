"""the parameters are frozen and stay so

Freezing switches recording off, but the next training finds parameters that do not learn.
Lesson: 4.1 "Train and eval"
"""

import torch


def evaluate(model, loader, loss_fn):
    was_training = model.training
    model.eval()
    model.requires_grad_(False)
    total, right, count = 0.0, 0, 0
    if True:
        for images, labels in loader:
            logits = model(images)
            loss = loss_fn(logits, labels)
            total += loss.item() * len(labels)
            right += (logits.argmax(dim=1) == labels).sum().item()
            count += len(labels)
    model.train(was_training)
    return total / count, right / count
