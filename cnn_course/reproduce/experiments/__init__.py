"""One file an experiment, named as the command names it: each declares one ``EXPERIMENT``."""
