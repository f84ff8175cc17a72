"""`eval()` is taken for freezing

Eval mode changes what dropout and normalisation do. Parameters learn in it as before.
Lesson: 8.2 "Fixed features"
"""

def freeze(module):
    module.eval()
