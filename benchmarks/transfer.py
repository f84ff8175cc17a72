"""Transfer learning with EfficientNet-Lite0: parity of two frameworks, speed of its features, what they are worth.

    CNN_COURSE_DATA=FOLDER python -m benchmarks.transfer      everything, on the photographs of clothes in FOLDER
    python -m benchmarks.transfer --parts parity,features     some of it
    python -m benchmarks.transfer --validate --parts accuracy    judged by validation photographs; writes nothing

Where the photographs of clothes are not in the data folder, accuracy is measured on crops of the photographs that come
with the course: less of a task, and the results say so.

Three trainings from scratch stand beside the frozen features. Two are of a small network made for few photographs: what
a user without weights would train. The third isolates what the weights bring: the same network as the frozen one, from
random weights, on the same photographs, with more computing than the frozen and the fine-tuned one.

Nothing was chosen by the test photographs: recipes come from `--validate`, which trains on the training part and
judges by the validation part. Otherwise both parts are for training, each training reads the test photographs once, at
its end, and the photographs of a training with few labels are drawn anew for each seed.

Features are timed on one thread, all ways in turns, by processor time, which other programs disturb little.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from benchmarks.measure import environment, interleaved, write_results
from benchmarks.mnist import has_bfloat16
from utils.data import clothing_file, load_clothing, sample_photos
from utils.models import efficientnet_lite0
from utils.models.folding import fold_batch_norm
from utils.models.weights import efficientnet_lite0_weights, prepare_images

PIXELS = 128  # of the images whose features are timed
PHOTOGRAPH = 224  # pixels of the photographs of clothes: those that the network was trained at
FEW = 20  # labels of each class
PLAIN, FAST, HALF, KERAS = "PyTorch, plain", "BN folded, channels last", "the same in bfloat16", "Keras, tf.function"
SCRATCH, DISTORTED = "small network from scratch", "small network from scratch, distorted images"
SAME = "the same network from scratch, distorted images"
FROZEN, TUNED = "frozen features, linear head", "fine-tuned, distorted images"
PARTS = ("parity", "features", "accuracy")


class Task(NamedTuple):
    """Labelled square images apart: to train on, and to be judged by; uint8 (N, H, H, 3) and int64 (N,)."""

    name: str
    judged_by: str
    images: NDArray[np.uint8]
    labels: NDArray[np.int64]
    test_images: NDArray[np.uint8]
    test_labels: NDArray[np.int64]

    @property
    def classes(self) -> int:
        """How many there are."""
        return int(self.labels.max()) + 1

    def few(self, seed: int, count: int = FEW) -> Task:
        """The same task with `count` training images of each class, drawn with this seed."""
        rng = np.random.default_rng(seed)
        of_class = (rng.permutation(np.flatnonzero(self.labels == label)) for label in range(self.classes))
        rows = np.concatenate([places[:count] for places in of_class])
        return self._replace(images=self.images[rows], labels=self.labels[rows])


class Recipe(NamedTuple):
    """How a network is trained: AdamW, the rate up for 30 per cent of the steps and down to 0.

    rate: the highest, of the head or of a network from scratch.
    body_rate: the highest of pre-trained layers.
    pixels: height and width that the images are reduced to.
    distort: shows each image distorted anew; without, as it is, like those that frozen features are made of.
    """

    passes: int
    rate: float
    body_rate: float = 0.0
    pixels: int = 64
    batch: int = 32
    decay: float = 0.05
    distort: bool = True


# For few labels chosen with --validate; for all labels the same rates and fewer passes, which keeps the run short.
# From scratch the same network is trained at the pixels of the small one: 96 took twice the time and were no better.
RECIPES = {
    (SCRATCH, "few"): Recipe(passes=30, rate=0.01, distort=False),
    (DISTORTED, "few"): Recipe(passes=60, rate=0.01),
    (DISTORTED, "all"): Recipe(passes=15, rate=0.01),
    (SAME, "few"): Recipe(passes=80, rate=0.003),
    (TUNED, "few"): Recipe(passes=8, rate=0.003, body_rate=0.0005, pixels=128, batch=16),
    (TUNED, "all"): Recipe(passes=2, rate=0.003, body_rate=0.0005, pixels=128),
}
PENALTY = 10.0  # C of scikit-learn's logistic regression, for few labels and for all


def load_task(source: str, validate: bool) -> Task:
    """Return the task "clothing" or "crops", judged by its validation or by its test part."""
    if source == "clothing":
        train, validation, test = (load_clothing(part, PHOTOGRAPH)[:2] for part in ("train", "validation", "test"))
        name = "clothing photographs, ten classes"
    else:
        train, validation, test = (crops(*part) for part in ((100, 0, 0), (10, 1, 0), (20, 1, 1)))
        name = "crops of eleven photographs, grey"
    if validate:
        return Task(name, f"{len(validation[1])} validation images", *train, *validation)
    both = [np.concatenate(pair) for pair in zip(train, validation, strict=True)]
    return Task(name, f"{len(test[1])} test images", *both, *test)


def crops(count: int, column: int, row: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Squares out of each photograph of the course, without colour: from which is it?

    Args:
        count: crops of each photograph.
        column: 0 is the left half of each photograph, 1 the right one.
        row: within the right half, 0 is its upper and 1 its lower half. Parts share no pixel.
    """
    rng, images = np.random.default_rng((column, row)), []
    photos = [photo if photo.ndim == 2 else photo @ [0.299, 0.587, 0.114] for photo in sample_photos().values()]
    for photo in photos:
        height, width = photo.shape[0] // 2, photo.shape[1] // 2
        part = photo[:, :width] if column == 0 else photo[row * height : (row + 1) * height, width:]
        for _ in range(count):
            top, left = (rng.integers(side - PIXELS + 1) for side in part.shape)
            images.append(part[top : top + PIXELS, left : left + PIXELS].round().astype(np.uint8))
    return np.repeat(np.stack(images)[..., None], 3, axis=3), np.repeat(np.arange(len(photos)), count)


def pretrained() -> nn.Sequential:
    """EfficientNet-Lite0 with its weights, in eval mode."""
    model = efficientnet_lite0()
    model.load_state_dict(efficientnet_lite0_weights())
    return model.eval()


def keras_pretrained(pixels: int) -> Any:
    """The same network in Keras, for images of so many pixels."""
    from utils.models import keras_zoo

    model = keras_zoo.efficientnet_lite0(image=(pixels, pixels, 3))
    keras_zoo.load_torch_weights(model, efficientnet_lite0_weights())
    return model


def prepared(images: NDArray[np.uint8], pixels: int | None = None) -> Tensor:
    """Inputs of the network, (N, 3, H, H), channels last in memory, reduced to so many pixels or left as large."""
    shown = torch.from_numpy(images).permute(0, 3, 1, 2)
    if pixels is not None:
        shown = nn.functional.interpolate(shown, (pixels, pixels), mode="bilinear", antialias=True)
    return ((shown.float() - 127) / 128).contiguous(memory_format=torch.channels_last)


def parity(sizes: Sequence[int] = (96, 224), batches: Sequence[int] = (1, 11)) -> dict[str, dict[str, float]]:
    """Largest difference of all logits of eleven photographs between PyTorch and Keras, by pixels and batch."""
    import tensorflow as tf

    photos = [
        photo if photo.ndim == 3 else np.repeat(photo[..., None], 3, axis=2) for photo in sample_photos().values()
    ]
    model, found = pretrained(), {}
    for size in sizes:
        keras_model = keras_pretrained(size)
        compiled = tf.function(partial(keras_model, training=False))
        inputs = prepare_images(photos, size)
        found[f"{size} px"] = {}
        for batch in batches:
            largest = 0.0
            for part in inputs.split(batch):
                with torch.inference_mode():
                    expected = model(part).numpy()
                shown = tf.constant(part.permute(0, 2, 3, 1).numpy())
                for logits in (keras_model(shown, training=False), compiled(shown)):
                    largest = max(largest, float(np.abs(logits.numpy() - expected).max()))
            found[f"{size} px"][f"batch {batch}"] = largest
    return found


def feature_ways(images: NDArray[np.uint8]) -> dict[str, Callable[[], NDArray[np.float32]]]:
    """Ways to the features (N, 1280) of the same images, by name."""
    import keras
    import tensorflow as tf

    inputs = prepared(images)
    model = pretrained()[:-1]
    fast = fold_batch_norm(model).to(memory_format=torch.channels_last)
    half = fold_batch_norm(model).to(memory_format=torch.channels_last, dtype=torch.bfloat16)
    keras_model = keras_pretrained(images.shape[1])
    body = keras.Model(keras_model.input, keras_model.get_layer("classifier").input)
    compiled = tf.function(partial(body, training=False))
    shown, plain, small = tf.constant(inputs.permute(0, 2, 3, 1).numpy()), inputs.contiguous(), inputs.bfloat16()

    def torch_features(network: nn.Module, batch: Tensor) -> NDArray[np.float32]:
        with torch.inference_mode():
            return network(batch).float().numpy()

    return {
        PLAIN: partial(torch_features, model, plain),
        FAST: partial(torch_features, fast, inputs),
        HALF: partial(torch_features, half, small),
        KERAS: lambda: compiled(shown).numpy(),
    }


def feature_speed(rounds: int, count: int = 32) -> dict[str, dict[str, float]]:
    """Seconds for 1,000 images in batches of `count`, ratios to the plain way, and how far features are from its own.

    The distance is that of all features together, divided by their length: 0.01 is one per cent.
    """
    rng = np.random.default_rng(0)
    photos = list(sample_photos("china", "flower", "astronaut", "chelsea", "coffee", "rocket").values())
    images = []
    for place in range(count):
        photo = photos[place % len(photos)]
        top, left = (rng.integers(side - PIXELS + 1) for side in photo.shape[:2])
        images.append(photo[top : top + PIXELS, left : left + PIXELS])
    ways = feature_ways(np.stack(images))
    timings = interleaved(ways, rounds, time.process_time)
    expected = ways[PLAIN]()
    return {
        name: {
            "seconds_per_1000": 1000 / count * timing.median,
            "low": 1000 / count * timing.low,
            "high": 1000 / count * timing.high,
            "times_faster": timings[PLAIN].median / timing.median,
            "distance": float(np.linalg.norm(ways[name]() - expected) / np.linalg.norm(expected)),
        }
        for name, timing in timings.items()
    }


def small_network(classes: int) -> nn.Sequential:
    """A network to train from scratch, 1.2 million parameters: images (N, 3, 64, 64) to logits (N, classes)."""
    layers: list[nn.Module] = []
    for before, after, pool in ((3, 32, 1), (32, 64, 2), (64, 128, 2), (128, 256, 2), (256, 256, 2)):
        layers += [nn.MaxPool2d(pool)] if pool > 1 else []
        layers += [nn.Conv2d(before, after, 3, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU(inplace=True)]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.3), nn.Linear(256, classes))


def distorted(images: Tensor, generator: torch.Generator) -> Tensor:
    """Mirror half of the images (N, C, H, W); turn, zoom and move each by a draw of its own; edges are mirrored."""
    count = len(images)
    draws = 2 * torch.rand(5, count, generator=generator) - 1
    angle, zoom, side = 0.2 * draws[0], 1 + 0.15 * draws[1], draws[2].sign()
    cos, sin = angle.cos() * zoom, angle.sin() * zoom
    rows = torch.stack([side * cos, -sin, 0.1 * draws[3], side * sin, cos, 0.1 * draws[4]], dim=1)
    grid = nn.functional.affine_grid(rows.view(count, 2, 3), list(images.shape), align_corners=False)
    return nn.functional.grid_sample(images, grid, padding_mode="reflection", align_corners=False)


def train(
    model: nn.Module,
    groups: list[dict[str, Any]],
    inputs: Tensor,
    task: Task,
    recipe: Recipe,
    seed: int,
    half: bool = False,
) -> None:
    """Train with distorted inputs (N, C, H, W) in the mode that the model is in; `half` computes in bfloat16."""
    generator = torch.Generator().manual_seed(seed)
    labels = torch.from_numpy(task.labels)
    steps = recipe.passes * -(-len(inputs) // recipe.batch)
    optimizer = torch.optim.AdamW(groups, weight_decay=recipe.decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, [group["lr"] for group in groups], total_steps=steps)
    for _ in range(recipe.passes):
        for chosen in torch.randperm(len(inputs), generator=generator).split(recipe.batch):
            shown = distorted(inputs[chosen], generator) if recipe.distort else inputs[chosen]
            with torch.autocast("cpu", torch.bfloat16, enabled=half):
                logits = model(shown.contiguous(memory_format=torch.channels_last))
            optimizer.zero_grad()
            nn.functional.cross_entropy(logits.float(), labels[chosen], label_smoothing=0.1).backward()
            optimizer.step()
            schedule.step()


def answers(model: nn.Module, inputs: Tensor) -> NDArray[np.int64]:
    """Class (N,) of each input, in eval mode."""
    model.eval()
    with torch.inference_mode():
        return torch.cat([model(part).argmax(dim=1) for part in inputs.split(64)]).numpy()


def same_network(classes: int) -> nn.Sequential:
    """EfficientNet-Lite0 with random weights, 3.4 million parameters for ten classes.

    Its running statistics follow the last tens of steps, torch's default: TensorFlow's hundreds are for long trainings.
    """
    model = efficientnet_lite0(classes)
    for part in model.modules():
        if isinstance(part, nn.BatchNorm2d):
            part.momentum = 0.1
    return model


def from_scratch(build: Callable[[int], nn.Module], recipe: Recipe, task: Task, seed: int) -> NDArray[np.int64]:
    """Train a network that `build` makes for so many classes; return its answers to the test images."""
    torch.manual_seed(seed)
    model = build(task.classes).to(memory_format=torch.channels_last)
    groups = [{"params": list(model.parameters()), "lr": recipe.rate}]
    half = has_bfloat16() and build is small_network  # depthwise convolutions train no faster in bfloat16
    train(model.train(), groups, prepared(task.images, recipe.pixels), task, recipe, seed, half)
    return answers(model, prepared(task.test_images, recipe.pixels))


def fine_tuned(recipe: Recipe, task: Task, seed: int) -> NDArray[np.int64]:
    """Train the whole pre-trained network and a new head at two rates; its statistics stay those of ImageNet."""
    torch.manual_seed(seed)
    model = pretrained().to(memory_format=torch.channels_last)
    model.classifier = nn.Linear(1280, task.classes)
    nn.init.zeros_(model.classifier.weight)
    head, body = list(model.classifier.parameters()), list(model[:-1].parameters())
    groups = [{"params": head, "lr": recipe.rate}, {"params": body, "lr": recipe.body_rate}]
    train(model.eval(), groups, prepared(task.images, recipe.pixels), task, recipe, seed)
    return answers(model, prepared(task.test_images, recipe.pixels))


def frozen(task: Task) -> NDArray[np.int64]:
    """Train a linear head on the fixed features of the training images; return its answers to the test images.

    An image's features are those of itself and of its mirror image together, scaled to length 1.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import Normalizer

    model = fold_batch_norm(pretrained()[:-1]).to(memory_format=torch.channels_last)

    def features(images: NDArray[np.uint8]) -> NDArray[np.float32]:
        batches = (prepared(part) for part in np.array_split(images, -(-len(images) // 32)))
        with torch.inference_mode():
            return torch.cat([model(batch) + model(batch.flip(3)) for batch in batches]).numpy()

    head = make_pipeline(Normalizer(), LogisticRegression(C=PENALTY, max_iter=1000))
    return head.fit(features(task.images), task.labels).predict(features(task.test_images))


def ways_of(amount: str, quick: bool) -> dict[str, Callable[[Task, int], NDArray[np.int64]]]:
    """Trainings for an amount of labels: functions of task and seed that answer the test images."""
    recipes = {
        name: recipe._replace(passes=1) if quick else recipe for (name, of), recipe in RECIPES.items() if of == amount
    }
    small, same = partial(from_scratch, small_network), partial(from_scratch, same_network)
    trainings: dict[str, Callable[[Recipe, Task, int], NDArray[np.int64]]]
    trainings = {SCRATCH: small, DISTORTED: small, SAME: same, TUNED: fine_tuned}
    return {FROZEN: lambda task, _: frozen(task)} | {
        name: partial(trainings[name], recipe) for name, recipe in recipes.items()
    }


def accuracy(task: Task, seeds: int, seeds_of_all: int, quick: bool = False) -> list[dict[str, Any]]:
    """Train in all ways on few labels and on all, seed by seed; print and return a record for each.

    Accuracy is per cent of the test images; seconds are the processor's, of all threads, from images to answers.
    """
    records = []
    for amount, count in (("few", seeds), ("all", seeds_of_all)):
        for seed in range(count):
            part = task.few(seed, 2 if quick else FEW) if amount == "few" or quick else task
            for name, way in ways_of(amount, quick).items():
                if name == FROZEN and amount == "all" and seed > 0:
                    continue  # nothing is drawn there: every seed would give the same answers
                start = time.process_time()
                right = 100 * float(np.mean(way(part, seed) == part.test_labels))
                seconds = time.process_time() - start
                records.append(
                    {"way": name, "labels": amount, "seed": seed, "images": len(part.labels), "accuracy": right,
                     "cpu_seconds": seconds}
                )  # fmt: skip
                print(f"{name:47} {amount:4} seed {seed}  {right:5.1f} %  {seconds:6.1f} s", flush=True)
    return records


def summary(records: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, dict[str, Any]]]:
    """Way, then amount of labels, to medians over the seeds."""
    lines: dict[str, dict[str, dict[str, Any]]] = {}
    for name, amount in dict.fromkeys((record["way"], record["labels"]) for record in records):
        mine = [record for record in records if (record["way"], record["labels"]) == (name, amount)]
        accuracies = [record["accuracy"] for record in mine]
        lines.setdefault(name, {})[amount] = {
            "images": mine[0]["images"],
            "accuracy": statistics.median(accuracies),
            "accuracies": accuracies,
            "cpu_seconds": statistics.median(record["cpu_seconds"] for record in mine),
        }
    return lines


def judged(results: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The goals of what was measured: limit, what was reached, and whether that is enough.

    bfloat16 is judged only where the processor has instructions for it, accuracy only on photographs.
    """
    goals: list[tuple[str, float, float, bool]] = []
    if "parity" in results:
        largest = max(value for found in results["parity"].values() for value in found.values())
        goals.append(("largest difference of logits at most", 5e-5, largest, largest <= 5e-5))
    if "features" in results:
        for name, limit in ((FAST, 1.5), (HALF, 3.5)):
            if name != HALF or results["bfloat16"]:
                faster = results["features"][name]["times_faster"]
                goals.append((f"{name}: times faster than plain at least", limit, faster, faster >= limit))
    if "accuracy" in results and results["source"] == "clothing":
        few = {name: amounts["few"]["accuracy"] for name, amounts in results["accuracy"].items()}
        for name in (SCRATCH, DISTORTED, SAME):
            ratio = few[FROZEN] / few[name]
            goals.append((f"accuracy of {FROZEN}, over {name}, at least", 2.2, ratio, ratio >= 2.2))
    return [dict(zip(("goal", "limit", "reached", "met"), goal, strict=True)) for goal in goals]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the flags say; write the results unless parts are missing or it was a quick or a validating run."""
    source = "clothing" if clothing_file().exists() else "crops"
    parser = argparse.ArgumentParser(prog="python -m benchmarks.transfer", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--parts", default=",".join(PARTS), help="some of: %(default)s; results need all")
    parser.add_argument("--source", choices=("clothing", "crops"), default=source, help="of images (%(default)s)")
    parser.add_argument("--seeds", type=int, default=3, help="of trainings with few labels")
    parser.add_argument("--seeds-of-all", type=int, default=1, help="of trainings with all labels")
    parser.add_argument("--rounds", type=int, default=15, help="times each way to the features is timed")
    parser.add_argument("--threads", type=int, default=2, help="of the trainings")
    parser.add_argument("--validate", action="store_true", help="judge by validation images; write nothing")
    parser.add_argument("--quick", action="store_true", help="hardly any training, on crops; write nothing")
    options = parser.parse_args(arguments)
    chosen = options.parts.split(",")
    if unknown := set(chosen) - set(PARTS):
        parser.error(f"no part is named {', '.join(sorted(unknown))}; parts are {', '.join(PARTS)}")
    results: dict[str, Any] = {"environment": environment("numpy", "scikit-learn", "torch", "tensorflow", "keras")}
    results |= {"bfloat16": has_bfloat16(), "threads": options.threads, "pixels": PIXELS}
    torch.set_num_threads(1)
    if {"parity", "features"} & set(chosen):
        from utils.frameworks import quiet_tensorflow

        quiet_tensorflow(threads=1, seed=0)
    if "parity" in chosen:
        results["parity"] = parity(sizes=(96,), batches=(11,)) if options.quick else parity()
        print(results["parity"])
    if "features" in chosen:
        results["features"] = feature_speed(2, count=2) if options.quick else feature_speed(options.rounds)
        for name, found in results["features"].items():
            print(f"{name:28} {found['seconds_per_1000']:5.2f} s for 1,000 images, {found['times_faster']:.2f} x")
    if "accuracy" in chosen:
        torch.set_num_threads(options.threads)
        results["source"] = "crops" if options.quick else options.source
        task = load_task(results["source"], options.validate)
        records = accuracy(task, options.seeds, options.seeds_of_all, options.quick)
        results |= {"task": task.name, "judged_by": task.judged_by, "labels_a_class": FEW}
        results |= {"accuracy": summary(records), "runs": records}
        results["recipes"] = {f"{name}, {amount}": recipe._asdict() for (name, amount), recipe in RECIPES.items()}
        results["recipes"][FROZEN] = {"C": PENALTY}
    results["goals"] = judged(results)
    for goal in results["goals"]:
        print(f"{goal['goal']} {goal['limit']}: {goal['reached']:.3g},", "met" if goal["met"] else "MISSED")
    if not (options.quick or options.validate) and set(chosen) == set(PARTS):
        print("written to", write_results("transfer", results))


if __name__ == "__main__":
    main()
