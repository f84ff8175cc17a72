"""Pixels are numbered, windows of numbers unfolded."""

import torch


def occlusion_map(model, image, label, patch, stride, fill=0.0):
    channels, height, width = image.shape
    if patch > height or patch > width or patch < 1:
        raise ValueError(f"patch {patch} and image {height} x {width} do not fit")
    if stride < 1:
        raise ValueError("stride < 1")
    pixel_numbers = torch.arange(height * width).view(height, width)
    windows = pixel_numbers.unfold(0, patch, stride).unfold(1, patch, stride)
    shape = windows.shape[:2]
    windows = windows.reshape(-1, patch * patch)
    training = model.training
    try:
        model.eval()
        with torch.no_grad():
            flat = image.reshape(channels, -1)
            scores = []
            for window in windows:
                copy = flat.clone()
                copy[:, window] = torch.tensor(float(fill))
                scores.append(model(copy.reshape(1, channels, height, width))[:, label])
            return model(image.unsqueeze(0))[:, label] .sub(torch.cat(scores)).reshape(shape)
    finally:
        model.train(training)
