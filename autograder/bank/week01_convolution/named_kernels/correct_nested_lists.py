"""Nested lists of floats."""

def named_kernels():
    def turned(kernel):
        return [list(row) for row in zip(*kernel)]

    sobel = [[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]]
    scharr = [[-3.0, 0.0, 3.0], [-10.0, 0.0, 10.0], [-3.0, 0.0, 3.0]]
    return {
        "sharpen": [[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]],
        "box_blur": [[1 / 9] * 3] * 3,
        "edge": [[0.0, 1.0, 0.0], [1.0, -4.0, 1.0], [0.0, 1.0, 0.0]],
        "sobel_x": sobel,
        "sobel_y": turned(sobel),
        "scharr_x": scharr,
        "scharr_y": turned(scharr),
    }
