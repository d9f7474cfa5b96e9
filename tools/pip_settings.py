"""What of a user's settings for pip is let through: how the registry is reached."""

import ast
import os
import subprocess

# Whatever else is set would put packages elsewhere (user, target, prefix), or put other
# ones there (constraint, no-binary, pre).
REACH = (
    *("index-url", "extra-index-url", "no-index", "find-links", "trusted-host", "proxy"),
    *("cert", "client-cert", "keyring-provider", "use-feature", "use-deprecated"),
    *("timeout", "default-timeout", "retries", "cache-dir", "no-cache-dir"),
)


def settings(python):
    """The environment for the pip of `python`, in which only REACH is set for it.

    Configuration files are left out, because one cannot take back what they set. What is
    needed of them is handed on as variables, in the order in which pip overrides them.
    """
    ask = [python, "-m", "pip", "config", "list"]
    listed = subprocess.run(ask, stdout=subprocess.PIPE, encoding="utf-8").stdout
    lines = [line.partition("=") for line in listed.splitlines()]
    said = {key: ast.literal_eval(value) for key, equals, value in lines if equals}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    environment["PIP_CONFIG_FILE"] = os.devnull
    environment["PYTHONWARNINGS"] = "ignore"  # advice for those who make packages
    for section in ("global", "install", ":env:"):
        for name in REACH:
            if f"{section}.{name}" in said:
                environment["PIP_" + name.upper().replace("-", "_")] = said[f"{section}.{name}"]
    return environment
