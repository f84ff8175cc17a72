import numpy as np
import torch
def extract_features(model, loader):
    was = model.training
    model.eval()
    rows, labels = [], []
    torch_was = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    for x, y in loader:
        rows.extend(model(x).tolist())
        labels.extend(y.tolist())
    torch.set_grad_enabled(torch_was)
    model.train(was)
    return np.array(rows, dtype=np.float32), np.array(labels)
