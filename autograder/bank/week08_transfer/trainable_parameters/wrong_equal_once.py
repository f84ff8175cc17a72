"""parameters with equal numbers are counted once

Only one that two layers share counts once: the same object, not the same numbers.
Lesson: 8.2 "Fixed features"
"""

import torch

def trainable_parameters(module):
    seen = []
    for p in module.parameters():
        if p.requires_grad and not any(p.shape == q.shape and torch.equal(p, q) for q in seen):
            seen.append(p)
    return sum(p.numel() for p in seen)
