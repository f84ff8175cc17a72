"""What has been published about the networks of the zoo: papers, and accuracy on ImageNet.

Errors are in percent, on the 50,000 validation images of ILSVRC 2012. They come from different trainings and are no
property of the layers alone: ResNet-50 makes 23.9 % top-1 errors in torchvision's first training and 19.1 % in its
second. `source` says which training and how many crops of an image were averaged.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["ILSVRC", "PUBLISHED", "Published", "Winner"]


class Published(NamedTuple):
    """A network of `utils.models`.

    name: as people write it.
    year: of the first public version of the paper.
    authors, title: of the paper.
    image: (C, H, W) that the network takes.
    top1_error, top5_error: percent of the validation images whose label is not the first guess, not among the first
        five; None where the source does not say.
    source: whose training.
    """

    name: str
    year: int
    authors: str
    title: str
    image: tuple[int, int, int]
    top1_error: float | None
    top5_error: float | None
    source: str


class Winner(NamedTuple):
    """The best entry of a year of the ImageNet challenge (classification).

    top5_error: percent, on the test images, without data from outside the challenge; entries since 2012 average several
        networks and many crops.
    layers: layers with weights of the deepest network; None where there is none or it is not known here.
    """

    year: int
    entry: str
    top5_error: float
    layers: int | None
    source: str


_TORCHVISION = "torchvision, weights IMAGENET1K_V1, one crop"
_RESNET = ("He, Zhang, Ren and Sun", "Deep Residual Learning for Image Recognition")
_VGG = ("Simonyan and Zisserman", "Very Deep Convolutional Networks for Large-Scale Image Recognition")
_SQUEEZENET = (
    "Iandola and others",
    "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and <0.5MB model size",
)
_COLOUR = (3, 224, 224)

# Function of `utils.models` to what is known of it, in order of the years.
PUBLISHED: dict[str, Published] = {
    "lenet5": Published(
        "LeNet-5", 1998, "LeCun, Bottou, Bengio and Haffner",
        "Gradient-Based Learning Applied to Document Recognition", (1, 32, 32), None, None,
        "trained on digits: 0.95 % of the MNIST test images wrong (paper, section III-B)",
    ),
    "alexnet": Published(
        "AlexNet", 2012, "Krizhevsky, Sutskever and Hinton",
        "ImageNet Classification with Deep Convolutional Neural Networks", (3, 227, 227), 40.7, 18.2,
        "paper, table 2, one network, ten crops",
    ),
    "zfnet": Published(
        "ZFNet", 2013, "Zeiler and Fergus", "Visualizing and Understanding Convolutional Networks", _COLOUR, 38.4, 16.5,
        "paper, table 2, one network; it does not say how many crops",
    ),
    "nin_imagenet": Published(
        "NiN", 2013, "Lin, Chen and Yan", "Network In Network", _COLOUR, 40.6, None,
        "the authors' Caffe model (59.36 % right on its page), one crop; the paper itself has no ImageNet network",
    ),
    "vgg11": Published("VGG-11", 2014, *_VGG, _COLOUR, 31.0, 11.4, _TORCHVISION),
    "vgg16": Published("VGG-16", 2014, *_VGG, _COLOUR, 28.4, 9.6, _TORCHVISION),
    "vgg19": Published("VGG-19", 2014, *_VGG, _COLOUR, 27.6, 9.1, _TORCHVISION),
    "googlenet": Published(
        "GoogLeNet", 2014, "Szegedy and others", "Going Deeper with Convolutions", _COLOUR, 30.2, 10.5,
        f"{_TORCHVISION}; with batch normalisation, and 3 x 3 filters in place of 5 x 5",
    ),
    # Errors with the source _TORCHVISION are 100 minus acc@1 and acc@5 of the weights' metadata in torchvision/models.
    "resnet18": Published("ResNet-18", 2015, *_RESNET, _COLOUR, 30.2, 10.9, _TORCHVISION),
    "resnet34": Published("ResNet-34", 2015, *_RESNET, _COLOUR, 26.7, 8.6, _TORCHVISION),
    "resnet50": Published("ResNet-50", 2015, *_RESNET, _COLOUR, 23.9, 7.1, _TORCHVISION),
    "squeezenet1_0": Published("SqueezeNet 1.0", 2016, *_SQUEEZENET, _COLOUR, 41.9, 19.6, _TORCHVISION),
    "squeezenet1_1": Published("SqueezeNet 1.1", 2016, *_SQUEEZENET, _COLOUR, 41.8, 19.4, _TORCHVISION),
    "wide_resnet50": Published(
        "Wide ResNet-50", 2016, "Zagoruyko and Komodakis", "Wide Residual Networks", _COLOUR, 21.5, 5.9, _TORCHVISION
    ),
    "densenet121": Published(
        "DenseNet-121", 2016, "Huang, Liu, van der Maaten and Weinberger", "Densely Connected Convolutional Networks",
        _COLOUR, 25.6, 8.0, f"{_TORCHVISION}; ported from Lua Torch",
    ),
    "resnext50": Published(
        "ResNeXt-50", 2016, "Xie, Girshick, Dollár, Tu and He",
        "Aggregated Residual Transformations for Deep Neural Networks", _COLOUR, 22.4, 6.3, _TORCHVISION,
    ),
    "mobilenet_v1": Published(
        "MobileNet", 2017, "Howard and others",
        "MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications", _COLOUR, 29.6, 10.5,
        "keras.applications, table at keras.io/api/applications",
    ),
    "mobilenet_v2": Published(
        "MobileNetV2", 2018, "Sandler, Howard, Zhu, Zhmoginov and Chen",
        "MobileNetV2: Inverted Residuals and Linear Bottlenecks", _COLOUR, 28.1, 9.7, _TORCHVISION,
    ),
    "efficientnet_b0": Published(
        "EfficientNet-B0", 2019, "Tan and Le",
        "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", _COLOUR, 22.3, 6.5,
        f"{_TORCHVISION}; ported from the paper's weights",
    ),
    "efficientnet_lite0": Published(
        "EfficientNet-Lite0", 2020, "Liu", "Higher accuracy on vision models with EfficientNet-Lite (blog post)",
        _COLOUR, 24.9, None, "the authors' table (tensorflow/tpu, efficientnet/lite), float32",
    ),
}  # fmt: skip

_CHALLENGE = "Russakovsky and others (2015), ImageNet Large Scale Visual Recognition Challenge"
ILSVRC: tuple[Winner, ...] = (
    Winner(2010, "NEC-UIUC (features made by hand)", 28.2, None, _CHALLENGE),
    Winner(2011, "XRCE (features made by hand)", 25.8, None, _CHALLENGE),
    Winner(2012, "SuperVision (AlexNet)", 16.4, 8, _CHALLENGE),
    Winner(2013, "Clarifai (after ZFNet)", 11.7, None, _CHALLENGE),
    Winner(2014, "GoogLeNet", 6.7, 22, _CHALLENGE),
    Winner(2015, "ResNet", 3.57, 152, "He and others (2016), abstract and table 5"),
    Winner(2016, "Trimps-Soushen (several networks)", 2.99, None, "results page of ILSVRC 2016"),
    Winner(2017, "SENet", 2.25, 154, "Hu, Shen and Sun (2018), abstract"),
)
