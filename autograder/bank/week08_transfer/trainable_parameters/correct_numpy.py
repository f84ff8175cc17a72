import numpy as np
def trainable_parameters(module):
    return np.sum([p.detach().numpy().size for p in module.parameters() if p.requires_grad], dtype=int)
