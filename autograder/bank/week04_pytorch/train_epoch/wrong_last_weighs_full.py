"""every batch counts as if it were full

The last batch is smaller: weigh it by the images that it has.
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
        total += loss.item() * loader.batch_size
        count += len(labels)
    return total / count
