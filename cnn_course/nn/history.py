"""What a fit measured, and how far it has come."""

import dataclasses

import numpy as np


@dataclasses.dataclass
class History:
    """What a fit measured.

    Attributes
    ----------
    history : dict of list
        A number an epoch under "loss" and, where they apply, "accuracy",
        "val_loss" and "val_accuracy". The first two are taken while the weights
        change and dropout is on; the validation after the epoch, with dropout off.
    stopped : bool
        Whether the fit was interrupted.
    """

    history: dict
    stopped: bool = False

    def __repr__(self):
        epochs = len(self.history.get("loss", ()))
        last = ", ".join(
            f"{name} {values[-1]:.4g}" for name, values in self.history.items() if values
        )
        return f"{epochs} epochs{': ' + last if last else ''}{' (stopped)' if self.stopped else ''}"


@dataclasses.dataclass
class Run:
    """How far a fit has come; all that is needed to go on as if nothing had happened."""

    batch_size: int
    data: int
    epochs: int
    epoch: int = 0
    seen: int = 0  # examples of this epoch
    loss: float = 0.0  # their sum
    hits: int = 0
    order: np.ndarray | None = None
    history: dict = dataclasses.field(default_factory=dict)
