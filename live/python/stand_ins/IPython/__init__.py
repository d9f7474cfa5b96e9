"""IPython, as far as a chapter needs it, where there is no Jupyter."""
