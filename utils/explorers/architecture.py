"""A walk through the layers of a network: sizes, parameters, multiply-adds, receptive field."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from utils.explorers.explorer import Explorer, whole
from utils.explorers.networks import Step, short, steps
from utils.plots import COLOURS, Picture
from utils.plots.style import FAINT, course_style


def architecture(network: str = "vgg16", networks: Sequence[str] | None = None, *, layer: int = 1) -> Explorer:
    """Walk the layers of the networks of the zoo, drawn and counted from the models themselves.

    Activations, normalisation and dropout belong to the layer before them; layers of branches follow each other in
    the order in which they run.

    Args:
        network: the first one shown, by the name of its function in `utils.models`, such as "vgg16".
        networks: those to choose from, by the same names; None offers all of `utils.models.published`.
        layer: the one that is shown first, counted from 1.

    Raises:
        ValueError: names the argument: an unknown network, a layer that is not there.
    """
    from utils.models.published import PUBLISHED

    offered = list(PUBLISHED if networks is None else networks)
    if network not in offered:
        offered.insert(0, network)
    for name in offered:
        if name not in PUBLISHED:
            raise ValueError(f"network must be one of {', '.join(PUBLISHED)}, got {name!r}")
    layer = whole("layer", layer, 1, len(steps(network)))
    # What layers do is said in few phrases, and most layers take what the one before made: both are told once.
    phrases = sorted({step.what for name in offered for step in steps(name)})
    shown = []
    for name in offered:
        entry = PUBLISHED[name]
        before: tuple[int, ...] = entry.image
        layers = []
        for step in steps(name):
            given = None if step.input_shape == before else step.input_shape
            layers.append([step.name, phrases.index(step.what), given, *step[3:]])
            before = step.output_shape
        shown.append({"key": name, "name": entry.name, "year": entry.year, "image": entry.image, "layers": layers})
    config = {"network": network, "layer": layer, "phrases": phrases, "networks": shown}
    return Explorer("architecture", config, _draw(PUBLISHED[network].name, PUBLISHED[network].image, steps(network)))


def describe(step: Step, image: Sequence[int]) -> str:
    """Say in one line what a layer does to an image (C, H, W) and what it sees of it."""
    seen = step.receptive_field
    sight = f"sees {seen} × {seen} pixels" if seen < image[1] else "can see the whole image"
    shapes = " → ".join(" × ".join(map(str, shape)) for shape in (step.input_shape, step.output_shape))
    return f"{step.name}: {step.what}, {shapes}; one output {sight}"


def _draw(name: str, image: tuple[int, int, int], layers: Sequence[Step]) -> Picture:
    parameters = sum(step.parameters for step in layers)
    products = sum(step.multiply_adds for step in layers)
    heaviest = max(layers, key=lambda step: step.parameters)
    busiest = max(layers, key=lambda step: step.multiply_adds)
    at = range(1, len(layers) + 1)
    rows = (
        ("height of\nthe maps", [step.output_shape[1] if len(step.output_shape) == 3 else 1 for step in layers], "sky"),
        ("channels", [step.output_shape[0] for step in layers], "grey"),
        ("parameters", [step.parameters for step in layers], "blue"),
        ("multiply-adds", [step.multiply_adds for step in layers], "orange"),
        ("receptive\nfield", [step.receptive_field for step in layers], "green"),
    )
    with course_style():
        fig = Figure(figsize=(8.2, 6.2), layout="constrained")
        for axes, (label, values, colour) in zip(fig.subplots(len(rows), 1, sharex=True), rows, strict=True):
            axes.bar(at, values, 0.8, color=COLOURS[colour])
            axes.xaxis.set_major_locator(MaxNLocator(integer=True))
            axes.set_ylabel(label, rotation=0, ha="right", va="center")
            axes.grid(True, axis="y", color=FAINT)
            axes.yaxis.set_major_locator(MaxNLocator(3))
            axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: short(value)))
            if label.startswith("receptive"):
                axes.axhline(image[1], color=COLOURS["black"], linewidth=1, linestyle="--")
                axes.text(0.4, image[1], " the image", va="bottom", fontsize=9)
        axes.set_xlabel("layer, in the order in which they run")
        axes.set_xlim(0.3, len(layers) + 0.7)
        fig.suptitle(f"{name}: {parameters:,} parameters, {products:,} multiply-adds", fontsize=11.5)
    alt = (
        f"{name} layer by layer: {len(layers)} layers with {parameters:,} parameters and {products:,} multiply-adds. "
        f"Most parameters, {heaviest.parameters / parameters:.0%}, are in {heaviest.name}; most multiply-adds, "
        f"{busiest.multiply_adds / products:.0%}, in {busiest.name}. First layer: {describe(layers[0], image)}. "
        f"Last: {describe(layers[-1], image)}."
    )
    return Picture(fig, alt)
