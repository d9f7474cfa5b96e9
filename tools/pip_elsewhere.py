"""Pip, as if it ran on another machine: `python -m tools.pip_elsewhere MARKERS ARGUMENTS`.

Pip's own options choose wheels for another Python and platform, but markers such as
`sys_platform == "win32"` it asks of the machine it runs on. MARKERS, as JSON, answers
instead, so that what only Windows needs is found from Linux.
"""

import json
import sys

from pip._internal.cli.main import main
from pip._vendor.packaging import markers

own = markers.default_environment


def elsewhere():
    """The values of all markers: those that were given, else this machine's."""
    return own() | given


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    markers.default_environment = elsewhere
    sys.exit(main(sys.argv[2:]))
