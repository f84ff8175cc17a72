def split_then_augment(images, labels, augment, test_size, copies, rng):
    chosen = set(rng.permutation(len(images))[:test_size].tolist())
    result = [], [], [], []
    for i in range(len(images)):
        if i in chosen:
            result[2].append(images[i])
            result[3].append(labels[i])
            continue
        for n in range(copies + 1):
            result[0].append(augment(images[i], rng) if n else images[i])
            result[1].append(labels[i])
    return [list(map(lambda a: a.tolist(), part)) for part in result]
