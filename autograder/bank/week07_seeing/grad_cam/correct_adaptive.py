"""Weights by adaptive pooling, the sum as a 1x1 convolution."""

import torch, torch.nn.functional as F
def grad_cam(model, layer, image, label):
    A = []
    h = model.get_submodule(layer).register_forward_hook(lambda m, i, o: A.append(o))
    was = model.training
    model.eval()
    y = model(image.unsqueeze(0))
    g = torch.autograd.grad(y[0, label], A[0])[0]
    h.remove(); model.train(was)
    cam = F.conv2d(A[0].detach(), F.adaptive_avg_pool2d(g, 1)).clamp_min(0)
    cam = F.interpolate(cam, size=tuple(image.shape[1:]), mode="bilinear", align_corners=True).squeeze(0).squeeze(0)
    return torch.nan_to_num(cam / cam.max())
