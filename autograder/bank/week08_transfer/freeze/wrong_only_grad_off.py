"""recording of gradients is switched off, and no parameter is frozen

Then nothing learns, in no model, until someone switches it on again.
Lesson: 8.2 "Fixed features"
"""

import torch
def freeze(module):
    torch.set_grad_enabled(False)
