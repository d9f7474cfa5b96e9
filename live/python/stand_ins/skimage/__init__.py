"""scikit-image, as far as chapters 1 to 12 need it, where it cannot be installed."""
