def random_mirror(image, rng, p=0.5):
    rows = image.tolist()
    return [row[::-1] for row in rows] if rng.random(1)[0] < p else rows
