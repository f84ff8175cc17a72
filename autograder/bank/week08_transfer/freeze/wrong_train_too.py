"""the module is put into train mode

Modes stay as they are.
Lesson: 8.2 "Batch normalisation while frozen"
"""

def freeze(module):
    module.train()
    module.requires_grad_(False)
