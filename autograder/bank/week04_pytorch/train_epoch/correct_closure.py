"""The optimizer calls a closure."""

def train_epoch(model, loader, optimizer, loss_fn):
    model.train()
    total = number = 0
    for images, labels in loader:
        def closure():
            optimizer.zero_grad()
            loss = loss_fn(model(images), labels)
            loss.backward()
            return loss

        total += optimizer.step(closure).item() * images.size(0)
        number += images.size(0)
    return total / number
