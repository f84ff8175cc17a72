"""no parameter's own flag is reached

What counts is `requires_grad` of the parameters of this very module. A copy of it, `data`, a detached tensor, a
`no_grad` that has ended, or a `map` that nobody goes through is something else.
Lesson: 8.2 "Fixed features"
"""

def freeze(module):
    return module
