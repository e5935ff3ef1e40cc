"""Laws for the tunnel splitting against quadrature and against the exact splittings."""

import numpy as np
import pytest

from softglass import tunneling_laws
from softglass import two_level_system as tls


def test_exponent_is_the_barrier_integral():
    """λ against numerical integration of (V - V_min)^(1/2) between the minima."""
    X = np.linspace(-2, 2, 4001)
    action = np.trapezoid(np.abs(X**2 - 4), X)
    assert tunneling_laws.tunneling_exponent(-8, 0) == pytest.approx(action, rel=1e-6)
    assert tunneling_laws.tunneling_exponent(16, 8) == pytest.approx(action, rel=1e-6)


def test_laws_against_exact_splittings():
    """Ratios exact/law: crude ones as known, instanton series converging with every term, and the
    semiclassical one tending to (π/e)^(1/2): would catch a wrong prefactor or coefficient."""
    K1 = np.array([-4.0, -10.0, -40.0])
    exact = tls.two_level_parameters(K1, 0).splitting
    assert exact / tunneling_laws.crude_tunnel_splitting(K1, 0) == pytest.approx(
        [1.775, 4.966, 14.966], rel=1e-3
    )
    errors = [
        np.abs(exact / tunneling_laws.instanton_tunnel_splitting(K1, 0, n) - 1)[1:]
        for n in range(4)
    ]
    assert (np.diff(errors, axis=0) < 0).all()
    assert errors[3] == pytest.approx([9.4e-5, 1.7e-8], rel=0.05)
    deep = np.array([-40.0, -120.0])
    ratio = tls.two_level_parameters(deep, 0).splitting / tunneling_laws.wkb_tunnel_splitting(
        deep, 0
    )
    limit = np.sqrt(np.pi / np.e)
    # Corrections fall as 1/λ.
    assert (limit - ratio[1]) / (limit - ratio[0]) == pytest.approx(3**-1.5, rel=0.2)
    assert ratio[1] == pytest.approx(limit, rel=0.004)


def test_limits_of_validity():
    """Catches a law that answers where it means nothing."""
    with pytest.raises(ValueError, match="exponent"):
        tunneling_laws.instanton_tunnel_splitting(-2, 0)
    with pytest.raises(ValueError, match="above the barrier"):
        tunneling_laws.wkb_tunnel_splitting(-3, 0)
    with pytest.raises(ValueError, match="loops"):
        tunneling_laws.instanton_tunnel_splitting(-8, 0, loops=4)
