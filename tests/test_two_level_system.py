"""Tunnelling two-level systems, Eq. (3.15), against multiprecision, closed forms and limits."""

import mpmath as mp
import multiprecision
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softglass import _double_well, _half_line, oscillator, tunneling_laws
from softglass import two_level_system as tls

LAWS = (
    tls.classical_asymmetry,
    tls.matrix_asymmetry,
    tunneling_laws.level_spacing,
    tunneling_laws.tunneling_exponent,
    tunneling_laws.crude_tunnel_splitting,
    tunneling_laws.instanton_tunnel_splitting,
    tunneling_laws.wkb_tunnel_splitting,
)


def from_shifted(a, b):
    """(K1, K2) of branch 1 for given a < 0 and b >= 0."""
    top = np.sort(np.roots([4, 0, 2 * a, b]).real)[1] if b else 0.0
    return a + 6 * top**2, 4 * top


def random_double_wells(count, deepest, seed=7):
    """(K1, K2) of branch 1: all depths down to a = -deepest, all tilts up to the cusp."""
    generator = np.random.default_rng(seed)
    a = -(10 ** generator.uniform(-2, np.log10(deepest), count))
    b = generator.uniform(0, 1, count) * np.sqrt(-8 * a**3 / 27)
    return np.array([from_shifted(*pair) for pair in zip(a, b, strict=True)]).T


# Exact splittings -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("K1", "K2", "digits", "size"),
    [
        (-4, 0, 35, 80),  # wide doublet
        (-8, 1e-5, 40, 90),  # asymmetry and tunnelling of the same size
        (-10, 1e-6, 40, 90),
        (-12, 1e-9, 40, 100),
        (-20, 1e-17, 45, 130),
        (-30, 0, 60, 200),
        (16, 8, 40, 90),  # branch 2, symmetric without rounding
        (40, np.sqrt(160), 45, 130),  # branch 2, symmetric but for rounding
        (-1.5, 2.5, 35, 80),  # shallow and tilted
        (1.12, 2, 35, 80),  # just short of the cusp
    ],
)
def test_splitting_against_multiprecision(K1, K2, digits, size):
    """E_1 - E_0 of the whole well in an oscillator basis: would catch a wrong identity, rounding
    of the tilt, a level taken for another, and any loss of digits in small splittings."""
    K1, K2 = float(K1), float(K2)
    with mp.workdps(digits):
        energy = oscillator.levels(K1, K2, 2).mean() - oscillator.canonical_constant(K1, K2)
        reference = multiprecision.lowest_gap(K1, K2, mp.mpf(float(energy)) + mp.mpf("1e-9"), size)
        error = tls.two_level_parameters(K1, K2).splitting / reference - 1
    assert abs(error) < 1e-9


@pytest.mark.parametrize(
    ("K1", "K2", "digits"),
    [(-3, 0.4, 22), (-12, 1e-9, 24), (-20, 0.3, 34), (-1.5, 2.5, 22), (-25, 0.02, 42)],
)
def test_parameters_against_their_definition(K1, K2, digits):
    """2Δ and 2J from four half-line energies in multiprecision: would catch an error in the
    Herring identity, in its widths or in the slope used near symmetry."""
    alpha, beta, _ = (np.atleast_1d(x) for x in _double_well.around_barrier_top(K1, K2))
    guess = _half_line.ground(_half_line.halves(alpha.repeat(2), np.array([1, -1]) * beta)).neumann
    found = tls.two_level_parameters(K1, K2)
    with mp.workdps(digits):
        asymmetry, tunnel_splitting = multiprecision.half_line_reference(K1, K2, guess)
        errors = found.asymmetry / asymmetry - 1, found.tunnel_splitting / tunnel_splitting - 1
    assert max(map(abs, errors)) < 1e-9


@pytest.mark.parametrize(
    ("K1", "J"),
    [
        (-2, 0.78762102478972656528),
        (-15, 9.7474605770423390046e-11),
        (-36, 1.4077887647419292544e-42),
        (-40, 4.3157210137242748914e-50),
    ],
)
def test_published_symmetric_splittings(K1, J):
    """Digits computed elsewhere by two multiprecision methods, in both labellings: would catch
    any systematic error of the whole chain."""
    found = tls.two_level_parameters([K1, -2 * K1], [0, np.sqrt(-8 * K1)])
    assert found.tunnel_splitting == pytest.approx([2 * J, 2 * J], rel=1e-9)
    assert found.splitting[0] == found.tunnel_splitting[0]


def test_splitting_against_diagonalisation():
    """E of random double wells of every tilt against the grid solver, where its digits suffice:
    would catch a level missed by Newton's method or a gap taken inside the wrong well."""
    K1, K2 = random_double_wells(250, 40)
    found = tls.two_level_parameters(K1, K2).splitting
    assert found == pytest.approx(oscillator.excitation(K1, K2), abs=3e-10)


@pytest.mark.parametrize(("K1", "K2"), [(15.5, 8), (14, 8), (14.5, 8), (2, 4), (-1, 2), (15, 8)])
def test_gap_at_resonances(K1, K2):
    """b = 2k exactly, or odd and so between: the lowest gap although the second and third level,
    or two of the halves' levels, nearly coincide: would catch E_2 - E_0."""
    b = oscillator.canonical(K1, K2).b
    assert b == round(b)
    found = tls.two_level_parameters(K1, K2).splitting
    assert found == pytest.approx(oscillator.excitation(K1, K2), rel=1e-9)


@pytest.mark.parametrize("a", [-15.0, -20.0, -40.0])
def test_second_resonance_is_harmonic(a):
    """At b = 4 the two lowest levels are those of a quasi-exactly solvable potential, a distance
    2 (2|a|)^(1/2) apart but for tunnelling: would catch a wrong gap inside the deeper well."""
    gap = tls.two_level_parameters(*from_shifted(a, 4.0)).splitting
    assert gap == pytest.approx(2 * np.sqrt(-2 * a), rel=1e-9)


@pytest.mark.parametrize("k", [0, 1, 2, 3])
def test_ladders_meet_at_even_tilts(k):
    """Near b = 2k the lower well's level k meets the upper ground state, so 2Δ there equals the
    k-th excitation of the nearly uncoupled lower well: would catch a wrong asymmetry."""
    a = -14.0
    K1, K2 = from_shifted(a, 2.0 * k)
    found = tls.two_level_parameters(K1, K2)
    assert found.asymmetry == pytest.approx(
        oscillator.excitation(K1, K2, max(k, 1)) * (k > 0), abs=2e-3
    )


def test_tiny_tilt_near_symmetry():
    """2Δ is proportional to b however small b is: would catch cancellation in the tilt, in the
    asymmetry, and a jump where the two ways to compute it meet."""
    K2 = np.array([1e-200, 1e-30, 1e-12, 1e-8, 1e-6, 3e-5, 1e-4, 1e-3])
    ratio = tls.two_level_parameters(-9, K2).asymmetry / K2
    assert ratio == pytest.approx(np.full(K2.size, ratio[0]), rel=2e-7)


def test_two_level_form_in_deep_wells():
    """E = 2 (Δ² + J²)^(1/2) with x01 of the symmetric well, errors as computed in multiprecision
    for the review's formula: would catch a wrong 2Δ, and shows how good the formula is."""
    for a, f, error in (
        (-10, 0.1, 3.9e-6),
        (-10, 0.5, 9.8e-5),
        (-6, 0.3, 5.3e-4),
        (-4, 0.8, 6.3e-2),
    ):
        b = f * 2 * np.sqrt(-2 * a) / (2 * np.sqrt(-a / 2))
        K1, K2 = from_shifted(a, b)
        J = tls.two_level_parameters(a, 0).tunnel_splitting
        model = np.hypot(J, tls.matrix_asymmetry(K1, K2))
        exact = tls.two_level_parameters(K1, K2).splitting
        assert abs(model / exact - 1) == pytest.approx(error, rel=0.03)


def test_beyond_the_smallest_float():
    """Splittings below 1e-308 end as zero, never as NaN or an overflow."""
    found = tls.two_level_parameters([-130, -200, -300], [0, 0, 1e-3])
    assert 0 < found.tunnel_splitting[0] < 1e-299
    assert found.tunnel_splitting[1:].tolist() == [0, 0]
    assert found.splitting[1] == 0
    assert found.splitting[2] == found.asymmetry[2] > 1


# One family in two labellings -------------------------------------------------------------------


def test_branches_are_one_family():
    """The three labels of each double well have equal (a, |b|), equal spectra and equal two-level
    parameters, one on branch 1 and two on branch 2: the review counts one well as two kinds."""
    K1, K2 = random_double_wells(20, 15)
    k1, k2 = tls.labels(K1, K2)
    assert (tls.branch(k1, k2) == [2, 1, 2]).all()
    a, b, _ = oscillator.canonical(k1, k2)
    scale = 1 + np.abs(a)
    assert np.ptp(a, axis=-1) == pytest.approx(0, abs=1e-14 * scale.max())
    assert np.ptp(np.abs(b), axis=-1) == pytest.approx(0, abs=1e-14 * (scale**1.5).max())
    levels = oscillator.levels(k1, k2) - oscillator.canonical_constant(k1, k2)[..., None]
    assert np.ptp(levels, axis=1) == pytest.approx(0, abs=2e-10)
    found = tls.two_level_parameters(k1, k2)
    for values in (found.asymmetry, found.tunnel_splitting, found.splitting):
        assert np.ptp(values, axis=-1) / values[:, 1] == pytest.approx(0, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(st.floats(-20, -0.1), st.floats(-4, 4))
def test_mirror_image(K1, K2):
    """K2 → -K2 is a mirror image: would catch a sign that leaks into a result."""
    left, right = tls.two_level_parameters([K1, K1], [K2, -K2]), tls.labels(K1, K2)
    for values in (left.asymmetry, left.tunnel_splitting, left.splitting):
        assert values[0] == values[1]
    assert (np.diff(right[1]) > 0).all()


def test_batches_do_not_matter():
    """An array gives what its elements give alone: would catch rows mixed up in a batch."""
    K1, K2 = random_double_wells(150, 30)
    together = tls.two_level_parameters(K1.reshape(10, 15), K2.reshape(10, 15))
    for i in (0, 37, 149):
        alone = tls.two_level_parameters(K1[i], K2[i])
        assert together.splitting.flat[i] == pytest.approx(alone.splitting, rel=1e-9)
        assert together.tunnel_splitting.flat[i] == pytest.approx(alone.tunnel_splitting, rel=1e-9)


# The review's laws ------------------------------------------------------------------------------


def test_review_asymmetry_is_first_order():
    """|τ_j| f_j agrees with the classical asymmetry to first order in τ on both branches: would
    catch a wrong constant in τ, ζ or f."""
    for K1, K2 in ((-5.0, 1e-5), (10.0, np.sqrt(40) * (1 + 1e-5))):
        review = tls.review_parameters(K1, K2)
        assert review.asymmetry == pytest.approx(tls.classical_asymmetry(K1, K2), rel=1e-3)
        zeta = review.zeta * (1 if K1 < 0 else 4 / 9)
        exponent = np.sqrt(2) / 3 * zeta**1.5
        assert exponent == pytest.approx(tunneling_laws.tunneling_exponent(K1, K2), rel=1e-3)


def test_classical_asymmetry_is_a_difference_of_depths():
    """The closed form against the two minima found from the polynomial."""
    K1, K2 = random_double_wells(30, 30)
    a, b, _ = oscillator.canonical(K1, K2)
    for found, ai, bi in zip(tls.classical_asymmetry(K1, K2), a, b, strict=True):
        minima = np.sort(np.roots([4, 0, 2 * ai, bi]).real)[[0, 2]]
        depths = np.polyval([1, 0, ai, bi, 0], minima)
        assert found == pytest.approx(abs(np.ptp(depths)), rel=1e-6, abs=1e-9)


# Bad input --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "function", [tls.branch, tls.labels, tls.two_level_parameters, tls.review_parameters, *LAWS]
)
def test_bad_input(function):
    """Single wells, cusps, NaN and wrong kinds are named, not computed."""
    for K1, K2 in ((1, 0), (0, 0), (0, 3), (9 / 32, 1), (40, -3)):
        with pytest.raises(ValueError, match=rf"K1 = {K1:g}.*K2 = {K2:g}.*K1 < 0 or 0 < K1"):
            function(K1, K2)
    with pytest.raises(ValueError, match="K1 contains nan"):
        function([np.nan, -1], 0)
    with pytest.raises(ValueError, match="K2 contains inf"):
        function(-1, np.inf)
    with pytest.raises(TypeError, match="K1"):
        function("deep", 0)
    with pytest.raises(ValueError, match="broadcast"):
        function([-1, -2], [0, 0, 0])


def test_limits_of_validity():
    """Where a law or the solver does not apply it says so."""
    with pytest.raises(ValueError, match="too deep"):
        tls.two_level_parameters(-1e3, 0)
