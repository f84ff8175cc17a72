"""every parameter with the head's name somewhere in its own is taken for the head

A part within the body may be called `classifier` too.
Lesson: 8.2 "Learning rates per group"
"""

def parameter_groups(model, head_lr, body_lr):
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    return [{"params": [p for n, p in named if "classifier" in n], "lr": head_lr},
            {"params": [p for n, p in named if "classifier" not in n], "lr": body_lr}]
