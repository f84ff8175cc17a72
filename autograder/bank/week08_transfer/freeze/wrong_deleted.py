"""parameters become buffers

A frozen parameter is still a parameter: it can be thawed later.
Lesson: 8.2 "Fixed features"
"""

import torch
def freeze(module):
    for part in list(module.modules()):
        for name, parameter in list(part._parameters.items()):
            if parameter is not None:
                del part._parameters[name]
                part.register_buffer(name, parameter.detach())
