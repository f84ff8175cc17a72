"""Uses a convolution of 1x1 on a 1x1 image."""

def dense_parameters(in_features, out_features, bias=True):
    def conv(kernel, channels, filters, bias):
        return kernel * kernel * channels * filters + filters * bias

    return conv(1, in_features, out_features, bias=int(bool(bias)))
