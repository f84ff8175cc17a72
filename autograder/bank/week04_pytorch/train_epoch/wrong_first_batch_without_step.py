"""the first batch gets no step

Each batch gets one.
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
        if count:
            optimizer.step()
        total += loss.item() * len(labels)
        count += len(labels)
    return total / count
