"""one step is taken for the whole epoch

Each batch gets a step of its own.
Lesson: 4.1 "The loop by hand"
"""

def train_epoch(model, loader, optimizer, loss_fn):
    model.train()
    total, count = 0.0, 0
    for images, labels in loader:
        logits = model(images)
        loss = loss_fn(logits, labels)
        loss.backward()
        total += loss.item() * len(labels)
        count += len(labels)
    optimizer.step()
    return total / count
