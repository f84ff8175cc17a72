def freeze(module):
    [setattr(parameter, "requires_grad", False) for parameter in module.parameters()]
