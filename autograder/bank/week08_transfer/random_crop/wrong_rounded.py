"""a random fraction of the margin is rounded to a whole number

Only half as many fractions are rounded to the first and to the last place as to the others.
Lesson: 8.3 "Mirror and crop"
"""

def random_crop(image, size, rng):
    h, w = image.shape[:2]
    if size < 1 or size > min(h, w):
        raise ValueError("size")
    i, j = int(round(rng.random() * (h - size))), int(round(rng.random() * (w - size)))
    return image[i:i + size, j:j + size]
