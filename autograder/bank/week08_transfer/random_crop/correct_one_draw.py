def random_crop(image, size, rng):
    rows, columns = image.shape[0] - size + 1, image.shape[1] - size + 1
    if min(rows, columns) < 1 or size < 1:
        raise ValueError("Size does not fit")
    i, j = divmod(int(rng.integers(rows * columns)), columns)
    return image[i:, j:][:size, :size]
