def random_mirror(image, rng, p=0.5):
    step = rng.choice([-1, 1], p=[p, 1 - p])
    return image[:, ::step, :]
