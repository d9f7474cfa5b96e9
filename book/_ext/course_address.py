"""The repository's public address and branch, for the buttons that lead there.

The address comes from BOOK_REPOSITORY_URL or the git remote, the branch from
BOOK_REPOSITORY_BRANCH or from git. What is given on purpose and not understood is
warned of, which ends `make book`; a remote that is private is nobody's fault.
"""

import os
import re
import subprocess
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from sphinx.util import logging

LOGGER = logging.getLogger(__name__)

PROVIDERS = ("github", "gitlab", "bitbucket")
# Where Binder finds a repository by owner and name.
LAUNCHING = ("github.com", "gitlab.com")
SCHEMES = ("https", "http", "ssh", "git")
# What git takes for ssh: git@github.com:OWNER/REPOSITORY
SHORT = re.compile(r"(?:[\w.-]+@)?([\w.-]+):(?!//)(.+)")
# Names under which the same hosts listen, too.
OTHER_NAMES = re.compile(r"^(?:www|ssh|altssh)\.(?=github\.com$|gitlab\.com$)")


@dataclass(frozen=True)
class Repository:
    """A repository that the theme's buttons can lead to.

    Attributes
    ----------
    host : str
        "github.com", "gitlab.com", "bitbucket.org", or such a host of one's own.
    path : str
        OWNER/REPOSITORY; on GitLab, groups may stand between them.
    """

    host: str
    path: str

    @property
    def url(self):
        return f"https://{self.host}/{self.path}"

    @property
    def provider(self):
        return self.host.partition(".")[0]

    @property
    def launches(self):
        """Whether Binder can open it."""
        return self.host in LAUNCHING and self.path.count("/") == 1


def understood(address):
    """The `Repository` behind an address in any form that git takes, or None."""
    short = SHORT.fullmatch(address)
    if short:
        address = f"ssh://{short[1]}/{short[2]}"
    elif "://" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host, port = OTHER_NAMES.sub("", parts.hostname or ""), parts.port
    except ValueError:  # brackets or a port that are none
        return None
    path = parts.path.strip("/").removesuffix(".git")
    names = path.split("/")
    provider = host.partition(".")[0]
    if (
        parts.scheme not in SCHEMES
        or provider not in PROVIDERS
        or "." not in host
        or (port and parts.scheme != "ssh")
        or not all(re.fullmatch(r"[\w.~-]*\w[\w.~-]*", name) for name in names)
        or len(names) < 2
        or (len(names) > 2 and provider != "gitlab")
    ):
        return None
    return Repository(host, path)


def repository(folder):
    """The `Repository` that the built pages name, or None.

    Parameters
    ----------
    folder : str or Path
        The copy of the repository that the book is built from.
    """
    given = os.environ.get("BOOK_REPOSITORY_URL", "").strip()
    address = given or _git(folder, "remote", "get-url", "origin")
    found = understood(address)
    shown = re.sub(r"//[^/@]*@", "//", address)  # without a password
    if given and not found:
        LOGGER.warning(
            f"BOOK_REPOSITORY_URL is {shown!r}, which the buttons of the pages cannot lead to: give "
            "https://github.com/OWNER/REPOSITORY and nothing after it (gitlab.com, bitbucket.org "
            "and hosts whose names begin with github., gitlab. or bitbucket. work, too), or leave "
            "it unset and build the pages without these buttons"
        )
    elif address and not found:
        LOGGER.info(f"git's remote {shown} is no public address: no launch buttons")
    elif found and not found.launches:
        LOGGER.info(f"Binder does not open {found.url}: a link to it, but no launch button")
    return found


def branch(folder):
    """The branch that the buttons name: given, else followed here, else the remote's own."""
    given = os.environ.get("BOOK_REPOSITORY_BRANCH", "").strip()
    if given:
        return quote(given)
    followed = ("rev-parse", "--abbrev-ref", "@{upstream}")
    default = ("symbolic-ref", "--short", "refs/remotes/origin/HEAD")
    for question in (followed, default):
        remote, _, name = _git(folder, *question).partition("/")
        if remote == "origin" and name:
            return quote(name)
    return "main"


def _git(folder, *arguments):
    """What git answers, or ""."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, text=True
        )
    except OSError:  # there is no git
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
