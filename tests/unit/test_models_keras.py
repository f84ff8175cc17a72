"""The networks in Keras, and that both frameworks give the same answers with the same weights."""

import re

import numpy as np
import pytest
import torch
from torch import nn

from utils import models
from utils.frameworks import quiet_tensorflow
from utils.models.weights import efficientnet_lite0_weights, imagenet_classes, korean_names, prepare_images

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def zoo():
    quiet_tensorflow(threads=1)
    from utils.models import keras_zoo

    return keras_zoo


@pytest.fixture(autouse=True)
def _one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def randomised(model):
    """A model in evaluation mode whose statistics and scales are not those of a new one."""
    generator = torch.Generator().manual_seed(1)

    def uniform(tensor, low, high):
        tensor.copy_(torch.rand(tensor.shape, generator=generator) * (high - low) + low)

    with torch.no_grad():
        for module in model.modules():
            if isinstance(module, nn.BatchNorm2d):
                uniform(module.weight, 0.5, 1.5)
                uniform(module.bias, -0.2, 0.2)
                uniform(module.running_mean, -0.2, 0.2)
                uniform(module.running_var, 0.5, 1.5)
    return model.eval()


def both_answers(torch_model, keras_model, images):
    """Outputs of two models for images (N, H, W, C), divided by the spread of the first one's."""
    with torch.no_grad():
        ours = torch_model(torch.from_numpy(images).permute(0, 3, 1, 2)).numpy()
    theirs = np.asarray(keras_model(images, training=False))
    return ours / ours.std(), theirs / ours.std()


def photographs(size, count=2, channels=3):
    return np.random.default_rng(0).standard_normal((count, size, size, channels)).astype(np.float32)


@pytest.mark.parametrize(
    ("name", "size", "parameters"),
    [
        ("lenet5", 32, 61_706),
        ("alexnet", 227, 60_965_224),
        ("zfnet", 224, 62_357_608),
        ("nin_cifar10", 32, 966_986),
        ("nin_imagenet", 224, 7_595_176),
        ("googlenet", 64, 6_998_552),
        ("resnet18", 64, 11_689_512),
        ("resnet34", 64, 21_797_672),
        ("resnet50", 64, 25_557_032),
        ("resnext50", 64, 25_028_904),
        ("wide_resnet50", 64, 68_883_240),
        ("squeezenet1_0", 96, 1_248_424),
        ("squeezenet1_1", 96, 1_235_496),
        ("efficientnet_lite0", 64, 4_652_008),
    ],
)
def test_counts_and_the_same_answers(zoo, name, size, parameters):
    channels = 1 if name == "lenet5" else 3
    torch.manual_seed(0)
    torch_model = randomised(getattr(models, name)())
    keras_model = getattr(zoo, name)(image=(size, size, channels))
    assert sum(np.prod(v.shape) for v in keras_model.trainable_variables) == parameters
    zoo.load_torch_weights(keras_model, torch_model.state_dict())
    ours, theirs = both_answers(torch_model, keras_model, photographs(size, 1, channels))
    assert ours.std() > 0.9
    np.testing.assert_allclose(theirs, ours, atol=1e-4)


def test_weights_that_do_not_fit(zoo):
    model = zoo.lenet5()
    state = models.lenet5().state_dict()
    with pytest.raises(ValueError, match=r"no layer for extra\.weight"):
        zoo.load_torch_weights(model, {**state, "extra.weight": state["c1.weight"]})
    del state["f6.bias"]
    with pytest.raises(ValueError, match=r"has no f6\.bias"):
        zoo.load_torch_weights(model, state)


def carry(torch_model, keras_model):
    """Weights by the order of layers: chains of layers, for which both frameworks list them alike."""
    ours = [m for m in torch_model.modules() if isinstance(m, (nn.Conv2d, nn.BatchNorm2d, nn.Linear))]
    theirs = [layer for layer in keras_model.layers if layer.weights and type(layer).__name__ != "Normalization"]
    for module, layer in zip(ours, theirs, strict=False):
        give(module, layer)
    return len(ours), len(theirs)


def give(module, layer):
    kind = type(layer).__name__
    weight = module.weight.detach().numpy()
    if isinstance(module, nn.BatchNorm2d):
        module.eps = layer.epsilon
        state = module.state_dict()
        layer.set_weights([state[key].numpy() for key in ("weight", "bias", "running_mean", "running_var")])
        return
    if kind == "Dense":
        weight = weight.T
    else:
        weight = weight.transpose(2, 3, 0, 1) if kind == "DepthwiseConv2D" else weight.transpose(2, 3, 1, 0)
        weight = weight.reshape(layer.weights[0].shape) if module.weight.shape[2:] == (1, 1) else weight
    # Keras's ResNet-50 has biases before batch normalisation; zeros change nothing.
    bias = np.zeros(len(module.weight), np.float32) if module.bias is None else module.bias.detach().numpy()
    layer.set_weights([weight, bias][: len(layer.weights)])


def tensorflow_padding(model):
    """Pad as Keras's MobileNets do, an odd pixel right and below."""
    for module in model.modules():
        if type(module) is nn.Conv2d and module.stride == (2, 2):
            module.__class__ = models.SameConv2d
            module.padding = (0, 0)
    return model


@pytest.mark.parametrize(
    ("name", "ours", "size"),
    [
        ("VGG16", lambda: nn.Sequential(*models.vgg16()[:5]), 64),
        ("DenseNet121", lambda: models.densenet121()[:-2], 64),
        ("MobileNet", lambda: tensorflow_padding(models.mobilenet_v1())[:-2], 64),
        ("MobileNetV2", lambda: tensorflow_padding(models.mobilenet_v2())[:-3], 64),
        ("EfficientNetB0", lambda: models.efficientnet_b0()[:-3], 64),
    ],
)
def test_keras_applications_are_the_same_networks(zoo, name, ours, size):
    import keras

    torch.manual_seed(0)
    body = randomised(ours())
    options = {"include_top": False, "weights": None, "input_shape": (size, size, 3)}
    theirs = getattr(keras.applications, name)(**options)
    mine, its = carry(body, theirs)
    assert mine == its
    images = photographs(size, 1)
    head = nn.AdaptiveAvgPool2d(1)
    scaled = images * 255 if name == "EfficientNetB0" else images  # its first layer divides by 255
    with torch.no_grad():
        expected = head(body(torch.from_numpy(images).permute(0, 3, 1, 2))).flatten(1).numpy()
    got = np.asarray(theirs(scaled, training=False)).mean(axis=(1, 2))
    assert expected.std() > 0
    np.testing.assert_allclose(got / expected.std(), expected / expected.std(), atol=1e-4)


def test_resnet50_of_keras_has_the_stride_of_the_paper(zoo):
    import keras

    theirs = keras.applications.ResNet50(include_top=False, weights=None, input_shape=(64, 64, 3))

    def module_of(layer, model):
        if layer.startswith("conv1_"):
            return model.bn1 if layer.endswith("bn") else model.conv1
        stage, block, part, kind = re.fullmatch(r"conv(\d)_block(\d)_(\d)_(conv|bn)", layer).groups()
        unit = model.get_submodule(f"conv{stage}.{int(block) - 1}")
        if part == "0":
            return unit.shortcut[1 if kind == "bn" else 0]
        return unit.get_submodule(f"{kind}{part}")

    images = photographs(64, 1)
    gaps = {}
    for stride_first in (True, False):
        torch.manual_seed(0)
        model = randomised(models.resnet50(stride_first=stride_first))
        for layer in theirs.layers:
            if layer.weights:
                give(module_of(layer.name, model), layer)
        with torch.no_grad():
            ours = model[:-2](torch.from_numpy(images).permute(0, 3, 1, 2)).flatten(1).numpy()
        got = np.asarray(theirs(images, training=False)).mean(axis=(1, 2))
        gaps[stride_first] = np.abs(got - ours).max() / ours.std()
    assert gaps[True] < 1e-4
    assert gaps[False] > 0.1


@pytest.mark.parametrize("size", [224, 97])
def test_trained_lite0_is_the_same_in_both_frameworks(zoo, size):
    from utils.data import sample_photos

    images = prepare_images(list(sample_photos("chelsea", "coffee").values()), size)
    state = efficientnet_lite0_weights()
    torch_model = models.efficientnet_lite0()
    torch_model.load_state_dict(state)
    keras_model = zoo.efficientnet_lite0(image=(size, size, 3))
    zoo.load_torch_weights(keras_model, state)
    with torch.no_grad():
        ours = torch_model.eval()(images).numpy()
    theirs = np.asarray(keras_model(images.permute(0, 2, 3, 1).numpy(), training=False))
    np.testing.assert_allclose(theirs, ours, atol=5e-5, rtol=0)


def test_what_trained_lite0_says_of_photographs():
    from utils.data import sample_photos

    model = models.efficientnet_lite0()
    model.load_state_dict(efficientnet_lite0_weights())
    with torch.no_grad():
        logits = model.eval()(prepare_images(list(sample_photos("chelsea", "coffee", "flower").values())))
    names = imagenet_classes()
    first = [names[index] for index in logits.argmax(dim=1)]
    assert first[0] in {"tabby", "tiger cat", "Egyptian cat"}
    assert first[1:] == ["espresso", "daisy"]


def test_class_names():
    names = imagenet_classes()
    assert len(names) == len(set(names)) == 1000
    assert set(korean_names()) <= set(names)
    assert all(re.search("[가-힣]", name) for name in korean_names().values())


def test_prepared_images():
    image = np.zeros((40, 80, 3), np.uint8)
    image[:, :20] = 255  # outside of the central square
    image[:, 60:] = 255
    image[20:] = 255
    batch = prepare_images([image], size=16, crop=1.0)
    assert batch.shape == (1, 3, 16, 16)
    assert batch.dtype == torch.float32
    torch.testing.assert_close(batch[0, :, 2, 8], torch.full((3,), -127 / 128))
    torch.testing.assert_close(batch[0, :, -2, 8], torch.ones(3))
    with pytest.raises(ValueError, match=r"images\[1\]"):
        prepare_images([image, image[:, :, 0]])
    with pytest.raises(ValueError, match="empty"):
        prepare_images([])
