"""What a trained model looks at.

For any Keras 3 model of layers (``Sequential`` or functional) that takes pictures,
channels last. Each function takes a picture just as the model takes it.

>>> positions, answers, sureness = most_confident_mistakes([[0.9, 0.1], [0.2, 0.8]], [1, 1])
>>> positions, answers
(array([0]), array([0]))
"""

from cnn_course.insight.first_layer import edge_likeness, filters
from cnn_course.insight.maps import feature_maps
from cnn_course.insight.mistakes import most_confident_mistakes
from cnn_course.insight.sureness import Reliability, at_temperature, reliability, temperature
from cnn_course.insight.where import grad_cam, occlusion_map, spotlight

__all__ = [
    "Reliability",
    "at_temperature",
    "edge_likeness",
    "feature_maps",
    "filters",
    "grad_cam",
    "most_confident_mistakes",
    "occlusion_map",
    "reliability",
    "spotlight",
    "temperature",
]
