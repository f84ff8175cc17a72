"""Gradients are erased right before backward; the mean is kept up to date."""

def train_epoch(model, loader, optimizer, loss_fn):
    model.train()
    mean, seen = 0.0, 0
    for batch in loader:
        images, labels = batch[0], batch[1]
        output = model.forward(images)
        loss = loss_fn(output, labels)
        model.zero_grad()
        loss.backward()
        optimizer.step()
        seen += labels.size(0)
        mean += (loss.detach().item() - mean) * labels.size(0) / seen
    return mean
