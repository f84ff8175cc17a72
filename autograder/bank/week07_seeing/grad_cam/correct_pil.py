"""Name or layer; Pillow enlarges."""

import numpy as np, torch
from PIL import Image
def grad_cam(model, layer, image, label):
    d = {}
    mod = layer if isinstance(layer, torch.nn.Module) else dict(model.named_modules())[layer]
    h1 = mod.register_forward_hook(lambda m, i, o: d.update(a=o[0].detach().numpy()))
    h2 = mod.register_full_backward_hook(lambda m, gi, go: d.update(g=go[0][0].numpy()))
    mode = model.training
    model.eval()
    model(image[None])[0, label].backward()
    model.zero_grad()
    h1.remove(); h2.remove()
    model.train(mode)
    cam = np.maximum((d["g"].mean((1, 2))[:, None, None] * d["a"]).sum(0), 0)
    if cam.max() > 0: cam = cam / cam.max()
    big = Image.fromarray(cam.astype(np.float32)).resize((image.shape[2], image.shape[1]), Image.BILINEAR)
    return np.clip(np.array(big), 0, 1)
