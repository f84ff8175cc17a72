"""the key is `learning_rate`, not `lr`

An optimizer takes any key without a word, and uses its default.
Lesson: 8.2 "Learning rates per group"
"""

def parameter_groups(model, head_lr, body_lr):
    head = [p for p in model.classifier.parameters() if p.requires_grad]
    known = {id(p) for p in head}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    return [{"params": head, "learning_rate": head_lr}, {"params": body, "learning_rate": body_lr}]
