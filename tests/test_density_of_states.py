"""Densities of states against triangles, direct quadrature, exact laws and published digits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy import integrate, optimize

from softglass import _level_lines, distributions, oscillator, schrodinger
from softglass import density_of_states as states
from softglass.distributions import Constant, Gaussian, UniformForce

# g(ε) computed elsewhere. Their digits are good to 0.2 % only (0.4 % at 8): the part of the
# deepest double wells is 0.1 % too large in them, see the test of a direct quadrature below.
ENERGY = [1e-3, 0.01, 0.1, 0.3, 1, 2, 2.17, 2.25, 2.6, 2.75, 3, 5, 8, 12]
PUBLISHED = {
    "review": [
        [4.0897, 4.5138, 5.2628, 5.9938, 8.6150, 22.657, 41.70, 32.59, 25.162, 24.598],
        [24.440, 36.152, 85.605, 191.95],
    ],
    "single": [
        [1.0224, 1.1284, 1.3150, 1.4947, 2.1094, 4.4297, 5.298, 5.808, 9.570, 14.811],
        [15.250, 26.840, 64.284, 144.02],
    ],
    "uniform_force": [
        [4.6213, 5.3857, 6.4577, 7.2814, 9.3698, 14.042, 15.25, 15.88, 19.145, 20.852],
        [24.189, 91.260, 523.78, 2603.3],
    ],
    "gaussian": [
        [0.2375, 0.3405, 0.5596, 0.8129, 1.9456, 10.628, 24.10, 18.03, 13.38, 13.18],
        [13.40, 26.34, 98.19, 632.0],
    ],
}
LIMITS = {"largest_exponent": 40.0}


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_digits(name):
    """Catches a lost factor of any of the ways to count."""
    expected = np.concatenate(PUBLISHED[name])
    if name == "gaussian":
        weight = Gaussian()
        found = states.density_of_states(ENERGY, distribution=weight, eta_L=0.01)
        found = found / weight.density(0, 0)
    else:
        limits = LIMITS if name == "uniform_force" else {}
        found = states.density_of_states(ENERGY, name, **limits)
    np.testing.assert_allclose(found, expected, rtol=4e-3)
    np.testing.assert_allclose(np.delete(found / expected, -2), 1, rtol=1.5e-3)


def test_prepared_configurations_have_their_energy():
    """Catches wrong lines and wrong labels: each node is solved directly, from its K1 and K2."""
    found = states.prepare([0.02, 1.5, 2.3, 2.75, 6.0])
    for energy, K1, K2, weight in zip(found.energy, found.K1, found.K2, found.weight, strict=True):
        used = (weight > 0) & (np.abs(K1) < 40)
        some_of = np.flatnonzero(used)[::17]
        excitation = oscillator.excitation(K1[some_of], K2[some_of])
        np.testing.assert_allclose(excitation, energy, rtol=1e-5)


@pytest.mark.parametrize(("measure", "counting"), [("review", "per_label"), ("single", "once")])
def test_triangles_in_the_plane_of_labels_give_the_same(measure, counting):
    """Catches wrong weights: here δ(ε - ε(K1, K2)) is summed over triangles of a plain grid."""
    energy = np.array([1.7, 2.4, 3.2, 5.0])
    soft = Gaussian(eta_mean=2.0, eta_width=4.0, xi_width=1.5)
    expected = distributions.pushforward(
        oscillator.excitation,
        energy,
        soft,
        eta_range=(-14.0, 18.0),
        xi_max=7.0,
        points=700,
        counting=counting,
    )
    found = states.density_of_states(energy, measure, distribution=soft, eta_L=1.0)
    np.testing.assert_allclose(found, expected, rtol=2e-3)


def test_tunnelling_states_by_direct_quadrature():
    """Catches errors of the deep double wells, where published digits are 0.1 % too large."""

    def pair(a):
        """Gap of a symmetric well and ⟨0|Y|1⟩, by parity; both from one diagonalisation."""
        x = np.linspace(-9, 9, 160)
        found = schrodinger.bound_states(x, x**4 + a * x**2, 2)
        off_diagonal = np.linalg.eigvalsh(found.matrix_elements(x))
        return np.diff(found.energies)[0], np.abs(off_diagonal).max()

    energy = 0.03
    edge = optimize.brentq(lambda a: pair(a)[0] - energy, -8, -4)

    def integrand(root):
        a = edge - root**2
        gap, element = pair(a)
        # Both signs of b, three labels of total weight 4/|a|, and dε = 2 element db cos.
        tilt = np.sqrt(1 - min(gap / energy, 1) ** 2)
        return 2 * root * 2 * 4 / -a / (2 * element * tilt)

    near = integrate.quad(integrand, 1e-4, np.sqrt(50 + edge), epsabs=1e-6)[0]
    # Beyond a = -50 the wells are √(2|a|) (1 - 1.06 |a|^(-3/2)) apart.
    far = 16 / np.sqrt(2) / np.sqrt(50) * (1 + 1.0607 / 4 / 50**1.5)
    assert states.density_of_states(energy) == pytest.approx(near + far, rel=3e-4)
    assert 4.80501 / (near + far) - 1 == pytest.approx(1.2e-3, abs=2e-4)


@pytest.mark.parametrize("measure", ["review", "single"])
def test_harmonic_law(measure):
    """Catches a wrong prefactor of (3.24): 4/3 over all labels, 1 over potentials."""
    energy = np.array([7.0, 14.0])
    distance = states.density_of_states(energy, measure) / states.harmonic_law(energy, measure) - 1
    assert 0 < distance[1] < distance[0] / 4
    assert distance[1] < 4e-4


def test_no_harmonic_square_law_when_forces_are_random():
    """Catches the wrong power of footnote 5: E⁴/8 instead of E²."""
    energy = np.array([11.0, 12.0])
    found = states.density_of_states(energy, "uniform_force", **LIMITS)
    np.testing.assert_allclose(found, states.harmonic_law(energy, "uniform_force"), rtol=0.02)


def test_labels_of_a_double_well():
    """Catches a miscount: at low energy the review counts each potential exactly four times."""
    energy = np.array([1e-100, 1e-30, 1e-8, 1e-3])
    ratio = states.density_of_states(energy) / states.density_of_states(energy, "single")
    np.testing.assert_allclose(ratio, 4, rtol=1e-4)


def test_almost_flat_density_of_two_level_systems():
    """Catches a power law instead of the slow logarithm of (3.21)."""
    energy = np.array([1e-150, 1e-12, 0.03])
    excess = states.density_of_states(energy) / states.two_level_law(energy) - 1
    assert (np.diff(excess) > 0).all()
    assert 0 < excess[0] < 4e-3
    assert excess[2] == pytest.approx(4.7993 / 4.53773 - 1, abs=3e-4)
    forced = states.density_of_states(energy[1:], "uniform_force", **LIMITS)
    law = states.two_level_law(energy[1:], "uniform_force", **LIMITS)
    np.testing.assert_allclose(forced, law, rtol=0.5)


def test_no_step_where_the_two_methods_meet():
    """Catches a jump between the table and the two-level law, at 1e-4."""
    below, above = states.density_of_states([0.99999e-4, 1.00001e-4])
    assert below == pytest.approx(above, rel=2e-5)


def test_logarithmic_peak():
    """Catches a smeared or wrong singularity: 4/√|det Hess| = 6.2424 on both sides of E_c."""
    critical = 2.182133143441352
    distance = np.geomspace(1e-6, 1e-3, 4)
    for side in (critical - distance[::-1], critical + distance):
        found = states.density_of_states(side)
        slope = np.polyfit(np.log(np.abs(side - critical)), found, 1)[0]
        assert slope == pytest.approx(-6.242351, rel=0.01)
    assert _level_lines.critical_energy() == pytest.approx(critical, rel=1e-8)


@pytest.mark.parametrize("measure", ["single", "uniform_force"])
def test_no_peak_when_potentials_are_counted_once(measure):
    """Catches the fold passed off as physics: around E_c nothing happens then."""
    around = 2.182133143441352 + np.array([-1e-2, -1e-3, 1e-3, 1e-2])
    found = states.density_of_states(around, measure, **LIMITS)
    straight = np.interp(around[1:3], around[[0, 3]], found[[0, 3]])
    np.testing.assert_allclose(found[1:3], straight, rtol=1e-3)


def test_finite_time_of_an_experiment():
    """Catches a wrong cut of slow systems; the digits are n(t_e)/n(∞) at ε = 0.03."""
    everything = states.density_of_states(0.03)
    seen = [states.density_of_states(0.03, time_ratio=t) / everything for t in (1e3, 1e6, 1e10)]
    # The published ones divide by an n(∞) that is 0.12 % too large.
    np.testing.assert_allclose(seen, np.array([0.16932, 0.24749, 0.31651]) * 1.0012, rtol=3e-4)
    estimate = states.slow_fraction(0.03, [1e3, 1e6, 1e10])
    np.testing.assert_allclose(estimate, [0.204, 0.304, 0.384], atol=5e-4)
    assert states.slow_fraction(0.1, 1e2) == pytest.approx(1 - 2 ** (-1 / 3))


@settings(max_examples=12)
@given(some.floats(1, 1e20), some.floats(1, 1e5), some.sampled_from([1e-6, 0.01, 0.5]))
def test_longer_experiments_see_more(ratio, factor, energy):
    """Catches a density that falls with time, or exceeds that of endless patience."""
    short, long, all_ = (
        states.density_of_states(energy, time_ratio=t) for t in (ratio, ratio * factor, None)
    )
    assert short <= long * (1 + 1e-3)
    assert long <= all_ * (1 + 1e-3)


def test_new_distribution_without_new_spectra():
    """Catches weights that do not follow F; all of these relations are exact."""
    energy = np.array([0.05, 1.0, 4.0])
    prepared = states.prepare(energy, "single", **LIMITS)
    bare = prepared.density()
    np.testing.assert_allclose(prepared.density(Constant(F0=0.02)), 0.02 * bare, rtol=1e-12)
    forced = prepared.density(UniformForce(slope=3.0), eta_L=0.01)
    direct = states.density_of_states(energy, "uniform_force", **LIMITS)
    np.testing.assert_allclose(forced, 2 * 3.0 * 0.01 * direct, rtol=1e-12)
    narrow = prepared.density(Gaussian(xi_mean=0.3), eta_L=1e-12)
    np.testing.assert_allclose(narrow, bare * Gaussian(xi_mean=0.3).density(0, 0), rtol=1e-4)


@given(some.lists(some.floats(0.01, 14.9), min_size=1, max_size=5, unique=True))
@settings(max_examples=10)
def test_energies_do_not_disturb_each_other(energies):
    """Catches an energy grid whose members mix; slopes are differences, hence 1e-6."""
    energies = np.sort(energies)
    together = states.density_of_states(energies, "single")
    alone = [float(states.density_of_states(energy, "single")) for energy in energies]
    np.testing.assert_allclose(together, alone, rtol=1e-6)


def test_parts_add_up():
    """Catches states lost or counted twice at the borders of (3.18)."""
    energy = np.array([0.1, 0.3, 1.0, 3.0, 9.0])
    density = states.density_of_states(energy)
    parts = states.parts(energy, density)
    np.testing.assert_array_equal(sum(parts), density)
    assert [np.count_nonzero(part) for part in parts] == [1, 2, 2]


def test_uniform_force_ends_where_it_says():
    """Catches a default end other than λ_max = 40, and one that overrules a given time."""
    usual = states.density_of_states(0.3, "uniform_force")
    assert usual == states.density_of_states(0.3, "uniform_force", **LIMITS)
    timed = states.density_of_states(0.3, "uniform_force", time_ratio=1e3)
    assert timed == states.density_of_states(
        0.3, "uniform_force", time_ratio=1e3, largest_exponent=1e3
    )


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: states.density_of_states([1.0, 1.0]), "increasing"),
        (lambda: states.density_of_states([2.0, 1.0]), "energy"),
        (lambda: states.density_of_states([0.0, 1.0]), "> 0"),
        (lambda: states.density_of_states(-1.0), "energy"),
        (lambda: states.density_of_states(16.0), "15"),
        (lambda: states.density_of_states([[1.0, 2.0]]), "shape"),
        (lambda: states.density_of_states(1.0, "all"), "'review', 'single', 'uniform_force'"),
        (lambda: states.density_of_states(1.0, largest_exponent=-1), "largest_exponent"),
        (lambda: states.density_of_states(1.0, time_ratio=0.5), "time_ratio"),
        (lambda: states.prepare(1.0).density(Constant(), eta_L=0), "eta_L"),
        (lambda: states.slow_fraction(1.5, 10), "energy"),
        (lambda: states.slow_fraction(0.5, 0.1), "time_ratio"),
        (lambda: states.parts(1.0, 1.0, lower=2, upper=1), "lower"),
        (lambda: states.two_level_law(3.0), "energy"),
    ],
)
def test_bad_values_are_refused_by_name(call, named):
    """Catches bad input that would pass silently, or an error that does not say what is wrong."""
    with pytest.raises(ValueError, match=named):
        call()
