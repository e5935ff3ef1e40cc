"""Softglass: low-temperature anomalies of glasses, computed from the soft-potential picture.

Import the module you need, for example ``from softglass import oscillator``. Each module holds
pure functions for one group of the review's equations; nothing here draws or downloads.
"""

__version__ = "0.1.0"
