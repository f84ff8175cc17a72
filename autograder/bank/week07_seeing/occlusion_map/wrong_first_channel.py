"""only the first channel is covered

A colour image still shows the rest in its other channels.
Lesson: 7.3 "Occlusion"
"""

import torch


def occlusion_map(model, image, label, patch, stride, fill=0.0):
    _, height, width = image.shape
    if patch > min(height, width):
        raise ValueError("patch is larger than the image")
    if stride < 1:
        raise ValueError("stride must be at least 1")
    rows = (height - patch) // stride + 1
    columns = (width - patch) // stride + 1
    drops = torch.zeros(rows, columns)
    was_training = model.training
    model.eval()
    with torch.no_grad():
        whole = model(image[None])[0, label]
        for i in range(rows):
            for j in range(columns):
                covered = image.clone()
                top, left = i * stride, j * stride
                covered[0, top : top + patch, left : left + patch] = fill
                drops[i, j] = whole - model(covered[None])[0, label]
    model.train(was_training)
    return drops
