"""Runs the cells of a chapter where there is no Jupyter: in the reader's browser."""
