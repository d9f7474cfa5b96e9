"""A convolutional network from scratch: NumPy alone, every line to be read.

The words are Keras's: layers, optimizers and losses, ``fit``, ``predict``,
``evaluate``, ``summary``. Pictures are (N, H, W, C).
"""

from cnn_course.nn.activations import ReLU, Sigmoid, Softmax, Tanh, softmax
from cnn_course.nn.convolution import Conv2D
from cnn_course.nn.history import History
from cnn_course.nn.layer import Layer
from cnn_course.nn.layers import Dense, Dropout, Flatten
from cnn_course.nn.losses import CategoricalCrossentropy, MeanSquaredError
from cnn_course.nn.network import Evaluation, Network
from cnn_course.nn.normalization import BatchNormalization
from cnn_course.nn.optimizers import SGD, Adam, CosineDecay
from cnn_course.nn.pooling import AveragePool2D, MaxPool2D
from cnn_course.nn.registry import register_layer
from cnn_course.nn.residual import Residual

__all__ = [
    "Adam",
    "AveragePool2D",
    "BatchNormalization",
    "CategoricalCrossentropy",
    "Conv2D",
    "CosineDecay",
    "Dense",
    "Dropout",
    "Evaluation",
    "Flatten",
    "History",
    "Layer",
    "MaxPool2D",
    "MeanSquaredError",
    "Network",
    "ReLU",
    "Residual",
    "SGD",
    "Sigmoid",
    "Softmax",
    "Tanh",
    "register_layer",
    "softmax",
]
