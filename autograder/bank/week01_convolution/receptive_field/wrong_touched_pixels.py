"""only the pixels that are touched are counted

With a large stride a unit may skip pixels; asked for is the distance from the first to the last, gaps included.
Lesson: 1.5 "Growing layer by layer"
"""

def receptive_field(layers):
    pixels = {0}
    for kernel, stride in reversed(layers):
        pixels = {pixel * stride + tap for pixel in pixels for tap in range(kernel)}
    return len(pixels)
