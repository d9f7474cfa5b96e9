"""Logistic regression as scikit-learn minimizes it, in the few lines that chapter 9 needs."""

import numpy as np


class LogisticRegression:
    """Multinomial logistic regression with the charge C, by Newton's method.

    The loss is convex: it has one lowest point, and whoever goes on to the end finds the
    same weights. `tol` is the largest slope, for each example, that may be left.
    """

    def __init__(self, C=1.0, solver="newton-cg", tol=1e-4, max_iter=100):
        self.C, self.solver, self.tol, self.max_iter = C, solver, tol, max_iter

    def fit(self, x, y):
        x = np.column_stack([np.asarray(x, float), np.ones(len(x))])
        self.classes_, place = np.unique(y, return_inverse=True)
        wanted = np.eye(len(self.classes_))[place]
        charge = np.full((x.shape[1], 1), 1 / (self.C * len(x)))
        charge[-1] = 0  # the bias costs nothing
        weights = np.zeros((x.shape[1], wanted.shape[1]))

        loss, p = self._loss(x, wanted, charge, weights)
        for _ in range(self.max_iter):
            slope = x.T @ (p - wanted) / len(x) + charge * weights
            if np.abs(slope).max() <= self.tol:
                break
            step = _solved(lambda v, p=p: _curvature(x, p, charge, v), -slope)
            size = 1.0
            while True:  # half the step until it leads down
                after, q = self._loss(x, wanted, charge, weights + size * step)
                if after <= loss or size < 1e-10:
                    break
                size /= 2
            weights, loss, p = weights + size * step, after, q
        self.coef_, self.intercept_ = weights[:-1].T, weights[-1]
        return self

    def _loss(self, x, wanted, charge, weights):
        scores = x @ weights
        scores -= scores.max(axis=1, keepdims=True)
        logarithm = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        loss = -(wanted * logarithm).sum() / len(x) + (charge * weights**2).sum() / 2
        return loss, np.exp(logarithm)

    def decision_function(self, x):
        return np.asarray(x, float) @ self.coef_.T + self.intercept_

    def predict(self, x):
        return self.classes_[self.decision_function(x).argmax(axis=1)]

    def score(self, x, y):
        return float(np.mean(self.predict(x) == y))


def _curvature(x, p, charge, v):
    """How the slope changes along v."""
    moved = x @ v
    return x.T @ (p * (moved - (p * moved).sum(axis=1, keepdims=True))) / len(x) + charge * v


def _solved(curvature, wanted):
    """v with curvature(v) = wanted, near enough for one step, by conjugate gradients."""
    v, left = np.zeros_like(wanted), wanted.copy()
    way, size = left.copy(), (left**2).sum()
    enough = min(0.25, size**0.25) ** 2 * size  # the nearer the end, the more exactly
    for _ in range(wanted.size):
        if size <= enough:
            break
        curved = curvature(way)
        length = size / (way * curved).sum()
        v += length * way
        left -= length * curved
        size, before = (left**2).sum(), size
        way = left + size / before * way
    return v
