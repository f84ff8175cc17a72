def freeze(module):
    for _, parameter in module.named_parameters():
        parameter.requires_grad = False
    return module
