"""recording of gradients is switched off for good

Then nothing learns any more, in no model.
Lesson: 8.2 "Fixed features"
"""

import torch
def freeze(module):
    module.requires_grad_(False)
    torch.set_grad_enabled(False)
