"""The soft potential: extrema, force constants and classes against brute force and symmetry."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from softglass import soft_potential as soft

ETA = some.floats(-1, 1)
XI = some.floats(-2, 2)


def derivative(x, eta, xi, order):
    return np.polynomial.Polynomial([0, 0, eta, xi, 1]).deriv(order)(x)


@given(x=some.floats(-2, 2), eta=ETA, xi=XI)
def test_mirror(x, eta, xi):
    """Catches a wrong power of x: V(x; η, ξ) = V(-x; η, -ξ)."""
    assert soft.potential(x, eta, xi) == soft.potential(-x, eta, -xi)


@given(x=some.floats(-2, 2), eta=ETA, xi=XI, scale=some.floats(0.5, 2))
def test_scaling(x, eta, xi, scale):
    """Catches wrong exponents of η and ξ: V(sx; s²η, sξ) = s⁴ V(x; η, ξ)."""
    stretched = soft.potential(scale * x, scale**2 * eta, scale * xi)
    assert stretched == pytest.approx(scale**4 * soft.potential(x, eta, xi), rel=1e-9, abs=1e-12)


@given(eta=ETA, xi=XI)
def test_extrema_are_all_the_zeros_of_the_slope(eta, xi):
    """Catches missing, invented or misplaced extrema: roots of V' from a polynomial solver."""
    line = 9 * xi**2 / 32
    assume(abs(eta - line) > 1e-6 and abs(eta) > 1e-6)
    roots = np.polynomial.Polynomial([0, 0, eta, xi, 1]).deriv().roots()
    real = np.sort(roots[np.abs(roots.imag) < 1e-9].real)
    found = soft.extrema(eta, xi)
    np.testing.assert_allclose([point.x for point in found], real, atol=1e-8)
    for point in found:
        assert point.curvature == pytest.approx(derivative(point.x, eta, xi, 2), abs=1e-12)
        assert point.value == pytest.approx(soft.potential(point.x, eta, xi), abs=1e-14)
        assert point.kind == ("minimum" if point.curvature > 0 else "maximum")


@pytest.mark.parametrize(
    ("eta", "xi", "expected"),
    [
        (0.0, 0.0, [(0, "minimum")]),
        (0.0, 1.0, [(-0.75, "minimum"), (0, "inflection")]),
        (0.0, -1.0, [(0, "inflection"), (0.75, "minimum")]),
        (9 / 32, 1.0, [(-0.375, "inflection"), (0, "minimum")]),
        (9 / 32 * 1.7**2, 1.7, [(-0.375 * 1.7, "inflection"), (0, "minimum")]),
        (0.25, 1.0, [(-0.5, "minimum"), (-0.25, "maximum"), (0, "minimum")]),
        (1.0, 0.0, [(0, "minimum")]),
    ],
)
def test_extrema_on_the_special_lines(eta, xi, expected):
    """Catches doubled or lost extrema exactly where two of them merge."""
    found = soft.extrema(eta, xi)
    assert [point.kind for point in found] == [kind for _, kind in expected]
    np.testing.assert_allclose([point.x for point in found], [x for x, _ in expected], atol=1e-15)


def test_extrema_of_arrays_are_tuples_in_an_array():
    """Catches padding with NaN where potentials have unequal numbers of extrema."""
    found = soft.extrema([[1.0], [-1.0]], [0.0, 0.5])
    assert found.shape == (2, 2)
    assert [len(points) for points in found.flat] == [1, 1, 3, 3]


@given(eta=ETA, xi=XI)
def test_global_minimum_is_the_deepest_point(eta, xi):
    """Catches the wrong well chosen: no point of a fine grid lies deeper."""
    deepest = soft.global_minimum(eta, xi)
    x = np.linspace(-3, 3, 3001)
    assert deepest.value <= soft.potential(x, eta, xi).min() + 1e-12
    assert deepest.value == pytest.approx(soft.potential(deepest.x, eta, xi), abs=1e-14)
    assert deepest.force_constant == pytest.approx(derivative(deepest.x, eta, xi, 2) / 2, abs=1e-12)


@given(eta=ETA, xi=XI)
def test_force_constants_are_half_curvatures(eta, xi):
    """Catches a wrong sign or factor in (3.4): k = V''/2 at x0, x1, x2 by their own formula."""
    line = 9 * xi**2 / 32
    assume(eta < line - 1e-9 and abs(xi) > 1e-6)
    root = np.sqrt(1 - eta / line)
    x = np.array([0, 3 * xi / 8 * (-1 + root), 3 * xi / 8 * (-1 - root)])
    found = np.array(soft.force_constants(eta, xi))
    np.testing.assert_allclose(found, derivative(x, eta, xi, 2) / 2, atol=1e-9)
    printed = 2 * line * (root**2 - np.array([root, -root]))
    np.testing.assert_allclose(found[1:], printed, rtol=1e-9, atol=1e-12)


def test_force_constants_without_asymmetry():
    """Catches 0/0 in Λ = 1 - η/η^(0) at ξ = 0: both wells have k = -2η."""
    found = soft.force_constants([-0.5, -1e-3, 0.0], 0.0)
    np.testing.assert_allclose(found.k1, [1.0, 2e-3, 0.0])
    np.testing.assert_allclose(found.k2, found.k1)


def test_force_constants_need_the_extrema():
    """Catches NaN for a single well; the message says where wells end."""
    with pytest.raises(ValueError, match=r"eta contains 0\.5: .*0\.28125"):
        soft.force_constants([0.1, 0.5], 1.0)


@given(xi=XI)
def test_wells_are_equally_deep_on_their_line(xi):
    """Catches a wrong η = ξ²/4: both wells at zero, mirror images about -ξ/4."""
    assume(abs(xi) > 1e-3)
    eta = soft.degenerate_eta(xi)
    wells = [point for point in soft.extrema(eta, xi) if point.kind == "minimum"]
    assert len(wells) == 2
    assert wells[0].x + wells[1].x == pytest.approx(-xi / 2)
    assert [well.value for well in wells] == pytest.approx([0, 0], abs=1e-14)


@given(eta=ETA, xi=XI)
def test_class_follows_from_the_number_of_minima(eta, xi):
    """Catches swapped classes, by counting minima away from the lines."""
    line = 9 * xi**2 / 32
    assume(min(abs(eta), abs(eta - line)) > 1e-6)
    minima = sum(point.kind == "minimum" for point in soft.extrema(eta, xi))
    expected = {1: "single_well", 2: "double_well"}[minima]
    assert soft.classify(eta, xi, width=0) == expected


@pytest.mark.parametrize("xi", [0.0, 0.1, 0.3, -0.7, 1.1, 1.9])
def test_states_on_the_lines_are_singular(xi):
    """Catches rounding that pushes a potential off the line on which it was put."""
    eta = [0.0, soft.critical_eta(xi), 9 * (xi * xi) / 32, (3 * xi) ** 2 / 32]
    assert set(soft.classify(eta, xi, width=0)) == {"singular"}


def test_width_of_the_singular_strips():
    """Catches a strip on one side only, a strip that ignores `width`, or a changed default."""
    line = float(soft.critical_eta(0.8))
    eta = np.array([-0.011, -0.009, 0.009, 0.011, line - 0.011, line - 0.009, line + 0.009])
    near = ["double_well", "singular", "singular", "double_well", "double_well", *["singular"] * 2]
    assert soft.classify(eta, 0.8).tolist() == near
    assert soft.classify(line + 0.011, 0.8) == "single_well"
    assert soft.classify(line + 0.011, 0.8, width=0.02) == "singular"


def test_negative_width():
    """Catches strips turned inside out."""
    with pytest.raises(ValueError, match="width"):
        soft.classify(0.0, 0.0, width=-0.01)
