def random_mirror(image, rng, p=0.5):
    rng.random()
    return image[:, ::-1] if rng.random() < p else image
