"""Kernel minus overlap, a variable for the jump."""

def receptive_field(layers):
    jump = 1
    size = 0
    for index in range(len(layers)):
        kernel, stride = layers[index]
        size = kernel if index == 0 else size + kernel * jump - jump
        jump = jump * stride
    return int(size)
