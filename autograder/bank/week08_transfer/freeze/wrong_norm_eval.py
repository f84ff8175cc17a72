"""normalisation is put into eval mode as well

That is a decision of its own: parameters are frozen, modes stay as they are.
Lesson: 8.2 "Batch normalisation while frozen"
"""

from torch import nn
def freeze(module):
    module.requires_grad_(False)
    for part in module.modules():
        if isinstance(part, nn.BatchNorm2d):
            part.eval()
