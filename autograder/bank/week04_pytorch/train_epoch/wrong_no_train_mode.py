"""the mode is not set

A model that was left in eval mode trains without dropout and with fixed statistics. A method without its parentheses is named, not called.
Lesson: 4.1 "Train and eval"
"""

def train_epoch(model, loader, optimizer, loss_fn):
    total, count = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        logits = model(images)
        loss = loss_fn(logits, labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        count += len(labels)
    return total / count
