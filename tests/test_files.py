"""A hash of several files."""

from cnn_course._files import digest


def test_the_digest_of_files_sees_names_contents_and_where_one_ends(tmp_path):
    def of(**files):
        for path in tmp_path.iterdir():
            path.unlink()
        for name, text in files.items():
            (tmp_path / name).write_text(text)
        return digest(sorted(tmp_path.iterdir()), tmp_path)

    begin = of(a="1", b="2")
    assert begin == of(b="2", a="1") and len(begin) == 64
    others = [
        of(a="2", b="1"),
        of(a="1", c="2"),
        of(a="1"),
        of(a="1b2"),
        of(a="", b="12"),
        of(ab="12"),
    ]
    assert len({begin, *others}) == 1 + len(others)


def test_a_digest_does_not_hang_on_the_folder_that_holds_the_files(tmp_path):
    found = set()
    for place in ("here", "there ü"):
        folder = tmp_path / place / "inside"
        folder.mkdir(parents=True)
        (folder / "a").write_text("1")
        found.add(digest([folder / "a"], tmp_path / place))
    assert len(found) == 1
