"""The quantile of Student's t distribution that 95 % confidence intervals of a mean need."""

from __future__ import annotations

import math
import statistics


def student_t_975(degrees: int) -> float:
    """The 97.5 % quantile for `degrees` of freedom, right to five digits.

    The first two have closed forms; from there on Cornish and Fisher's expansion around the normal quantile
    (Abramowitz & Stegun, 26.7.5) starts a few steps of Newton's method on the distribution itself, which for whole
    degrees is a finite sum (26.7.3, 26.7.4).

    Raises:
        ValueError: no degree of freedom.
    """
    if degrees < 1:
        raise ValueError(f"{degrees} degrees of freedom")
    z = statistics.NormalDist().inv_cdf(0.975)
    t = z + (z**3 + z) / (4 * degrees) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * degrees**2)
    for _step in range(60):
        error = _cumulative(t, degrees) - 0.975
        step = error / _density(t, degrees)
        t -= step
        if abs(step) < 1e-9 * t:
            break
    return t


def _density(t: float, degrees: int) -> float:
    log = math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2) - 0.5 * math.log(degrees * math.pi)
    return math.exp(log - (degrees + 1) / 2 * math.log1p(t * t / degrees))


def _cumulative(t: float, degrees: int) -> float:
    """For t > 0."""
    angle = math.atan2(t, math.sqrt(degrees))
    sine, cosine = math.sin(angle), math.cos(angle)
    if degrees % 2:
        term, total = cosine, 0.0
        for n in range(3, degrees + 1, 2):
            total += term
            term *= cosine * cosine * (n - 1) / n
        inside = 2 / math.pi * (angle + sine * total)
    else:
        term, total = 1.0, 0.0
        for n in range(2, degrees + 1, 2):
            total += term
            term *= cosine * cosine * (n - 1) / n
        inside = sine * total
    return 0.5 + inside / 2
