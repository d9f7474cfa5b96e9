"""Write again what the scripts take from Python: the facts, and the digit network's layers."""

import importlib.util

from cnn_course.explorables import digit_weights, facts

if __name__ == "__main__":
    facts.PATH.write_text(facts.script(), encoding="utf-8")
    if importlib.util.find_spec("keras"):
        digit_weights.write_layers()
    else:
        print(f"{digit_weights.LAYERS.name} stays as it is: Keras is not installed")
