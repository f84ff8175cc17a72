def random_mirror(image, rng, p=0.5):
    return image[:, ::-1] if 1 - rng.random() <= p else image
