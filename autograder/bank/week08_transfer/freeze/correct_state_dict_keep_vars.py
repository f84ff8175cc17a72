def freeze(module):
    for value in module.state_dict(keep_vars=True).values():
        if value.requires_grad:
            value.requires_grad = False
