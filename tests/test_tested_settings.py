"""The course's own settings of Keras: for how long they hold, and for whom."""

import threading

import pytest

from cnn_course import _keras, models
from cnn_course.reproduce.keras_training import precision
from tests.odd_keras import network, settings_now, settings_of


def test_a_policy_that_the_course_sets_reaches_the_models(odd_keras):
    with precision(mixed=True):
        policies = [layer.dtype_policy.name for layer in models.mnist(filters=(2, 2)).layers]
        assert settings_of(network("float32").to_keras())[1].startswith("float32")
    assert set(policies[1:-1]) == {"mixed_bfloat16"} and policies[-1] == "float32"
    assert odd_keras.config.dtype_policy().name == "mixed_float16"


def test_they_are_given_back_after_an_error(odd_keras):
    before = settings_now()
    with pytest.raises(ZeroDivisionError), _keras.tested_settings(floatx="float64"):
        assert settings_now()["floatx"] == "float64"
        inside = settings_now() | {"dtype_policy": odd_keras.config.dtype_policy().name}
        assert inside == _keras.TESTED | {"floatx": "float64"}
        1 / 0
    assert settings_now() == before
    with (
        pytest.raises(ValueError, match="Unknown `floatx` value: half"),
        _keras.tested_settings(floatx="half"),
    ):
        pass
    assert settings_now() == before


def test_threads_wait_for_each_other(odd_keras):
    """Without, one would keep the other's settings for the user's, and give back those."""
    before, entered, leave = settings_now(), threading.Event(), threading.Event()
    seen = []

    def first():
        with _keras.tested_settings():
            entered.set()
            leave.wait(10)

    def second():
        with _keras.tested_settings(floatx="float64"):
            seen.append(leave.is_set())

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    entered.wait(10)
    threads[1].start()
    threads[1].join(0.2)
    assert threads[1].is_alive() and settings_now()["floatx"] == "float32"
    leave.set()
    for thread in threads:
        thread.join(10)
    assert seen == [True] and settings_now() == before


def test_layers_made_by_hand_follow_only_when_asked(odd_keras):
    from cnn_course.models import keras

    assert keras.layers.Conv2D(1, 1).data_format == "channels_first"
    _keras.use_tested_settings()
    made_by_hand = keras.layers.Conv2D(1, 1)
    assert (made_by_hand.data_format, made_by_hand.dtype_policy.name) == (
        "channels_last",
        "float32",
    )
    assert settings_now() | {"dtype_policy": "float32"} == _keras.TESTED
    assert models.use_tested_settings is _keras.use_tested_settings
