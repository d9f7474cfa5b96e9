"""The loop around the steps: epochs, batches, progress, interruption, going on."""

import dataclasses
import warnings
import zlib
import numpy as np

from cnn_course._checks import true_or_false, whole
from cnn_course._streams import progress_bar
from cnn_course.nn import saving
from cnn_course.nn.interruption import Interruption

# Examples judged at a time, as in Keras: small products, which one core does fastest.
JUDGED = 32


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
        last = ", ".join(f"{name} {values[-1]:.4g}" for name, values in self.history.items() if values)
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


def fit(
    network,
    x,
    y,
    epochs=1,
    batch_size=32,
    validation_data=None,
    validation_split=0.0,
    shuffle=True,
    augment=None,
    checkpoint=None,
    resume=False,
    verbose=1,
):
    """Learn from examples, batch by batch.

    Ctrl-C (in a notebook: the stop button) ends the fit after the step that is
    under way. Nothing learned is lost, and ``resume=True`` goes on from there:
    the weights at the end are those of a run that was never stopped.

    Parameters
    ----------
    x : array_like, (N, H, W, C) or what the input shape is
    y : array_like, (N,) or (N, classes) or what the output shape is
        Labels as whole numbers or one-hot; for a network without Softmax, the
        outputs that are wanted.
    epochs : int
        How often every example is seen; when resuming, in all.
    batch_size : int
        Examples a step; at most N.
    validation_data : (x, y), optional
        Judged after each epoch, never learned from.
    validation_split : float
        Instead: this share of the examples, the *last* ones, before any
        shuffling, as in Keras. If they come in order of class, so does the
        validation.
    shuffle : bool
        Whether each epoch has a new order.
    augment : function of (pictures, rng), optional
        Changes each batch before it is learned from, for instance by small moves.
    checkpoint : path, optional
        Stored after each epoch, and when the fit is interrupted, in one step:
        a crash leaves the old file or the new one.
    resume : bool
        Go on with the fit that was interrupted, or from `checkpoint`, if there
        is one.
    verbose : 0 or 1
        Whether to show a progress bar.

    Returns
    -------
    History

    Raises
    ------
    TypeError, ValueError
        For data that do not fit the network, before anything is learned.
    FloatingPointError
        When the loss is no longer a number.
    """
    epochs, batch_size = whole(epochs, "epochs", 1), whole(batch_size, "batch_size", 1)
    true_or_false(resume, "resume")
    true_or_false(shuffle, "shuffle")
    x, y = network.checked(x, y)
    x, y, validation = _part(network, x, y, validation_data, validation_split)
    if batch_size > len(x):
        raise ValueError(
            f"batch_size {batch_size} is larger than the data: {len(x)} examples; "
            f"use at most {len(x)}"
        )
    fingerprint = zlib.crc32(y, zlib.crc32(x))
    run = _start(network, checkpoint, resume, Run(batch_size, fingerprint, epochs))
    network.run = run

    with _progress(run, len(x), verbose) as bar, Interruption() as stop:
        while run.epoch < epochs and not stop.asked:
            if run.order is None:
                run.order = network.rng.permutation(len(x)) if shuffle else np.arange(len(x))
            _learn(network, x, y, augment, stop, bar)
            if run.seen == len(x):
                _finish_epoch(network, validation, bar)
            if checkpoint is not None:
                network.save(checkpoint)
    history = History({name: list(values) for name, values in run.history.items()}, run.epoch < epochs)
    if history.stopped:
        warnings.warn(
            f"stopped in epoch {run.epoch + 1} of {epochs}; fit(..., resume=True) goes on from there",
            stacklevel=2,
        )
    return history


def _part(network, x, y, validation_data, share):
    """Training and validation examples."""
    if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0 <= share < 1:
        raise ValueError(f"validation_split must be a share from 0 to below 1, got {share!r}")
    if validation_data is not None:
        if not isinstance(validation_data, (tuple, list)) or len(validation_data) != 2:
            raise TypeError("validation_data must be a pair (x, y)")
        return x, y, network.checked(*validation_data, name="validation ")
    if share == 0:
        return x, y, None
    kept = int(len(x) * (1 - share))
    if not 0 < kept < len(x):
        raise ValueError(
            f"validation_split {share} of {len(x)} examples leaves {kept} to learn from and "
            f"{len(x) - kept} to judge; both need at least one"
        )
    return x[:kept], y[:kept], (x[kept:], y[kept:])


def _start(network, checkpoint, resume, fresh):
    """The run to go on with, or a fresh one."""
    stored = checkpoint is not None and saving.checked_path(checkpoint).exists()
    if not resume:
        if stored:
            raise ValueError(
                f"{checkpoint} holds an earlier run; go on from it with resume=True, or remove it"
            )
        return fresh
    run, bring_back = network.run, lambda: None
    if stored:
        run, bring_back = saving.stored_run(network, checkpoint)
    elif checkpoint is not None:
        return fresh
    if run is None:
        raise ValueError("there is no fit to resume; call fit without resume=True first")
    for name, what in (("batch_size", "batch size"), ("data", "data")):
        if getattr(run, name) != getattr(fresh, name):
            raise ValueError(
                f"the fit to resume had another {what}; give the same, or begin anew without resume"
            )
    bring_back()  # only now: a refusal leaves the network as it was
    run.epochs = fresh.epochs
    return run


def _learn(network, x, y, augment, stop, bar):
    """Steps until the epoch ends or a stop is asked for."""
    run = network.run
    while run.seen < len(x) and not stop.asked:
        chosen = run.order[run.seen : run.seen + run.batch_size]
        pictures, wanted = x[chosen], y[chosen]
        if augment is not None:
            pictures = _augmented(augment, pictures, network)
        run.loss += network.train_on_batch(pictures, wanted) * len(chosen)
        if network.classes:
            hits = network.outputs.argmax(axis=1) == wanted.argmax(axis=1)
            run.hits += int(np.count_nonzero(hits))
        run.seen += len(chosen)
        bar.update()


def _augmented(augment, pictures, network):
    moved = np.asarray(augment(pictures, network.rng), dtype=network.dtype)
    if moved.shape != pictures.shape:
        raise ValueError(f"augment must keep the shape {pictures.shape}, got {moved.shape}")
    if not np.isfinite(moved).all():
        raise ValueError("augment must give ordinary numbers, got NaN or infinity")
    return moved


def _finish_epoch(network, validation, bar):
    """Write the epoch into the history, and make ready for the next."""
    run = network.run
    if not np.isfinite(run.loss):
        raise FloatingPointError(
            f"the loss is no longer a number in epoch {run.epoch + 1}; a smaller learning rate may "
            f"help, or pixels divided by their largest value"
        )
    measured = {"loss": run.loss / run.seen}
    if network.classes:
        measured["accuracy"] = run.hits / run.seen
    if validation is not None:
        judged = network.judge(*validation, JUDGED)
        measured["val_loss"] = judged.loss
        if network.classes:
            measured["val_accuracy"] = judged.accuracy
    for name, value in measured.items():
        run.history.setdefault(name, []).append(value)
    run.epoch, run.seen, run.loss, run.hits, run.order = run.epoch + 1, 0, 0.0, 0, None
    bar.set_postfix({name: f"{value:.4f}" for name, value in measured.items()}, refresh=False)


def _progress(run, examples, verbose):
    """A bar that counts steps; silent when not wanted."""
    steps = -(-examples // run.batch_size)
    done = run.epoch * steps + run.seen // run.batch_size
    return progress_bar(shown=verbose, total=run.epochs * steps, initial=done, unit="step")
