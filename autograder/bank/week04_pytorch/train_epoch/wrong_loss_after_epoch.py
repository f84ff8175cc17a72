"""the loss is computed after the epoch

Asked for is the loss of each batch before its step.
Lesson: 4.1 "The loop by hand"
"""

def train_epoch(model, loader, optimizer, loss_fn):
    model.train()
    total, count = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        logits = model(images)
        loss = loss_fn(logits, labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        count += len(labels)
    total = sum(loss_fn(model(x), y).item() * len(y) for x, y in loader)
    return total / count
