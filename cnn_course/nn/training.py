"""The loop around the steps: epochs, batches, progress, interruption, going on."""

import warnings
import zlib

import numpy as np

from cnn_course._checks import true_or_false, whole
from cnn_course._streams import progress_bar
from cnn_course.nn import saving
from cnn_course.nn.history import History, Run
from cnn_course.nn.interruption import Interruption

# Examples judged at a time, as in Keras: small products, which one core does fastest.
JUDGED = 32


def fit(
    network,
    x,
    y,
    epochs,
    batch_size,
    validation_data,
    validation_split,
    shuffle,
    augment,
    checkpoint,
    resume,
    verbose,
):
    """What :meth:`Network.fit` does, and where it is explained."""
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
    history = History(
        {name: list(values) for name, values in run.history.items()}, run.epoch < epochs
    )
    if history.stopped:
        warnings.warn(
            f"stopped in epoch {run.epoch + 1} of {epochs}; fit(..., resume=True) goes on from there",
            stacklevel=3,
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
