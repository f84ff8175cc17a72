"""running statistics are reset

They were learned too; freezing keeps them.
Lesson: 8.2 "Batch normalisation while frozen"
"""

def freeze(module):
    module.requires_grad_(False)
    for part in module.modules():
        if hasattr(part, "reset_running_stats"):
            part.reset_running_stats()
