"""the last, smaller batch is left out

Its images belong to the epoch.
Lesson: 4.1 "A dataset and its loader"
"""

def train_epoch(model, loader, optimizer, loss_fn):
    model.train()
    total, count = 0.0, 0
    for images, labels in loader:
        if len(labels) < loader.batch_size:
            break
        optimizer.zero_grad()
        logits = model(images)
        loss = loss_fn(logits, labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        count += len(labels)
    return total / count
