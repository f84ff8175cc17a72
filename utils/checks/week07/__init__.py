"""Checks of week 7, what a CNN sees: activations, attribution maps, an embedding and how pure its neighbourhoods are.

`check_<question>_<aspect>(answer)` raises `CheckFailed` with one message or prints what was checked. The networks are
made where the student's code runs (`utils.checks.seeing_probes`); their activations and maps are computed here, by an
independent oracle. Functions that end in `_hidden` draw their cases from `rng()`.

One module a question. What they share: `networks` and what becomes of them (`manners`), `maps` of an image, and
`probed` functions of arrays.
"""

from __future__ import annotations

from utils.checks.fingerprints import Probes
from utils.checks.week07 import (
    capture_activations,
    dead_fraction,
    embed_tsne,
    grad_cam,
    neighbour_purity,
    occlusion_map,
    saliency,
)
from utils.checks.week07.capture_activations import (
    check_capture_activations_errors,
    check_capture_activations_hidden,
    check_capture_activations_hooks,
    check_capture_activations_mode,
    check_capture_activations_values,
)
from utils.checks.week07.dead_fraction import check_dead_fraction_hidden, check_dead_fraction_values
from utils.checks.week07.embed_tsne import check_embed_tsne_hidden, check_embed_tsne_shape
from utils.checks.week07.grad_cam import (
    check_grad_cam_hidden,
    check_grad_cam_shape,
    check_grad_cam_untouched,
    check_grad_cam_values,
    check_grad_cam_zero,
)
from utils.checks.week07.neighbour_purity import (
    check_neighbour_purity_errors,
    check_neighbour_purity_hidden,
    check_neighbour_purity_values,
)
from utils.checks.week07.occlusion_map import (
    check_occlusion_map_errors,
    check_occlusion_map_hidden,
    check_occlusion_map_shape,
    check_occlusion_map_untouched,
    check_occlusion_map_values,
)
from utils.checks.week07.saliency import (
    check_saliency_hidden,
    check_saliency_shape,
    check_saliency_untouched,
    check_saliency_values,
)

__all__ = [
    "PROBES",
    "check_capture_activations_errors",
    "check_capture_activations_hidden",
    "check_capture_activations_hooks",
    "check_capture_activations_mode",
    "check_capture_activations_values",
    "check_dead_fraction_hidden",
    "check_dead_fraction_values",
    "check_embed_tsne_hidden",
    "check_embed_tsne_shape",
    "check_grad_cam_hidden",
    "check_grad_cam_shape",
    "check_grad_cam_untouched",
    "check_grad_cam_values",
    "check_grad_cam_zero",
    "check_neighbour_purity_errors",
    "check_neighbour_purity_hidden",
    "check_neighbour_purity_values",
    "check_occlusion_map_errors",
    "check_occlusion_map_hidden",
    "check_occlusion_map_shape",
    "check_occlusion_map_untouched",
    "check_occlusion_map_values",
    "check_saliency_hidden",
    "check_saliency_shape",
    "check_saliency_untouched",
    "check_saliency_values",
]

PROBES: dict[str, Probes] = {
    **capture_activations.PROBES,
    **dead_fraction.PROBES,
    **saliency.PROBES,
    **occlusion_map.PROBES,
    **grad_cam.PROBES,
    **embed_tsne.PROBES,
    **neighbour_purity.PROBES,
}
