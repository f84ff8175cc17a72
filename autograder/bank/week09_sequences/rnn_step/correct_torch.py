def rnn_step(x, h, w_x, w_h, b):
    n, d = x.shape
    if h.ndim != 2 or h.shape[0] != n:
        raise ValueError("h must be (N, H) with the N of x")
    k = h.shape[1]
    if w_x.shape != (d, k) or w_h.shape != (k, k) or b.shape != (k,):
        raise ValueError("w_x must be (D, H), w_h (H, H) and b (H,)")
    z = torch.from_numpy(x) @ torch.from_numpy(w_x) + torch.from_numpy(h) @ torch.from_numpy(w_h) + torch.from_numpy(b)
    return torch.tanh(z).numpy()
