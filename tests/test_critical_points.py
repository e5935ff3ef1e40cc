"""Stationary excitation energies, Eq. (3.16), against finite differences and independent digits."""

import numpy as np
import pytest

from softglass import critical_points, oscillator

SADDLES = {  # computed elsewhere by two multiprecision methods: K*, energy
    1: (1.894410136477483487675, 2.182133143441351750248),
    2: (2.153901231730544805937, 5.267176274422438901357),
    3: (2.279182119249452442365, 8.886520758992937123786),
    4: (2.391084222447, 12.923051254347),
    5: (2.488102095561, 17.313549852329),
}
MINIMA = {
    2: (-3.95684715183191, 3.65111873967046),
    3: (-5.17308939, 5.98442879),
    4: (-5.32077219, 9.26002674),
    5: (-6.01278769, 12.63549216),
}


def shifted_excitation(n, a, b):
    """ε_n as a function of (a, b), by way of a label (K1, K2) of the same potential."""
    place = np.roots([4, 0, 2 * a, b])
    place = place[np.abs(place.imag).argmin()].real
    return float(oscillator.excitation(a + 6 * place**2, 4 * place, n))


def differences(function, step):
    """Gradient and Hessian of a function of two offsets by central differences of high order."""
    weights = {-3: -1 / 60, -2: 3 / 20, -1: -3 / 4, 1: 3 / 4, 2: -3 / 20, 3: 1 / 60}

    def first(f):
        return sum(w * f(k * step) for k, w in weights.items()) / step

    gradient = first(lambda x: function(x, 0)), first(lambda y: function(0, y))
    second = {0: -49 / 18, 1: 3 / 2, 2: -3 / 20, 3: 1 / 90}

    def curve(f):
        return sum(second[abs(k)] * f(k * step) for k in range(-3, 4)) / step**2

    mixed = first(lambda x: first(lambda y: function(x, y)))
    diagonal = curve(lambda x: function(x, 0)), curve(lambda y: function(0, y))
    return np.array(gradient), np.array([[diagonal[0], mixed], [mixed, diagonal[1]]])


@pytest.mark.parametrize("n", SADDLES)
def test_saddles(n):
    """Position and energy of the stationary points on the fold: would catch a wrong condition, a
    grid too small, or another stationary point."""
    point = critical_points.critical_point(n)
    assert (point.n, point.K1, point.kind) == (n, 0.0, "saddle")
    assert (point.K2, point.energy) == pytest.approx(SADDLES[n], rel=1e-11)
    assert point.energy == pytest.approx(oscillator.excitation(0, point.K2, n), abs=1e-10)


@pytest.mark.parametrize("n", SADDLES)
def test_saddle_derivatives(n):
    """Gradient zero and Hessian as by finite differences of another solver: would catch a missing
    state or sign in the perturbation sum."""
    point = critical_points.critical_point(n)
    gradient, hessian = differences(
        lambda x, y: float(oscillator.excitation(x, point.K2 + y, n)), 0.01
    )
    assert gradient == pytest.approx([0, 0], abs=1e-9)
    assert point.hessian == pytest.approx(hessian, abs=3e-7)
    assert point.determinant == pytest.approx(np.linalg.det(hessian), rel=1e-6)


def test_published_hessian():
    """Digits of the first saddle."""
    point = critical_points.critical_point(1)
    assert point.hessian.ravel() == pytest.approx(
        [1.09208847, -1.78205784, -1.78205784, 2.53196133], abs=6e-9
    )
    assert point.determinant == pytest.approx(-0.41060437, abs=6e-9)


@pytest.mark.parametrize("n", MINIMA)
def test_minima_of_the_physical_plane(n):
    """Position, energy and Hessian in (a, b), where ε_2 to ε_5 do have minima."""
    point = critical_points.physical_critical_point(n)
    assert (point.n, point.b, point.kind) == (n, 0.0, "minimum")
    assert (point.a, point.energy) == pytest.approx(MINIMA[n], rel=2e-9)
    gradient, hessian = differences(lambda x, y: shifted_excitation(n, point.a + x, y), 0.0007)
    assert gradient == pytest.approx([0, 0], abs=1e-8)
    assert point.hessian == pytest.approx(hessian, abs=2e-5 * np.abs(hessian).max())


def test_first_excitation_has_no_physical_critical_point():
    """ε_1 rises with a on b = 0 and with |b| off it: the reason why n = 1 is refused."""
    a = np.linspace(-12, 5, 60)
    on_axis = oscillator.excitation(a, 0)
    resolved = on_axis > 1e-8
    assert (np.diff(on_axis[resolved]) > 0).all()
    for a in (-8.0, -4.0, 0.0, 4.0):
        off_axis = [shifted_excitation(1, a, b) for b in np.linspace(0.05, 15, 40)]
        assert (np.diff(off_axis) > 0).all()
    with pytest.raises(ValueError, match=r"n is 1.*nowhere stationary"):
        critical_points.physical_critical_point(1)


def test_fold_explains_the_saddles():
    """The Jacobian by differences of the map itself, and on K1 = 0 the two conditions in one:
    dε/dK2 = -(3 K2/4) dε/dK1 for every K2, stationary or not."""
    for K1, K2 in ((-3.0, 1.2), (0.0, 2.0), (5.0, -0.7)):
        columns = [
            np.subtract(
                oscillator.canonical(K1 + h, K2 + k)[:2], oscillator.canonical(K1 - h, K2 - k)[:2]
            )
            / 2e-5
            for h, k in ((1e-5, 0), (0, 1e-5))
        ]
        assert np.linalg.det(columns) == pytest.approx(critical_points.fold_jacobian(K1), abs=1e-8)
    assert critical_points.fold_jacobian([0, 2]).tolist() == [0, -1]


@pytest.mark.parametrize("n", [0, 6, -1])
def test_level_out_of_range(n):
    """Only n = 1 to 5 is known."""
    for function in (critical_points.critical_point, critical_points.physical_critical_point):
        with pytest.raises(ValueError, match=rf"n is {n}: it must be from [12] to 5"):
            function(n)


def test_bad_kinds():
    """Non-integers and non-finite numbers are named."""
    with pytest.raises(TypeError, match="n is"):
        critical_points.critical_point(1.5)
    with pytest.raises(ValueError, match="K1 contains nan"):
        critical_points.fold_jacobian(np.nan)


def test_results_cannot_be_changed():
    """Results are cached, so they must be read-only."""
    with pytest.raises(ValueError, match="read-only"):
        critical_points.critical_point(1).hessian[0, 0] = 1
