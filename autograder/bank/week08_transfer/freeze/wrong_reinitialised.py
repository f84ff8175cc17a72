"""layers are initialised again

Freezing keeps what was learned: new random numbers know nothing.
Lesson: 8.2 "Fixed features"
"""

def freeze(module):
    for part in module.modules():
        if hasattr(part, "reset_parameters"):
            part.reset_parameters()
    module.requires_grad_(False)
