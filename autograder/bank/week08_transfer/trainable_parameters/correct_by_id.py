def trainable_parameters(module):
    unique = {id(p): p for part in module.modules() for p in part._parameters.values() if p is not None}
    return sum(p.numel() for p in unique.values() if p.requires_grad)
