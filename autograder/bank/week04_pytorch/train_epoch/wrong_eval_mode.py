"""the model is trained in eval mode

Dropout and batch normalisation work only in train mode.
Lesson: 4.1 "Train and eval"
"""

def train_epoch(model, loader, optimizer, loss_fn):
    model.eval()
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
