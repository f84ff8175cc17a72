def ten_crop(image, size):
    h, w = image.shape[:2]
    if min(h, w) < size or size < 1:
        raise ValueError("Size out of range")
    def cut(i, j):
        return image[i : i + size, j : j + size].copy()
    five = [cut(i, j) for i in (0, h - size) for j in (0, w - size)] + [cut((h - size) // 2, (w - size) // 2)]
    return [x for crop in five for x in (crop, crop[:, ::-1].copy())]
