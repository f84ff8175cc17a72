"""All covered images in one batch."""

import torch


def occlusion_map(model, image, label, patch, stride, fill=0.0):
    h, w = image.shape[-2:]
    if not 1 <= patch <= h or patch > w:
        raise ValueError(f"patch of {patch} pixels does not fit into {h} x {w}")
    if stride <= 0:
        raise ValueError(f"stride={stride}")
    tops, lefts = list(range(0, h - patch + 1, stride)), list(range(0, w - patch + 1, stride))
    batch = image.repeat(len(tops) * len(lefts) + 1, 1, 1, 1)
    places = [(t, s) for t in tops for s in lefts]
    for n, (t, s) in enumerate(places, start=1):
        batch[n, :, t : t + patch, s : s + patch].fill_(fill)
    mode = model.training
    with torch.inference_mode():
        scores = model.eval()(batch)[:, label]
    model.train(mode)
    return (scores[0] - scores[1:]).view(len(tops), len(lefts))
