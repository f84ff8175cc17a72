"""gradients are switched off

`no_grad` is for evaluation. Training needs the record.
Lesson: 4.1 "Train and eval"
"""

def train_epoch(model, loader, optimizer, loss_fn):
    model.train()
    total, count = 0.0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        with __import__("torch").no_grad():
            logits = model(images)
        logits.requires_grad_()
        loss = loss_fn(logits, labels)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
        count += len(labels)
    return total / count
