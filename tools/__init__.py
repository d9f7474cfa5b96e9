"""Keeping the stored notebooks true: run with `make notebooks`."""
