"""Where the package lies: in a copy of the repository, or installed alone."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
REPOSITORY = PACKAGE.parent


def in_repository():
    """Whether the book lies beside the package."""
    return (REPOSITORY / "_toc.yml").is_file()
