"""The measurements that the book shows, run again: ``python -m cnn_course.reproduce NAME``.

Each one writes ``cnn_course/results/NAME.json``; the book draws from there, and nobody
types a result.
"""
