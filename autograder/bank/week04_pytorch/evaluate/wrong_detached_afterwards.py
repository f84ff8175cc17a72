"""gradients are recorded

Nothing is learnt here: the record costs memory and time. The forward pass is what records, so it must be inside of a `with`.
Lesson: 4.1 "Train and eval"
"""

import torch


def evaluate(model, loader, loss_fn):
    was_training = model.training
    model.eval()
    total, right, count = 0.0, 0, 0
    if True:
        for images, labels in loader:
            logits = model(images).detach()
            loss = loss_fn(logits, labels)
            total += loss.item() * len(labels)
            right += (logits.argmax(dim=1) == labels).sum().item()
            count += len(labels)
    model.train(was_training)
    return total / count, right / count
