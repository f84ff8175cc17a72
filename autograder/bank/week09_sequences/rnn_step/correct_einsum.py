def rnn_step(x, h, w_x, w_h, b):
    depth, size = w_x.shape
    if w_h.shape[0] != w_h.shape[1]:
        raise ValueError("w_h is not square")
    for name, array, shape in [("x", x, (len(x), depth)), ("h", h, (len(x), size)), ("b", b, (size,)), ("w_h", w_h, (size, size))]:
        if tuple(array.shape) != shape:
            raise ValueError(f"argument {name} has the wrong shape: {array.shape} instead of {shape}")
    return np.tanh(np.einsum("nd,dh->nh", x, w_x) + np.einsum("nk,kh->nh", h, w_h) + b)
