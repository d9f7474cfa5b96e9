"""What a value looks like in the page, by the names of its forms (MIME types)."""

import pprint

FORMS = {
    "_repr_html_": "text/html",
    "_repr_markdown_": "text/markdown",
    "_repr_svg_": "image/svg+xml",
}
PLAIN = (dict, list, tuple, set, frozenset)


def shown(value):
    """All forms that a value can show itself in; text is always one of them.

    Returns
    -------
    dict of str to str
    """
    data = {"text/plain": text(value)}
    if isinstance(value, type):
        return data
    for method, form in FORMS.items():
        if (made := _made(value, method)) is not None:
            data[form] = made
    bundle = _made(value, "_repr_mimebundle_")
    if bundle is not None:
        data |= bundle[0] if isinstance(bundle, tuple) else bundle
    return data


def text(value):
    """A value as a notebook writes it: long lists, tuples and dictionaries over several lines."""
    if isinstance(value, PLAIN):
        return pprint.pformat(value, width=79, sort_dicts=False)
    return repr(value)


def _made(value, method):
    function = getattr(value, method, None)
    return function() if callable(function) else None
