def freeze(module):
    def stop(part):
        for parameter in part.parameters(recurse=False):
            parameter.requires_grad = False
    module.apply(stop)
