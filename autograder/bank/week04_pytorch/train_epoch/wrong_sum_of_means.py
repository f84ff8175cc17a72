"""the batches' losses are added up

The sum grows with the number of batches. Asked for is the mean per image.
Lesson: 4.1 "A dataset and its loader"
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
        total += loss.item()
        count += len(labels)
    return total
