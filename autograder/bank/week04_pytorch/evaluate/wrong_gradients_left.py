"""gradients are computed and left behind

The next training step would add them to its own: the test set would leak into training.
Lesson: 4.1 "Train and eval"
"""

import torch


def evaluate(model, loader, loss_fn):
    was_training = model.training
    model.eval()
    total, right, count = 0.0, 0, 0
    if True:
        for images, labels in loader:
            logits = model(images)
            loss = loss_fn(logits, labels)
            loss.backward()
            total += loss.item() * len(labels)
            right += (logits.argmax(dim=1) == labels).sum().item()
            count += len(labels)
    model.train(was_training)
    return total / count, right / count
