"""The networks of the zoo in Keras, those that keras.applications lacks: channels last, logits out.

Layers carry the names of the PyTorch modules that they correspond to ("conv2.0.bn1"), so that `load_torch_weights`
carries weights from one framework to the other: names match, the axes are put into the other order.

Call `utils.frameworks.quiet_tensorflow()` before this module is imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from utils.models.efficientnet import STAGES

__all__ = [
    "alexnet",
    "efficientnet_lite0",
    "googlenet",
    "lenet5",
    "load_torch_weights",
    "nin_cifar10",
    "nin_imagenet",
    "residual_block",
    "resnet18",
    "resnet34",
    "resnet50",
    "resnext50",
    "squeezenet1_0",
    "squeezenet1_1",
    "wide_resnet50",
    "zfnet",
]

Image = tuple[int, int, int]  # (H, W, C)


def _conv(
    x: Any,
    name: str,
    filters: int,
    kernel: int,
    stride: int = 1,
    padding: int = 0,
    *,
    groups: int = 1,
    bias: bool = True,
    activation: str | None = "relu",
) -> Any:
    """Convolution with `padding` zeros on every side; Keras's "same" would put them elsewhere at stride 2."""
    if padding:
        x = layers.ZeroPadding2D(padding)(x)
    return layers.Conv2D(
        filters, kernel, stride, groups=groups, use_bias=bias, activation=activation, name=name,
        kernel_initializer="he_normal",
    )(x)  # fmt: skip


def _pool(x: Any) -> Any:
    """Maximum of 3 x 3 windows with stride 2 that rounds sizes up, as Caffe does: a half window may hang over."""
    return layers.MaxPooling2D(3, 2, padding="valid" if x.shape[1] % 2 else "same")(x)


@keras.saving.register_keras_serializable("cnn_course")
class LocalResponseNormalization(layers.Layer):
    """Section 3.3 of Krizhevsky and others (2012): each value over the squares of five neighbouring channels."""

    def call(self, x: Any) -> Any:
        """Keep the shape (N, H, W, C)."""
        return tf.nn.local_response_normalization(x, depth_radius=2, bias=2.0, alpha=1e-4, beta=0.75)


def lenet5(classes: int = 10, image: Image = (32, 32, 1)) -> keras.Sequential:
    """LeNet-5: 61,706 parameters."""
    return keras.Sequential(
        [
            keras.Input(image),
            layers.Conv2D(6, 5, activation="tanh", name="c1"),
            layers.AveragePooling2D(2, name="s2"),
            layers.Conv2D(16, 5, activation="tanh", name="c3"),
            layers.AveragePooling2D(2, name="s4"),
            layers.Conv2D(120, 5, activation="tanh", name="c5"),
            layers.Flatten(),
            layers.Dense(84, activation="tanh", name="f6"),
            layers.Dense(classes, name="classifier"),
        ],
        name="lenet5",
    )


def _dense_layers(x: Any, classes: int) -> Any:
    """Layers 6 to 8 of AlexNet and ZFNet."""
    x = layers.Flatten()(x)
    x = layers.Dense(4096, activation="relu", name="fc6")(layers.Dropout(0.5)(x))
    x = layers.Dense(4096, activation="relu", name="fc7")(layers.Dropout(0.5)(x))
    return layers.Dense(classes, name="classifier")(x)


def alexnet(classes: int = 1000, image: Image = (227, 227, 3), groups: int = 2) -> keras.Model:
    """AlexNet: 60,965,224 parameters with the two groups of the paper, 62,378,344 with one."""
    inputs = keras.Input(image)
    x = LocalResponseNormalization()(_conv(inputs, "conv1", 96, 11, stride=4))
    x = layers.MaxPooling2D(3, 2)(x)
    x = LocalResponseNormalization()(_conv(x, "conv2", 256, 5, padding=2, groups=groups))
    x = layers.MaxPooling2D(3, 2)(x)
    x = _conv(x, "conv3", 384, 3, padding=1)
    x = _conv(x, "conv4", 384, 3, padding=1, groups=groups)
    x = _conv(x, "conv5", 256, 3, padding=1, groups=groups)
    x = layers.MaxPooling2D(3, 2)(x)
    return keras.Model(inputs, _dense_layers(x, classes), name="alexnet")


def zfnet(classes: int = 1000, image: Image = (224, 224, 3)) -> keras.Model:
    """ZFNet: 62,357,608 parameters."""

    def pool_and_normalise(x: Any) -> Any:
        # Zeros do not win a maximum over values that ReLU made.
        return LocalResponseNormalization()(layers.MaxPooling2D(3, 2)(layers.ZeroPadding2D(1)(x)))

    inputs = keras.Input(image)
    x = pool_and_normalise(_conv(inputs, "conv1", 96, 7, stride=2, padding=1))
    x = pool_and_normalise(_conv(x, "conv2", 256, 5, stride=2))
    x = _conv(x, "conv3", 384, 3, padding=1)
    x = _conv(x, "conv4", 384, 3, padding=1)
    x = _conv(x, "conv5", 256, 3, padding=1)
    x = layers.MaxPooling2D(3, 2)(x)
    return keras.Model(inputs, _dense_layers(x, classes), name="zfnet")


def _mlpconv(x: Any, name: str, widths: Sequence[int], kernel: int, stride: int = 1, padding: int = 0) -> Any:
    """A convolution and two 1 x 1 convolutions, each with ReLU."""
    x = _conv(x, f"{name}.0", widths[0], kernel, stride, padding)
    x = _conv(x, f"{name}.2", widths[1], 1)
    return _conv(x, f"{name}.4", widths[2], 1)


def nin_cifar10(classes: int = 10, image: Image = (32, 32, 3)) -> keras.Model:
    """Network in Network for CIFAR-10: 966,986 parameters."""
    inputs = keras.Input(image)
    x = _mlpconv(inputs, "block1", (192, 160, 96), 5, padding=2)
    x = layers.Dropout(0.5)(_pool(x))
    x = _mlpconv(x, "block2", (192, 192, 192), 5, padding=2)
    x = layers.AveragePooling2D(3, 2, padding="valid" if x.shape[1] % 2 else "same")(x)
    x = _mlpconv(layers.Dropout(0.5)(x), "block3", (192, 192, classes), 3, padding=1)
    return keras.Model(inputs, layers.GlobalAveragePooling2D()(x), name="nin_cifar10")


def nin_imagenet(classes: int = 1000, image: Image = (224, 224, 3)) -> keras.Model:
    """Network in Network for ImageNet: 7,595,176 parameters."""
    inputs = keras.Input(image)
    x = _pool(_mlpconv(inputs, "block1", (96, 96, 96), 11, stride=4))
    x = _pool(_mlpconv(x, "block2", (256, 256, 256), 5, padding=2))
    x = _pool(_mlpconv(x, "block3", (384, 384, 384), 3, padding=1))
    x = _mlpconv(layers.Dropout(0.5)(x), "block4", (1024, 1024, classes), 3, padding=1)
    return keras.Model(inputs, layers.GlobalAveragePooling2D()(x), name="nin_imagenet")


def _inception(x: Any, name: str, c1: int, c3_reduce: int, c3: int, c5_reduce: int, c5: int, pool_proj: int) -> Any:
    """Four branches side by side; the arguments are the columns of the paper's table 1."""
    branch1 = _conv(x, f"{name}.branch1.0", c1, 1)
    branch3 = _conv(x, f"{name}.branch3.0.0", c3_reduce, 1)
    branch3 = _conv(branch3, f"{name}.branch3.1.0", c3, 3, padding=1)
    branch5 = _conv(x, f"{name}.branch5.0.0", c5_reduce, 1)
    branch5 = _conv(branch5, f"{name}.branch5.1.0", c5, 5, padding=2)
    pooled = layers.MaxPooling2D(3, 1, padding="same")(x)
    pooled = _conv(pooled, f"{name}.branch_pool.1.0", pool_proj, 1)
    return layers.Concatenate()([branch1, branch3, branch5, pooled])


def googlenet(classes: int = 1000, image: Image = (224, 224, 3)) -> keras.Model:
    """GoogLeNet of the paper without its auxiliary heads: 6,998,552 parameters."""
    inputs = keras.Input(image)
    x = _pool(_conv(inputs, "stem.conv1.0", 64, 7, stride=2, padding=3))
    x = _conv(LocalResponseNormalization()(x), "stem.conv2_reduce.0", 64, 1)
    x = _pool(LocalResponseNormalization()(_conv(x, "stem.conv2.0", 192, 3, padding=1)))
    x = _inception(x, "inception3a", 64, 96, 128, 16, 32, 32)
    x = _inception(x, "inception3b", 128, 128, 192, 32, 96, 64)
    x = _pool(x)
    x = _inception(x, "inception4a", 192, 96, 208, 16, 48, 64)
    x = _inception(x, "inception4b", 160, 112, 224, 24, 64, 64)
    x = _inception(x, "inception4c", 128, 128, 256, 24, 64, 64)
    x = _inception(x, "inception4d", 112, 144, 288, 32, 64, 64)
    x = _inception(x, "inception4e", 256, 160, 320, 32, 128, 128)
    x = _pool(x)
    x = _inception(x, "inception5a", 256, 160, 320, 32, 128, 128)
    x = _inception(x, "inception5b", 384, 192, 384, 48, 128, 128)
    x = layers.Dropout(0.4)(layers.GlobalAveragePooling2D()(x))
    return keras.Model(inputs, layers.Dense(classes, name="classifier")(x), name="googlenet")


def _normalise(x: Any, name: str) -> Any:
    """Batch normalisation with PyTorch's constants."""
    return layers.BatchNormalization(momentum=0.9, epsilon=1e-5, name=name)(x)


def _shortcut(x: Any, name: str, filters: int, stride: int) -> Any:
    """The input itself, or where shapes differ a 1 x 1 convolution of it with batch normalisation."""
    if stride == 1 and x.shape[-1] == filters:
        return x
    x = _conv(x, f"{name}.shortcut.0", filters, 1, stride, bias=False, activation=None)
    return _normalise(x, f"{name}.shortcut.1")


def residual_block(x: Any, filters: int, stride: int = 1, name: str = "block") -> Any:
    """Two 3 x 3 convolutions and a shortcut, in the functional API: (N, H, W, C) to (N, H / stride, W / stride, F)."""
    out = _conv(x, f"{name}.conv1", filters, 3, stride, 1, bias=False, activation=None)
    out = layers.ReLU()(_normalise(out, f"{name}.bn1"))
    out = _conv(out, f"{name}.conv2", filters, 3, padding=1, bias=False, activation=None)
    out = layers.Add()([_normalise(out, f"{name}.bn2"), _shortcut(x, name, filters, stride)])
    return layers.ReLU()(out)


def _bottleneck(x: Any, filters: int, stride: int, name: str, expansion: int, groups: int) -> Any:
    """1 x 1 down, 3 x 3 with the stride, 1 x 1 up, and a shortcut."""
    out = _conv(x, f"{name}.conv1", filters, 1, bias=False, activation=None)
    out = layers.ReLU()(_normalise(out, f"{name}.bn1"))
    out = _conv(out, f"{name}.conv2", filters, 3, stride, 1, groups=groups, bias=False, activation=None)
    out = layers.ReLU()(_normalise(out, f"{name}.bn2"))
    out = _conv(out, f"{name}.conv3", expansion * filters, 1, bias=False, activation=None)
    out = _normalise(out, f"{name}.bn3")
    out = layers.Add()([out, _shortcut(x, name, expansion * filters, stride)])
    return layers.ReLU()(out)


def _resnet(
    name: str, blocks: Sequence[int], classes: int, image: Image, width: int = 64, expansion: int = 1, groups: int = 1
) -> keras.Model:
    """The columns of the ResNet paper's table 1; basic blocks when expansion is 1."""
    inputs = keras.Input(image)
    x = _conv(inputs, "conv1", 64, 7, stride=2, padding=3, bias=False, activation=None)
    x = layers.ReLU()(_normalise(x, "bn1"))
    x = layers.MaxPooling2D(3, 2)(layers.ZeroPadding2D(1)(x))
    for stage, count in enumerate(blocks):
        for index in range(count):
            stride = 2 if stage > 0 and index == 0 else 1
            at, filters = f"conv{stage + 2}.{index}", width * 2**stage
            if expansion == 1:
                x = residual_block(x, filters, stride, at)
            else:
                x = _bottleneck(x, filters, stride, at, expansion, groups)
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, layers.Dense(classes, name="classifier")(x), name=name)


def resnet18(classes: int = 1000, image: Image = (224, 224, 3)) -> keras.Model:
    """ResNet-18: 11,689,512 trainable parameters."""
    return _resnet("resnet18", (2, 2, 2, 2), classes, image)


def resnet34(classes: int = 1000, image: Image = (224, 224, 3)) -> keras.Model:
    """ResNet-34: 21,797,672 trainable parameters."""
    return _resnet("resnet34", (3, 4, 6, 3), classes, image)


def resnet50(classes: int = 1000, image: Image = (224, 224, 3)) -> keras.Model:
    """ResNet-50, stride in the 3 x 3 convolution (v1.5; keras.applications has v1): 25,557,032 trainable parameters."""
    return _resnet("resnet50", (3, 4, 6, 3), classes, image, expansion=4)


def resnext50(classes: int = 1000, image: Image = (224, 224, 3)) -> keras.Model:
    """ResNeXt-50, 32 groups of 4 channels: 25,028,904 trainable parameters."""
    return _resnet("resnext50", (3, 4, 6, 3), classes, image, width=128, expansion=2, groups=32)


def wide_resnet50(classes: int = 1000, image: Image = (224, 224, 3)) -> keras.Model:
    """WRN-50-2: 68,883,240 trainable parameters."""
    return _resnet("wide_resnet50", (3, 4, 6, 3), classes, image, width=128, expansion=2)


def _fire(x: Any, name: str, squeeze: int, expand: int) -> Any:
    """Squeeze with 1 x 1 filters, expand with 1 x 1 and 3 x 3 filters."""
    x = _conv(x, f"{name}.squeeze", squeeze, 1)
    return layers.Concatenate()(
        [_conv(x, f"{name}.expand1", expand, 1), _conv(x, f"{name}.expand3", expand, 3, padding=1)]
    )


def _squeezenet(
    name: str, classes: int, image: Image, filters: int, kernel: int, pool_after: Sequence[int]
) -> keras.Model:
    inputs = keras.Input(image)
    x = _pool(_conv(inputs, "conv1", filters, kernel, stride=2))
    for index, squeeze in enumerate((16, 16, 32, 32, 48, 48, 64, 64), start=2):
        x = _fire(x, f"fire{index}", squeeze, 4 * squeeze)
        if index in pool_after:
            x = _pool(x)
    x = _conv(layers.Dropout(0.5)(x), "conv10", classes, 1)
    return keras.Model(inputs, layers.GlobalAveragePooling2D()(x), name=name)


def squeezenet1_0(classes: int = 1000, image: Image = (224, 224, 3)) -> keras.Model:
    """SqueezeNet 1.0: 1,248,424 parameters."""
    return _squeezenet("squeezenet1_0", classes, image, filters=96, kernel=7, pool_after=(4, 8))


def squeezenet1_1(classes: int = 1000, image: Image = (224, 224, 3)) -> keras.Model:
    """SqueezeNet 1.1: 1,235,496 parameters."""
    return _squeezenet("squeezenet1_1", classes, image, filters=64, kernel=3, pool_after=(3, 5))


def efficientnet_lite0(classes: int = 1000, image: Image = (224, 224, 3)) -> keras.Model:
    """EfficientNet-Lite0: 4,652,008 trainable parameters; Keras's "same" padding is the one it was trained with."""

    def conv(x: Any, name: str, filters: int, kernel: int, stride: int = 1, activate: bool = True) -> Any:
        x = layers.Conv2D(filters, kernel, stride, "same", use_bias=False, name=f"{name}.0")(x)
        return normalise(x, name, activate)

    def normalise(x: Any, name: str, activate: bool = True) -> Any:
        x = layers.BatchNormalization(momentum=0.99, epsilon=1e-3, name=f"{name}.1")(x)
        return layers.ReLU(6.0)(x) if activate else x

    def block(x: Any, name: str, filters: int, kernel: int, stride: int, expand: int) -> Any:
        channels = x.shape[-1]
        out = conv(x, f"{name}.expand", expand * channels, 1) if expand > 1 else x
        out = layers.DepthwiseConv2D(kernel, stride, "same", use_bias=False, name=f"{name}.depthwise.0")(out)
        out = conv(normalise(out, f"{name}.depthwise"), f"{name}.project", filters, 1, activate=False)
        return layers.Add()([x, out]) if stride == 1 and channels == filters else out

    inputs = keras.Input(image)
    x = conv(inputs, "stem", 32, 3, stride=2)
    for stage, (expand, kernel, stride, filters, count) in enumerate(STAGES, start=2):
        for index in range(count):
            x = block(x, f"stage{stage}.{index}", filters, kernel, stride if index == 0 else 1, expand)
    x = layers.GlobalAveragePooling2D()(conv(x, "head", 1280, 1))
    x = layers.Dense(classes, name="classifier")(layers.Dropout(0.2)(x))
    return keras.Model(inputs, x, name="efficientnet_lite0")


def load_torch_weights(model: keras.Model, state: Mapping[str, Any]) -> None:
    """Give a Keras model of this module the weights of the PyTorch model of the same name.

    Convolutions turn from (C', C, h, w) to (h, w, C, C'), depthwise ones from (C, 1, h, w) to (h, w, C, 1), dense
    layers are transposed; a dense layer after a flattening also has its inputs put from channels first into channels
    last.

    Args:
        state: the state dict; tensors on the CPU, or arrays.

    Raises:
        ValueError: names or shapes do not fit.
    """
    left = {name for name in state if not name.endswith("num_batches_tracked")}
    for layer in model.layers:
        if not layer.weights:
            continue
        keys = ["weight", "bias", "running_mean", "running_var"]
        if not isinstance(layer, layers.BatchNormalization):
            keys = ["weight", "bias"][: len(layer.weights)]
        names = [f"{layer.name}.{key}" for key in keys]
        if missing := [name for name in names if name not in left]:
            raise ValueError(f"the state dict has no {', '.join(missing)}")
        left.difference_update(names)
        weight, *rest = (np.asarray(state[name]) for name in names)
        if isinstance(layer, layers.DepthwiseConv2D):
            weight = weight.transpose(2, 3, 0, 1)
        elif isinstance(layer, layers.Conv2D):
            weight = weight.transpose(2, 3, 1, 0)
        elif isinstance(layer, layers.Dense):
            weight = _channels_last(weight, _flattened(layer)).T
        layer.set_weights([weight, *rest])
    if left:
        raise ValueError(f"the model has no layer for {', '.join(sorted(left))}")


def _flattened(dense: layers.Dense) -> Image | None:
    """Shape (H, W, C) of the maps that a dense layer reads flattened; None when it reads vectors."""
    tensor = dense.input
    while isinstance(operation := tensor._keras_history.operation, layers.Dropout):
        tensor = operation.input
    if not isinstance(operation, layers.Flatten):
        return None
    height, width, channels = operation.input.shape[1:]
    return height, width, channels


def _channels_last(weight: np.ndarray[Any, Any], maps: Image | None) -> np.ndarray[Any, Any]:
    """Reorder the columns of (out, C * H * W) to (out, H * W * C)."""
    if maps is None:
        return weight
    height, width, channels = maps
    return weight.reshape(-1, channels, height, width).transpose(0, 2, 3, 1).reshape(len(weight), -1)
