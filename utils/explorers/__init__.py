"""Figures that answer when you touch them: live in JupyterLab and on the built site, a picture everywhere else.

    kernel_stepper(image, kernel, stride=1, padding=0, dilation=1)
        slide a kernel over a small grey image and see every sum term by term
    output_size(size=7, kernel=3, stride=1, padding=0, dilation=1)
        how many windows fit into a row of pixels, and which pixels no window reads
    receptive_field(layers)
        the input pixels that one output unit sees, layers [(kernel, stride), ...]
    activation(name="ReLU", compare=None, alpha=0.1, z=1.0)
        an activation function and its slope, one or two of them, with a point to drag
    gradient_flow(depth=10, activation="sigmoid", gain=1.0, alpha=0.1, seed=0)
        the size of values and gradients, layer by layer, in a small random network
    pooling(image, size=2, stride=None, mode="maximum", view="forward")
        pool a small map window by window, and see where the gradient goes
    softmax_scores(scores, label=0, names=None)
        scores to drag, with probabilities, loss and gradient
    backward_stepper(image, kernel, dout, stride=1, padding=0)
        the gradients of a convolution, added up output cell by output cell
    training_film(frames, steps, losses)
        the filters of a layer at several moments of training
    training_loop(w=1.0, x=2.0, target=6.0, rate=0.05, clear=True)
        the five lines of a training loop, one by one, for one weight, with and without zero_grad
    augmentation(images, angle=10.0, right=0.1, down=0.0, zoom=0.0)
        turn, shift, zoom and mirror a digit, and random draws within these ranges
    architecture(network="vgg16", networks=None, *, layer=1)
        walk the layers of a network of utils.models: shapes, parameters, multiply-adds, receptive field
    convolution_cost(size=28, in_channels=128, out_channels=128, kernel=3, *, groups=4, reduction=4)
        weights and multiply-adds of a convolution, plain, grouped, separable, as a bottleneck
    network_chart(cost="multiply-adds")
        top-1 accuracy of the networks of utils.models against multiply-adds or parameters
    occlusion(image, scores, drops, patch, stride, fill=127)
        a square to move over a photograph, with the scores that a network then gave
    code_map(maps, codes, images, labels, k=10)
        point at an image on a map of codes and see it beside its nearest neighbours

Each returns an `Explorer`: as the last line of a cell it shows itself.
"""

from utils.explorers.activation import activation
from utils.explorers.architecture import architecture
from utils.explorers.augmentation import augmentation
from utils.explorers.backward_stepper import backward_stepper
from utils.explorers.code_map import code_map
from utils.explorers.convolution_cost import convolution_cost
from utils.explorers.explorer import Explorer
from utils.explorers.gradient_flow import gradient_flow
from utils.explorers.kernel_stepper import kernel_stepper
from utils.explorers.network_chart import network_chart
from utils.explorers.occlusion import occlusion
from utils.explorers.output_size import output_size
from utils.explorers.pooling import pooling
from utils.explorers.receptive_field import receptive_field
from utils.explorers.softmax_scores import softmax_scores
from utils.explorers.training_film import training_film
from utils.explorers.training_loop import training_loop

__all__ = [
    "Explorer",
    "activation",
    "architecture",
    "augmentation",
    "backward_stepper",
    "code_map",
    "convolution_cost",
    "gradient_flow",
    "kernel_stepper",
    "network_chart",
    "occlusion",
    "output_size",
    "pooling",
    "receptive_field",
    "softmax_scores",
    "training_film",
    "training_loop",
]
