"""
Systems of a few linear equations with a positive definite matrix, by its Cholesky factor. Knows nothing of what they
are for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["Matrix", "inverse_diagonal", "solved"]

#: Rows of a symmetric, positive definite matrix.
Matrix = list[list[float]]


def _factor(matrix: Matrix) -> Matrix:
    found: Matrix = []
    for row, given in enumerate(matrix):
        new: list[float] = []
        for column in range(row):
            other = found[column]
            rest = given[column] - math.fsum(one * two for one, two in zip(new, other, strict=False))
            new.append(rest / other[column])
        new.append(math.sqrt(given[row] - math.fsum(each * each for each in new)))
        found.append(new)
    return found


def solved(matrix: Matrix, right: Sequence[float]) -> list[float]:
    """
    Return x for which *matrix* times x is *right*. Raises `ValueError` or `ZeroDivisionError` where the matrix is not
    positive definite.
    """
    lower, size = _factor(matrix), len(right)
    down: list[float] = []
    for row in range(size):
        down.append((right[row] - math.fsum(map(float.__mul__, lower[row], down))) / lower[row][row])
    up = [0.0] * size
    for row in reversed(range(size)):
        later = math.fsum(lower[other][row] * up[other] for other in range(row + 1, size))
        up[row] = (down[row] - later) / lower[row][row]
    return up


def inverse_diagonal(matrix: Matrix) -> list[float]:
    """
    Return the diagonal of the inverse. Raises as `solved` does.
    """
    size = len(matrix)
    return [solved(matrix, [float(row == column) for row in range(size)])[column] for column in range(size)]
