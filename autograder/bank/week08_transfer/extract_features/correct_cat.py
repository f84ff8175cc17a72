import torch
def extract_features(model, loader):
    training = model.training
    model.eval()
    outputs, targets = [], []
    try:
        with torch.no_grad():
            for images, labels in loader:
                outputs.append(model(images))
                targets.append(labels)
    finally:
        model.train(training)
    return torch.cat(outputs).numpy(), torch.cat(targets).numpy()
