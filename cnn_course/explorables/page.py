"""What a page needs for the figures that stand on it."""

from cnn_course.explorables import digit_reader, modules, question


def page_files(body):
    """The style sheet, the data and the scripts of a page's figures.

    Parameters
    ----------
    body : str
        The page's HTML.

    Returns
    -------
    dict of str
        File names and their texts, in the order in which the page must load them.

    Raises
    ------
    ValueError
        For an element that is no figure, or a question that does not exist.

    Examples
    --------
    >>> page_files("<p>no figure here</p>")
    {}
    """
    figures = modules.figures_on(body)
    files = {}
    if figures or 'class="cnn-' in body:  # what an answer gets back has its look from here, too
        files["explorables.css"] = modules.style()
    if figures:
        files |= question.page_data(body) | digit_reader.page_data(body)
        files |= modules.for_page(figures)
    return files
