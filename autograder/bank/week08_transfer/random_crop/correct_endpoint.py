def random_crop(image, size, rng):
    h, w, _ = image.shape
    if not 0 < size <= min(h, w):
        raise ValueError("size must be between 1 and the smaller side of the image")
    i, j = rng.integers(0, h - size, endpoint=True), rng.integers(0, w - size, endpoint=True)
    return image[i : i + size, j : j + size, :]
