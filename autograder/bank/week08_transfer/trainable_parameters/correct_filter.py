def trainable_parameters(module):
    return sum(map(lambda p: p.nelement(), filter(lambda p: p.requires_grad, module.parameters())))
