def parameter_groups(model, head_lr, body_lr):
    seen, groups = set(), []
    for part in [model.classifier, *model.modules()]:
        params = [p for p in part.parameters(recurse=False) if p.requires_grad and id(p) not in seen]
        seen.update(map(id, params))
        if params:
            groups.append({"params": params, "lr": head_lr if part is model.classifier else body_lr})
    return groups
