"""How is this machine set up? ``python -m cnn_course.doctor`` says it on one page.

Each check is a function that answers with findings: OK, NOTE (good to know, stops
nothing) or FAULT (a part of the course fails here), and what to do. Nothing here
needs NumPy, so that a missing NumPy is a finding, too.
"""
