"""normalisation goes on learning

Its scale and shift are parameters as well.
Lesson: 8.2 "Fixed features"
"""

from torch import nn
def freeze(module):
    for part in module.modules():
        if isinstance(part, (nn.Conv2d, nn.Linear)):
            part.requires_grad_(False)
