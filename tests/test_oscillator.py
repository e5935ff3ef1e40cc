"""The reduced oscillator against a power series, a second basis, sum rules and published digits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from mpmath import mp, mpf

from softglass import oscillator
from softglass.parameters import SoftPotentialScales

K1_RANGE = some.floats(-60, 60)
K2_RANGE = some.floats(-15, 15)

# K1, K2: corners of the range, the cusp K1 = 0, the birth of the second well, equal wells
HARD = [
    (0.0, 0.0),
    (-4.0, 1.0),
    (-60.0, 15.0),
    (60.0, -15.0),
    (0.0, 15.0),
    (60.0, 0.0),
    (9 * 14.0**2 / 32, 14.0),
    (56.25, 15.0),
    (56.24, 15.0),
    (-60.0, 0.0),
    (-15.0, 1e-3),
]


def reach(K1, K2, energy, action=18.0):
    """Interval beyond whose ends a state of this energy has fallen by e^-action."""
    X, step = np.linspace(-40, 40, 160_001, retstep=True)
    momentum = np.sqrt(np.maximum(K1 * X**2 + K2 * X**3 + X**4 - energy, 0))
    allowed = np.flatnonzero(momentum == 0)
    rise = np.cumsum(momentum) * step
    inside = (rise > rise[allowed[0]] - action) & (rise < rise[allowed[-1]] + action)
    return X[inside][0], X[inside][-1]


def series_at_ends(first, second, L, potential, energy):
    """ψ at +L and -L from the power series with ψ(0) = first, ψ'(0) = second, in mp numbers."""
    terms = [first, second * L]
    scaled = [c * L ** (k + 2) for k, c in enumerate(potential)]
    scaled[0] -= energy * L**2
    small = 0
    while small < 10:
        k = len(terms) - 2
        total = sum(c * terms[k - j] for j, c in enumerate(scaled) if j <= k)
        terms.append(total / ((k + 1) * (k + 2)))
        small = small + 1 if abs(terms[-1]) < mp.eps * max(map(abs, terms[:40])) else 0
    even, odd = mp.fsum(terms[0::2]), mp.fsum(terms[1::2])
    return even + odd, even - odd


def power_series_level(K1, K2, guess):
    """The level next to a guess, by the power series about the middle of a finite box.

    The zero of the box determinant, with 60 and more digits; the box cuts at e^-36.
    """
    left, right = reach(K1, K2, guess)
    L, c = mpf((right - left) / 2), mpf((right + left) / 2)
    mp.dps = 60 + int(L**3)
    K1, K2 = mpf(K1), mpf(K2)
    about_c = [
        c**2 * (K1 + c * (K2 + c)),
        c * (2 * K1 + c * (3 * K2 + 4 * c)),
        K1 + 3 * K2 * c + 6 * c**2,
        K2 + 4 * c,
        mpf(1),
    ]

    def determinant(energy):
        plus, minus = series_at_ends(mpf(1), mpf(0), L, about_c, energy)
        plus2, minus2 = series_at_ends(mpf(0), mpf(1), L, about_c, energy)
        return plus * minus2 - minus * plus2

    start = mpf(guess)
    near = start + mpf(10) ** -9 * max(1, abs(start))
    values = determinant(start), determinant(near)
    for _ in range(2):
        start, near = near, near - values[1] * (near - start) / (values[1] - values[0])
        values = values[1], determinant(near)
    return float(near)


def harmonic_basis(kinetic, quadratic, cubic, quartic, size=160):
    """Levels of -kinetic d²/dx² + polynomial in a fixed harmonic-oscillator basis."""
    width = (kinetic / quartic) ** (1 / 6)
    x = width * np.diag(np.sqrt(np.arange(1, size + 8) / 2), 1)
    x = x + x.T
    momentum2 = np.diag(2 * np.arange(size + 8) + 1.0) - (x / width) @ (x / width)
    matrix = kinetic / width**2 * momentum2 + quadratic * x @ x + cubic * x @ x @ x
    matrix = matrix + quartic * x @ x @ x @ x
    return np.linalg.eigvalsh(matrix[:size, :size])


@pytest.mark.parametrize(("K1", "K2"), HARD)
def test_levels_against_power_series(K1, K2):
    """Catches any error above 1e-10 max(1, |E|) where the potential is hardest to solve."""
    levels = oscillator.levels(K1, K2)
    for n in (0, 5):
        exact = power_series_level(K1, K2, levels[n])
        assert abs(levels[n] - exact) < 1e-10 * max(1, abs(exact))


@settings(max_examples=25)
@given(K1=some.floats(-8, 8), K2=some.floats(-4, 4))
def test_levels_against_another_basis(K1, K2):
    """Catches a missing or doubled level: all six against a harmonic-oscillator basis."""
    np.testing.assert_allclose(
        oscillator.levels(K1, K2), harmonic_basis(1, K1, K2, 1)[:6], atol=1e-9
    )


@pytest.mark.parametrize(("eta", "xi"), [(0.02, 0.05), (-0.05, 0.1), (-0.08, 0.0)])
def test_scaling_to_the_atomic_potential(eta, xi):
    """Catches wrong powers of η_L in (3.12), (3.13): -ε0 d²/dx² + V(x) in K, solved unscaled."""
    scales = SoftPotentialScales()
    A = scales.w / scales.eta_L**2
    unscaled = harmonic_basis(scales.eps0, A * eta, A * xi, A)[:6]
    np.testing.assert_allclose(
        scales.w * oscillator.levels(*scales.reduced(eta, xi)), unscaled, rtol=1e-9
    )


def test_quartic_levels_to_published_digits():
    """Catches a change of convention: levels of -d² + X⁴ known to forty digits."""
    published = [
        1.060362090484182899647,
        3.799673029801394168783,
        7.455697937986738392157,
        11.64474551137816202085,
        16.26182601885022593790,
        21.23837291823594002415,
    ]
    np.testing.assert_allclose(oscillator.levels(0, 0), published, rtol=1e-12)


@pytest.mark.parametrize(
    ("K1", "K2", "expected"),
    [
        (1, 0, 3.2564610626817856807),
        (10, 0, 6.6005436184351330082),
        (-6, 0.3, 2.8634472791005300821),
        (-2, 0, 2 * 0.78762102478972656528),
        (-6, 0, 2 * 0.020699001750216666087),
        (-10, 0, 2 * 1.490927144403530734e-05),
    ],
)
def test_excitation_to_published_digits(K1, K2, expected):
    """Catches lost digits in small gaps: multiprecision values to an absolute 1e-11."""
    assert oscillator.excitation(K1, K2) == pytest.approx(expected, rel=0, abs=1e-11)


@settings(max_examples=40)
@given(K1=K1_RANGE, K2=K2_RANGE)
def test_parity(K1, K2):
    """Catches a preferred direction: X → -X changes the sign of K2 only."""
    np.testing.assert_allclose(
        oscillator.levels(K1, K2), oscillator.levels(K1, -K2), rtol=1e-12, atol=1e-12
    )


@settings(max_examples=40)
@given(K1=K1_RANGE, K2=K2_RANGE, shift=some.floats(-2, 2))
def test_canonical_form_is_the_shifted_potential(K1, K2, shift):
    """Catches a wrong a, b, shift or constant: both forms agree at any point."""
    a, b, offset = oscillator.canonical(K1, K2)
    Y = shift
    X = Y + offset
    left = K1 * X**2 + K2 * X**3 + X**4
    right = a * Y**2 + b * Y + Y**4 + oscillator.canonical_constant(K1, K2)
    assert left == pytest.approx(right, rel=1e-9, abs=1e-9)


@settings(max_examples=40)
@given(K1=some.floats(-40, 20), K2=some.floats(-8, 8), which=some.sampled_from([-1, 1]))
def test_shift_of_the_origin(K1, K2, which):
    """Catches levels that depend on the extremum chosen as origin, beyond the change of V(0)."""
    if 9 * K2**2 < 32 * K1:
        K1 = -K1
    x = (-3 * K2 + which * np.sqrt(9 * K2**2 - 32 * K1)) / 8
    moved = oscillator.levels(K1 + 3 * K2 * x + 6 * x**2, K2 + 4 * x)
    here = oscillator.levels(K1, K2)
    lift = K1 * x**2 + K2 * x**3 + x**4
    np.testing.assert_allclose(moved + lift, here, rtol=1e-10, atol=1e-9)


def test_both_branches_are_one_family():
    """Catches unequal spectra for the two labels of one symmetric double well."""
    K1 = np.linspace(-50, -0.5, 12)
    np.testing.assert_allclose(
        oscillator.excitation(K1, 0, n=3),
        oscillator.excitation(-2 * K1, np.sqrt(-8 * K1), n=3),
        atol=1e-10,
    )


def test_large_batches_equal_single_calls():
    """Catches elements lost or mixed where a large array is cut into pieces."""
    random = np.random.default_rng(1)
    K1, K2 = random.uniform(-60, 60, 1100), random.uniform(-15, 15, 1100)
    found = oscillator.levels(K1, K2, n_levels=3)
    for i in range(0, 1100, 37):
        alone = oscillator.levels(K1[i], K2[i], n_levels=3)
        np.testing.assert_allclose(found[i], alone, rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize("n_levels", [1, 2, 20, 50])
def test_levels_do_not_depend_on_how_many_are_asked_for(n_levels):
    """Catches a grid too small for many levels, or too coarse for few."""
    K1, K2 = np.array([-30.0, 0.0, 40.0, -60.0]), np.array([2.0, 0.0, -15.0, 15.0])
    many = oscillator.levels(K1, K2, n_levels=50)
    few = oscillator.levels(K1, K2, n_levels=n_levels)
    np.testing.assert_allclose(few, many[:, :n_levels], rtol=1e-11, atol=1e-10)


@pytest.mark.parametrize(("K1", "K2"), [(-100.0, 0.0), (1e4, 30.0), (1e6, 0.0), (-90.0, 30.0)])
def test_stays_accurate_outside_the_stated_range(K1, K2):
    """Catches a fixed grid: far from the quartic the power series still agrees."""
    levels = oscillator.levels(K1, K2)
    exact = power_series_level(K1, K2, levels[3])
    assert abs(levels[3] - exact) < 1e-10 * max(1, abs(exact))


@pytest.mark.parametrize(("K1", "K2"), [(-1e4, 0.0), (0.0, 1e4), (-1e200, 0.0), (0.0, 1e200)])
@pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")
def test_refuses_what_no_grid_can_hold(K1, K2):
    """Catches a silently wrong number for absurdly deep wells; the error names K1 and K2."""
    with pytest.raises(ValueError, match=r"K1 = .* K2 = .* out of reach"):
        oscillator.levels(K1, K2)


@pytest.mark.parametrize(
    ("wrong", "error"), [(0, ValueError), (51, ValueError), (2.0, TypeError), ("2", TypeError)]
)
def test_wrong_number_of_levels(wrong, error):
    """Catches an unclear failure for an impossible number of levels or states."""
    with pytest.raises(error, match="n_levels"):
        oscillator.levels(0, 0, n_levels=wrong)
    with pytest.raises(error, match="n_levels"):
        oscillator.spectrum(0, 0, n_levels=wrong)


def test_wrong_state():
    """Catches a negative state number counting from the end."""
    with pytest.raises(ValueError, match="n is -1"):
        oscillator.excitation(0, 0, n=-1)


# Wave functions -------------------------------------------------------------------------------

SHAPES = [(0, 0), (-6, 0.3), (-20, 1.0), (8, -5), (20, 0), (-60, 15), (-60, -15), (-12, -0.01)]


@pytest.mark.parametrize(("K1", "K2"), SHAPES)
def test_wave_functions_solve_the_equation(K1, K2):
    """Catches wrong waves: residual of Schrödinger's equation by eighth-order differences."""
    state = oscillator.spectrum(K1, K2, points=6001)
    step = state.X[1] - state.X[0]
    weights = np.array([-9, 128, -1008, 8064, -14350, 8064, -1008, 128, -9]) / 5040 / step**2
    for wave, energy in zip(state.wave_functions, state.energies, strict=True):
        second = np.convolve(wave, weights, mode="valid")
        residual = -second + ((state.potential - energy) * wave)[4:-4]
        assert np.abs(residual).max() < 1e-5 * (1 + np.abs(state.energies[0]))


@pytest.mark.parametrize(("K1", "K2"), SHAPES)
def test_wave_functions_are_orthonormal_and_positive_on_the_right(K1, K2):
    """Catches wrong norm, order or sign: n nodes, positive on the right, (-1)^n on the left."""
    left, right = reach(K1, K2, oscillator.levels(K1, K2)[-1], action=12.0)
    X = np.linspace(left, right, 3001)
    waves = oscillator.spectrum(K1, K2, X=X).wave_functions
    overlap = waves @ waves.T * (X[1] - X[0])
    np.testing.assert_allclose(overlap, np.eye(6), atol=1e-8)
    for n, wave in enumerate(waves):
        signs = np.sign(wave[np.abs(wave) > 1e-9 * np.abs(wave).max()])
        nodes = np.count_nonzero(np.diff(signs))
        assert nodes <= n
        # a state of one well of two is lost in rounding in the other, and some nodes with it
        in_left_well = wave**2 @ (X + K2 / 4) < 0
        if nodes == n or not in_left_well:
            assert signs[-1] > 0
        if nodes == n or in_left_well:
            assert signs[0] == (-1) ** n


@pytest.mark.parametrize(("K1", "K2"), [(-30, 0), (-60, 0), (25, 10), (51.84, -14.4), (3, 0)])
def test_symmetric_wells_have_even_and_odd_states(K1, K2):
    """Catches a doublet that rounding splits into left and right states."""
    X = -K2 / 4 + np.linspace(-6, 6, 301)
    for n, wave in enumerate(oscillator.spectrum(K1, K2, X=X).wave_functions):
        np.testing.assert_allclose(wave, (-1) ** n * wave[::-1], atol=1e-9)


@pytest.mark.parametrize(("K1", "K2"), SHAPES)
def test_slopes_are_derivatives_of_levels(K1, K2):
    """Catches wrong ⟨X²⟩ or ⟨X³⟩: Hellmann and Feynman against differences of levels."""
    state, h = oscillator.spectrum(K1, K2), 1e-3

    def slope(dK1, dK2):
        offsets = np.array([-2, -1, 1, 2]) * h
        levels = oscillator.levels(K1 + offsets * dK1, K2 + offsets * dK2)
        return np.array([1, -8, 8, -1]) @ levels / (12 * h)

    scale = 1e-6 * (1 + np.abs(state.slope_K2).max())
    if (K1, K2) == (-12, -0.01):  # its doublets cross too sharply for differences
        h = 1e-5
        scale *= 10
    np.testing.assert_allclose(state.slope_K1, slope(1, 0), atol=scale)
    np.testing.assert_allclose(state.slope_K2, slope(0, 1), atol=scale)


@pytest.mark.parametrize(("K1", "K2"), [(0, 0), (-6, 0.3), (8, -5), (20, 0)])
def test_position_matrix_obeys_its_sum_rules(K1, K2):
    """Catches wrong ⟨m|X|n⟩: Σ (E_n - E_0) X_0n² = 1 and Σ X_0n² = ⟨X²⟩."""
    state = oscillator.spectrum(K1, K2, n_levels=40)
    weights = state.position_matrix[0] ** 2
    assert weights @ (state.energies - state.energies[0]) == pytest.approx(1, rel=1e-9)
    assert weights.sum() == pytest.approx(state.slope_K1[0], rel=1e-9)


def test_position_matrix_belongs_to_the_waves_shown():
    """Catches signs of matrix elements that do not go with the signs of the waves."""
    X = np.linspace(-5, 5, 4001)
    state = oscillator.spectrum(-6, 0.3, X=X)
    overlap = (state.wave_functions * X) @ state.wave_functions.T * (X[1] - X[0])
    np.testing.assert_allclose(state.position_matrix, overlap, atol=1e-9)


def test_spectrum_agrees_with_levels_and_its_own_points():
    """Catches two solvers that drift apart, and points that are not the ones asked for."""
    state = oscillator.spectrum(-7.0, 2.0, n_levels=4, points=55)
    np.testing.assert_allclose(state.energies, oscillator.levels(-7.0, 2.0, 4), atol=1e-10)
    assert state.X.shape == (55,)
    assert state.wave_functions.shape == (4, 55)
    tails = np.abs(state.wave_functions[:, [0, -1]])
    assert (tails < 2e-3 * np.abs(state.wave_functions).max()).all()
    X = [0.0, 0.5]
    np.testing.assert_array_equal(oscillator.spectrum(-7.0, 2.0, X=X).X, X)


def test_linear_slopes():
    """Catches a wrong κ_n: published digits and the derivative of the gap along a."""
    published = [0.53958, 0.8826914727225395, 1.195886544748515]
    np.testing.assert_allclose(oscillator.linear_slope([1, 2, 3]), published, atol=5e-6)
    np.testing.assert_allclose(oscillator.linear_slope([2, 3]), published[1:], rtol=1e-10)
    assert oscillator.linear_slope(0) == 0
    h = 1e-3
    for n in (1, 5, 20):
        gaps = oscillator.excitation(np.array([-2, -1, 1, 2]) * h, 0, n=n)
        slope = np.array([1, -8, 8, -1]) @ gaps / (12 * h)
        assert oscillator.linear_slope(n) == pytest.approx(slope, rel=1e-8)


def test_linear_slope_refuses_states_it_does_not_know():
    """Catches an index error in place of a clear message."""
    with pytest.raises(ValueError, match="n contains 50"):
        oscillator.linear_slope(50)


def test_kinds_at_their_borders():
    """Catches borders that belong to the wrong side; they are where the user puts them."""
    kinds = [oscillator.oscillator_kind(energy) for energy in (0.0, 0.3, 0.31, 2.9, 3.0)]
    assert kinds == ["two_level", "two_level", "anharmonic", "anharmonic", "harmonic"]
    assert oscillator.oscillator_kind(0.25, lower=0.1) == "anharmonic"


@pytest.mark.parametrize(("lower", "upper"), [(3.0, 0.3), (0.0, 1.0), (1.0, 1.0)])
def test_kinds_need_ordered_borders(lower, upper):
    """Catches borders in the wrong order, which would leave no anharmonic modes."""
    with pytest.raises(ValueError, match="lower"):
        oscillator.oscillator_kind(1.0, lower=lower, upper=upper)
