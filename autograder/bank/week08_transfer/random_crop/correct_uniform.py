import math
def random_crop(image, size, rng):
    h, w = image.shape[0], image.shape[1]
    if size > h or size > w:
        raise ValueError(f"size={size} is larger than the image")
    if size <= 0:
        raise ValueError(f"size={size} must be positive")
    i = math.floor(rng.random() * (h - size + 1))
    j = math.floor(rng.random() * (w - size + 1))
    return image[i : i + size, j : j + size]
