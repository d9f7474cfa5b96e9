"""A new last layer for a network that is kept as it is: logistic regression on its features."""

import numpy as np

from cnn_course._checks import numbers, whole
from cnn_course._keras import import_keras, tested_settings

# How loosely the weights are held; which fits is asked of parts of the training pictures.
LOOSENESS = (1e-4, 1e-3, 1e-2, 1e-1, 1.0)
PARTS = 5


@tested_settings()
def new_end(base, features, labels, classes):
    """Learn a last layer by logistic regression, and put it behind the network.

    Parameters
    ----------
    base : keras.Model
        Pictures in, features (N, F) out; see `backbone`. It is frozen.
    features : array_like, (N, F)
        ``base.predict(pictures)`` of the training pictures.
    labels : array_like of int, (N,)
        0 to classes - 1, each of them at least once.
    classes : int

    Returns
    -------
    keras.Model
        Pictures in, probabilities (N, classes) out.

    Raises
    ------
    TypeError, ValueError
        For features, labels and classes that do not belong together.

    Notes
    -----
    scikit-learn brings each feature to mean 0 and spread 1, and learns; both is then one
    dense layer. How loosely the weights are held (``C``) is chosen among five by the loss
    on parts of the training pictures that were held out, where each class has two or more.
    """
    features = numbers(features, "features", {2: "(N, F)"})
    labels, classes = numbers(labels, "labels", {1: "(N,)"}), whole(classes, "classes", 2)
    if labels.dtype.kind != "i" or len(labels) != len(features):
        raise ValueError(
            f"there must be a whole-number label for each row of features, got {len(labels)} "
            f"labels ({labels.dtype}) and {len(features)} rows"
        )
    if features.shape[1:] != tuple(base.output_shape)[1:]:
        raise ValueError(
            f"the features are rows of {features.shape[1]}, the base answers with "
            f"{base.output_shape[1:]}; take base.predict(pictures)"
        )
    if set(labels.tolist()) != set(range(classes)):
        raise ValueError(
            f"each of the {classes} classes must be there, as 0 to {classes - 1}; got the labels "
            f"{sorted(set(labels.tolist()))}"
        )
    kernel, bias = _learned(features, labels)
    base.trainable = False
    answer = import_keras().layers.Dense(classes, activation="softmax", name="new_end")
    model = import_keras().Model(base.input, answer(base.output), name=f"{base.name}_new_end")
    answer.set_weights([kernel, bias])
    return model


def _learned(features, labels):
    """Weights (F, classes) and bias (classes,) of the dense layer."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GridSearchCV, StratifiedKFold
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from threadpoolctl import threadpool_limits  # scikit-learn brings it

    learner = make_pipeline(
        StandardScaler(), LogisticRegression(C=LOOSENESS[len(LOOSENESS) // 2], max_iter=2000)
    )
    parts = min(PARTS, np.bincount(labels).min())
    if parts > 1:
        learner = GridSearchCV(
            learner,
            {"logisticregression__C": LOOSENESS},
            scoring="neg_log_loss",
            cv=StratifiedKFold(parts, shuffle=True, random_state=0),
        )
    with threadpool_limits(1):  # many small products: threads take longer to agree than to work
        learner.fit(features, labels)
    scaler, end = learner.best_estimator_ if parts > 1 else learner
    weights, shift = end.coef_, end.intercept_  # (classes, F), or (1, F) for two classes
    if len(weights) == 1:
        weights, shift = np.vstack([0 * weights, weights]), np.append(0, shift)
    kernel = (weights / scaler.scale_).T  # (F, classes)
    return kernel, shift - scaler.mean_ @ kernel
