from keras import layers, ops


def residual_block(x, filters, stride=1):
    def unit(maps, kernel, step):
        return layers.BatchNormalization(epsilon=1e-5)(layers.Conv2D(filters, kernel, step, "same")(maps))

    y = unit(ops.relu(unit(x, 3, stride)), 3, 1)
    if stride > 1 or x.shape[-1] != filters:
        x = unit(x, 1, stride)
    return ops.relu(y + x)
