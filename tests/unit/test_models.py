import pytest
import torch
from torch import nn
from torch.nn import functional

from utils import models
from utils.models.counting import count_parameters, layer_table, multiply_adds
from utils.models.lenet import C3_CONNECTIONS
from utils.models.published import ILSVRC, PUBLISHED

# Name, how it is built, image, parameters, multiply-adds.
COUNTS = [
    ("lenet5", models.lenet5, (1, 32, 32), 61_706, 416_520),
    ("alexnet", models.alexnet, (3, 227, 227), 60_965_224, 724_406_816),
    ("alexnet, one tower", lambda: models.alexnet(groups=1), (3, 227, 227), 62_378_344, 1_135_256_096),
    ("zfnet", models.zfnet, (3, 224, 224), 62_357_608, 1_168_032_896),
    ("vgg11", models.vgg11, (3, 224, 224), 132_863_336, 7_609_090_048),
    ("vgg16", models.vgg16, (3, 224, 224), 138_357_544, 15_470_264_320),
    ("vgg19", models.vgg19, (3, 224, 224), 143_667_240, 19_632_062_464),
    ("nin_cifar10", models.nin_cifar10, (3, 32, 32), 966_986, 222_486_528),
    ("nin_imagenet", models.nin_imagenet, (3, 224, 224), 7_595_176, 1_100_188_800),
    ("googlenet", models.googlenet, (3, 224, 224), 6_998_552, 1_582_671_872),
    ("resnet18", models.resnet18, (3, 224, 224), 11_689_512, 1_814_073_344),
    ("resnet34", models.resnet34, (3, 224, 224), 21_797_672, 3_663_761_408),
    ("resnet50", models.resnet50, (3, 224, 224), 25_557_032, 4_089_184_256),
    ("resnet50 v1", lambda: models.resnet50(stride_first=True), (3, 224, 224), 25_557_032, 3_857_973_248),
    ("resnext50", models.resnext50, (3, 224, 224), 25_028_904, 4_230_479_872),
    ("wide_resnet50", models.wide_resnet50, (3, 224, 224), 68_883_240, 11_398_021_120),
    ("densenet121", models.densenet121, (3, 224, 224), 7_978_856, 2_834_161_664),
    ("squeezenet1_0", models.squeezenet1_0, (3, 224, 224), 1_248_424, 818_924_576),
    ("squeezenet1_1", models.squeezenet1_1, (3, 224, 224), 1_235_496, 349_151_936),
    ("mobilenet_v1", models.mobilenet_v1, (3, 224, 224), 4_231_976, 568_740_352),
    ("mobilenet_v2", models.mobilenet_v2, (3, 224, 224), 3_504_872, 300_774_272),
    ("efficientnet_b0", models.efficientnet_b0, (3, 224, 224), 5_288_548, 385_814_752),
    ("efficientnet_lite0", models.efficientnet_lite0, (3, 224, 224), 4_652_008, 385_187_552),
]
SHAPES = {
    "lenet5": [(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5), (120, 1, 1), (120,), (84,), (10,)],
    "alexnet": [(96, 55, 55), (96, 27, 27), (256, 27, 27), (256, 13, 13), (384, 13, 13), (256, 13, 13), (256, 6, 6),
                (9216,), (4096,), (1000,)],
    "zfnet": [(96, 110, 110), (96, 55, 55), (256, 26, 26), (256, 13, 13), (384, 13, 13), (256, 13, 13), (256, 6, 6),
              (9216,), (4096,), (1000,)],
    "vgg16": [(64, 112, 112), (128, 56, 56), (256, 28, 28), (512, 14, 14), (512, 7, 7), (25088,), (4096,), (1000,)],
    "nin_cifar10": [(96, 32, 32), (96, 16, 16), (192, 16, 16), (192, 8, 8), (10, 8, 8), (10, 1, 1), (10,)],
    "nin_imagenet": [(96, 54, 54), (96, 27, 27), (256, 27, 27), (256, 13, 13), (384, 13, 13), (384, 6, 6),
                     (1000, 6, 6), (1000, 1, 1), (1000,)],
    "googlenet": [(192, 28, 28), (256, 28, 28), (480, 28, 28), (480, 14, 14), (512, 14, 14), (528, 14, 14),
                  (832, 14, 14), (832, 7, 7), (1024, 7, 7), (1024, 1, 1), (1024,), (1000,)],
    "resnet18": [(64, 112, 112), (64, 56, 56), (128, 28, 28), (256, 14, 14), (512, 7, 7), (512, 1, 1), (512,), (1000,)],
    "resnet50": [(64, 112, 112), (64, 56, 56), (256, 56, 56), (512, 28, 28), (1024, 14, 14), (2048, 7, 7),
                 (2048, 1, 1), (2048,), (1000,)],
    "densenet121": [(64, 112, 112), (64, 56, 56), (256, 56, 56), (128, 28, 28), (512, 28, 28), (256, 14, 14),
                    (1024, 14, 14), (512, 7, 7), (1024, 7, 7), (1024, 1, 1), (1024,), (1000,)],
    "squeezenet1_0": [(96, 109, 109), (96, 54, 54), (128, 54, 54), (256, 54, 54), (256, 27, 27), (384, 27, 27),
                      (512, 27, 27), (512, 13, 13), (1000, 13, 13), (1000, 1, 1), (1000,)],
    "squeezenet1_1": [(64, 111, 111), (64, 55, 55), (128, 55, 55), (128, 27, 27), (256, 27, 27), (256, 13, 13),
                      (384, 13, 13), (512, 13, 13), (1000, 13, 13), (1000, 1, 1), (1000,)],
    "mobilenet_v1": [(32, 112, 112), (64, 112, 112), (128, 56, 56), (256, 28, 28), (512, 14, 14), (1024, 7, 7),
                     (1024, 1, 1), (1024,), (1000,)],
    "mobilenet_v2": [(32, 112, 112), (16, 112, 112), (24, 56, 56), (32, 28, 28), (64, 14, 14), (96, 14, 14),
                     (160, 7, 7), (320, 7, 7), (1280, 7, 7), (1280, 1, 1), (1280,), (1000,)],
    "efficientnet_lite0": [(32, 112, 112), (16, 112, 112), (24, 56, 56), (40, 28, 28), (80, 14, 14), (112, 14, 14),
                           (192, 7, 7), (320, 7, 7), (1280, 7, 7), (1280, 1, 1), (1280,), (1000,)],
}  # fmt: skip
SHAPES["efficientnet_b0"] = SHAPES["efficientnet_lite0"]


def on_meta(build):
    with torch.device("meta"):
        return build()


def shapes_of_children(model, image):
    """Output shapes of the top-level children in order, repetitions left out."""
    shapes = []

    def note(module, args, output):
        shape = tuple(output.shape[1:])
        if not shapes or shapes[-1] != shape:
            shapes.append(shape)

    for child in model.children():
        child.register_forward_hook(note)
    model.eval()(torch.zeros(1, *image, device="meta"))
    return shapes


@pytest.mark.parametrize(
    ("build", "image", "parameters", "products"), [row[1:] for row in COUNTS], ids=[row[0] for row in COUNTS]
)
def test_counts_to_the_unit(build, image, parameters, products):
    model = on_meta(build)
    assert count_parameters(model) == parameters
    assert multiply_adds(model, image) == products
    assert sum(layer.parameters for layer in layer_table(model, image)) == parameters


@pytest.mark.parametrize(("name", "build", "image"), [row[:3] for row in COUNTS if row[0] in SHAPES])
def test_shapes_of_the_stages(name, build, image):
    assert shapes_of_children(on_meta(build), image) == SHAPES[name]


@pytest.mark.parametrize(
    ("build", "image"),
    [
        (models.lenet5, (1, 32, 32)),
        (models.lenet5_1998, (1, 32, 32)),
        (lambda: models.nin_cifar10(classes=10), (3, 32, 32)),
        (lambda: models.resnet18(classes=10, in_channels=1), (1, 40, 40)),
        (lambda: models.resnet50(classes=10), (3, 40, 40)),
        (lambda: models.resnext50(classes=10), (3, 40, 40)),
        (lambda: models.small_resnet(8), (1, 28, 28)),
        (lambda: models.small_resnet(8, residual=False), (1, 28, 28)),
        (lambda: models.small_resnet(8, preactivation=True), (1, 28, 28)),
        (lambda: models.densenet121(classes=10, growth=8), (3, 64, 64)),
        (lambda: models.squeezenet1_0(classes=10), (3, 64, 64)),
        (lambda: models.squeezenet1_1(classes=10), (3, 64, 64)),
        (lambda: models.mobilenet_v1(classes=10, width=0.25), (3, 40, 40)),
        (lambda: models.mobilenet_v2(classes=10), (3, 40, 40)),
        (lambda: models.efficientnet_b0(classes=10), (3, 41, 41)),
        (lambda: models.efficientnet_lite0(classes=10), (3, 40, 40)),
        (lambda: models.googlenet(classes=10), (3, 64, 64)),
    ],
)
def test_forward_pass_and_gradients(build, image):
    torch.manual_seed(0)
    model = build()
    logits = model(torch.randn(2, *image))
    assert logits.shape == (2, 10)
    assert torch.isfinite(logits).all()
    logits.square().mean().backward()
    assert all(p.grad is not None and torch.isfinite(p.grad).all() for p in model.parameters())


def test_lenet_of_the_paper():
    model = models.lenet5_1998()
    counts = {name: count_parameters(child) for name, child in model.named_children()}
    assert {name: count for name, count in counts.items() if count} == {
        "c1": 156, "s2": 12, "c3": 1516, "s4": 32, "c5": 48_120, "f6": 10_164,
    }  # fmt: skip
    assert count_parameters(model) == 60_000
    assert sorted(map(len, C3_CONNECTIONS)) == [3] * 6 + [4] * 9 + [6]
    assert len(set(C3_CONNECTIONS)) == 16


def test_counts_of_blocks():
    assert count_parameters(models.Inception(192, 64, 96, 128, 16, 32, 32)) == 163_696
    naive = models.NaiveInception(192, 64, 128, 32)
    assert count_parameters(naive) == 387_296
    assert naive(torch.zeros(1, 192, 8, 8)).shape == (1, 64 + 128 + 32 + 192, 8, 8)
    assert count_parameters(models.ResidualBlock(64, 64)) == 73_984
    assert count_parameters(models.Bottleneck(256, 64)) == 70_400
    assert count_parameters(models.Bottleneck(256, 128, expansion=2, groups=32)) == 71_168
    assert count_parameters(models.Fire(96, 16, 64)) == 11_920
    separable = sum(p.numel() for p in models.DepthwiseSeparable(32, 64).parameters() if p.dim() == 4)
    assert separable == 2_336
    assert models.DenseBlock(24, layers=3, growth=8)(torch.zeros(1, 24, 5, 5)).shape == (1, 48, 5, 5)


def test_inception_branches_in_the_order_of_the_arguments():
    block = models.Inception(4, 1, 2, 2, 2, 3, 4)
    x = torch.randn(2, 4, 6, 6)
    expected = [block.branch1(x), block.branch3(x), block.branch5(x), block.branch_pool(x)]
    assert [part.shape[1] for part in expected] == [1, 2, 3, 4]
    torch.testing.assert_close(block(x), torch.cat(expected, dim=1))


def test_auxiliary_heads_answer_only_while_training():
    model = on_meta(lambda: models.googlenet(auxiliary=True))
    image = torch.zeros(2, 3, 224, 224, device="meta")
    assert [tuple(part.shape) for part in model.train()(image)] == [(2, 1000)] * 3
    assert tuple(model.eval()(image).shape) == (2, 1000)
    assert count_parameters(model) - 6_998_552 == count_parameters(model.auxiliary4a) + count_parameters(
        model.auxiliary4d
    )


def test_a_residual_block_without_weights_is_the_identity_on_what_relu_lets_through():
    block = models.ResidualBlock(3, 3).eval()
    x = torch.rand(1, 3, 5, 5)
    nn.init.zeros_(block.bn2.weight)
    torch.testing.assert_close(block(x), x)
    plain = models.ResidualBlock(3, 3, residual=False).eval()
    nn.init.zeros_(plain.bn2.weight)
    assert not plain(x).any()


def test_plain_and_residual_differ_in_the_shortcut_alone():
    residual, plain = models.small_resnet(20), models.small_resnet(20, residual=False)
    assert residual.state_dict().keys() == plain.state_dict().keys()
    # Table 6 of He and others: 0.27 million parameters on colour images.
    assert count_parameters(models.small_resnet(20, in_channels=3)) == 269_722
    with pytest.raises(ValueError, match="6n \\+ 2"):
        models.small_resnet(19)
    with pytest.raises(ValueError, match="preactivation"):
        models.small_resnet(20, residual=False, preactivation=True)


def test_inverted_residual_adds_only_equal_shapes():
    x = torch.randn(1, 4, 6, 6)
    for block, skip in [
        (models.InvertedResidual(4, 4), True),
        (models.InvertedResidual(4, 4, stride=2), False),
        (models.InvertedResidual(4, 6), False),
    ]:
        block.eval()
        nn.init.zeros_(block.project[1].weight)
        out = block(x)
        assert torch.equal(out, x) if skip else not out.any()
    assert models.InvertedResidual(4, 4, expand=1).expand(x) is x


@pytest.mark.parametrize(("size", "kernel", "stride"), [(8, 3, 2), (7, 3, 2), (9, 5, 2), (8, 5, 1), (6, 1, 2)])
def test_same_padding_by_hand(size, kernel, stride):
    conv = models.SameConv2d(2, 3, kernel, stride=stride)
    x = torch.randn(1, 2, size, size + 1)
    expected_size = -(size // -stride), -((size + 1) // -stride)
    out = conv(x)
    assert out.shape[2:] == expected_size
    total = [(n - 1) * stride + kernel - m for n, m in zip(expected_size, x.shape[2:], strict=True)]
    top, left = (max(t, 0) // 2 for t in total)
    generous = functional.pad(x, (left, kernel, top, kernel))
    by_hand = functional.conv2d(generous, conv.weight, conv.bias, stride)
    torch.testing.assert_close(out, by_hand[:, :, : out.shape[2], : out.shape[3]])


class Odd(nn.Module):
    """Products outside of modules, a shared layer, a branch, a parameter of its own."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)
        self.again = nn.Conv2d(4, 4, 3, padding=1, dilation=1, bias=False)
        self.weight = nn.Parameter(torch.zeros(5, 4, 1, 1))
        self.up = nn.ConvTranspose2d(5, 2, 2, stride=2)

    def forward(self, x):
        x = functional.relu(self.conv(x))
        x = self.again(self.again(x)) + x
        x = functional.max_pool2d(functional.conv2d(x, self.weight), 2)
        return self.up(x).mean(dim=(2, 3))


@pytest.mark.parametrize("device", ["cpu", "meta"])
def test_layer_table_of_any_module(device):
    with torch.device(device):
        model = Odd()
    model.again.eval()
    table = layer_table(model, (3, 8, 8))
    assert [(layer.name, layer.kind) for layer in table] == [
        ("conv", "Conv2d"), ("again", "Conv2d"), ("again", "Conv2d"), ("up", "ConvTranspose2d"), ("", "Odd"),
    ]  # fmt: skip
    assert [layer.multiply_adds for layer in table] == [
        64 * 27 * 4, 64 * 36 * 4, 64 * 36 * 4, 16 * 5 * 2 * 4, 64 * 4 * 5,
    ]  # fmt: skip
    assert [layer.parameters for layer in table] == [112, 144, 0, 5 * 2 * 4 + 2, 20]
    assert [layer.receptive_field for layer in table] == [3, 5, 7, 8, 15]
    assert table[-1].output_shape == (2,)
    assert table[3].input_shape == (5, 4, 4)
    assert model.training
    assert model.conv.training
    assert not model.again.training
    assert not model.conv._forward_hooks
    assert count_parameters(model) == sum(layer.parameters for layer in table)


def test_trainable_parameters_alone():
    model = nn.Sequential(nn.Linear(3, 4), nn.Linear(4, 2))
    model[0].requires_grad_(False)
    assert (count_parameters(model), count_parameters(model, trainable_only=True)) == (26, 10)


@pytest.mark.parametrize(
    ("build", "size", "name"),
    [
        (models.lenet5, 32, "c3"),
        (models.lenet5_1998, 32, "s4"),
        (lambda: models.small_resnet(14), 61, "conv3.0"),
    ],
)
def test_receptive_field_equals_the_reach_of_the_gradient(build, size, name):
    model = build()
    for parameter in model.parameters():
        nn.init.constant_(parameter, 0.01)
    kept = {}
    layer = dict(model.named_modules())[name]
    layer.register_forward_hook(lambda module, args, output: kept.update(output=output))
    x = torch.ones(1, 1, size, size, requires_grad=True)
    model.eval()(x)
    middle = kept["output"].shape[2] // 2
    kept["output"][0, :, middle, middle].sum().backward()
    reach = int((x.grad[0, 0].abs().sum(dim=1) > 0).sum())
    fields = [row.receptive_field for row in layer_table(model, (1, size, size)) if row.name.startswith(name)]
    assert reach == fields[-1]
    assert reach < size


def test_an_image_that_does_not_fit_raises_and_leaves_no_hooks():
    model = models.lenet5()
    with pytest.raises(RuntimeError):
        layer_table(model, (3, 32, 32))
    assert model.training
    assert not any(module._forward_hooks for module in model.modules())


def test_published_numbers_name_networks_of_the_zoo():
    assert [entry.year for entry in PUBLISHED.values()] == sorted(entry.year for entry in PUBLISHED.values())
    counted = {row[0]: row[2] for row in COUNTS}
    for name, entry in PUBLISHED.items():
        assert entry.image == counted[name]
        assert entry.source
        if entry.top1_error is not None and entry.top5_error is not None:
            assert 0 < entry.top5_error < entry.top1_error < 50
    assert [winner.year for winner in ILSVRC] == list(range(2010, 2018))
    errors = [winner.top5_error for winner in ILSVRC]
    assert errors == sorted(errors, reverse=True)
