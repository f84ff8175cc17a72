"""The networks of weeks 5, 6 and 8 in PyTorch, one file a family, each laid out like the table of its paper.

Every function builds an untrained `torch.nn.Module` for images (N, C, H, W) that returns logits (N, classes);
`classes` and `in_channels` fit a network to other data. Built under `with torch.device("meta"):` a network takes no
memory and can still be counted and drawn (`utils.models.counting`, `utils.plots.draw_model`).

    utils.models.counting      parameters, multiply-adds and receptive field of any module, layer by layer
    utils.models.published     year, paper and ImageNet accuracy of each network, with its source
    utils.models.weights       trained weights and class names that a package brings along
    utils.models.folding       batch normalisation folded into convolutions, for faster prediction
    utils.models.keras_zoo     the same networks in Keras, as far as keras.applications lacks them
"""

from utils.models.alexnet import alexnet, zfnet
from utils.models.densenet import DenseBlock, DenseLayer, Transition, densenet121
from utils.models.efficientnet import (
    MBConv,
    SameConv2d,
    SqueezeExcitation,
    efficientnet_b0,
    efficientnet_lite0,
)
from utils.models.googlenet import AuxiliaryHead, GoogLeNet, Inception, NaiveInception, googlenet
from utils.models.lenet import lenet5, lenet5_1998
from utils.models.mobilenet import DepthwiseSeparable, InvertedResidual, mobilenet_v1, mobilenet_v2
from utils.models.nin import nin_block, nin_cifar10, nin_imagenet
from utils.models.resnet import (
    Bottleneck,
    PreActivationBlock,
    ResidualBlock,
    resnet,
    resnet18,
    resnet34,
    resnet50,
    resnext50,
    small_resnet,
    wide_resnet50,
)
from utils.models.squeezenet import Fire, squeezenet1_0, squeezenet1_1
from utils.models.vgg import vgg, vgg11, vgg13, vgg16, vgg19, vgg_block

__all__ = [
    "AuxiliaryHead",
    "Bottleneck",
    "DenseBlock",
    "DenseLayer",
    "DepthwiseSeparable",
    "Fire",
    "GoogLeNet",
    "Inception",
    "InvertedResidual",
    "MBConv",
    "NaiveInception",
    "PreActivationBlock",
    "ResidualBlock",
    "SameConv2d",
    "SqueezeExcitation",
    "Transition",
    "alexnet",
    "densenet121",
    "efficientnet_b0",
    "efficientnet_lite0",
    "googlenet",
    "lenet5",
    "lenet5_1998",
    "mobilenet_v1",
    "mobilenet_v2",
    "nin_block",
    "nin_cifar10",
    "nin_imagenet",
    "resnet",
    "resnet18",
    "resnet34",
    "resnet50",
    "resnext50",
    "small_resnet",
    "squeezenet1_0",
    "squeezenet1_1",
    "vgg",
    "vgg11",
    "vgg13",
    "vgg16",
    "vgg19",
    "vgg_block",
    "wide_resnet50",
    "zfnet",
]
