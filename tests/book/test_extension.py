"""The Sphinx extension: buttons only where there is an address for them, and downloads that say more."""

import re
import subprocess
import sys
from types import SimpleNamespace

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell

from tests.book import small_book
from tools.digest import ROOT

pytest.importorskip("sphinx", reason="what builds the book is not installed")
sys.path.insert(0, str(ROOT / "book" / "_ext"))
import course
import course_address
import course_downloads
import course_icons
import course_policy

# Real repositories of other projects: any addresses of these forms will do.
ADDRESS = "https://github.com/scikit-learn/scikit-learn"
GITLAB = "https://gitlab.com/gitlab-org/gitlab"


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch, tmp_path):
    """No settings of the user, and no repository above the test's own folder."""
    monkeypatch.delenv("BOOK_REPOSITORY_URL", raising=False)
    monkeypatch.delenv("BOOK_REPOSITORY_BRANCH", raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


@pytest.fixture
def said(monkeypatch):
    """What the extension tells the person who builds: (level, sentence)."""
    lines = []
    for level in ("info", "warning"):
        monkeypatch.setattr(
            course_address.LOGGER, level, lambda text, level=level: lines.append((level, text))
        )
    return lines


@pytest.fixture
def git(tmp_path):
    """`git(...)` in a new repository, `git.folder`."""

    def run(*arguments):
        author = ["-c", "user.name=someone", "-c", "user.email=someone@example.org"]
        subprocess.run(
            ["git", "-C", tmp_path, *author, *arguments], check=True, capture_output=True
        )

    run("init", "--initial-branch=work")
    run("commit", "--allow-empty", "--message=first")
    run.folder = tmp_path
    return run


@pytest.mark.parametrize(
    ("given", "url"),
    [
        (ADDRESS, ADDRESS),
        (ADDRESS + "/", ADDRESS),
        (ADDRESS + ".git", ADDRESS),
        (f"  {ADDRESS}\n", ADDRESS),
        ("http://github.com/scikit-learn/scikit-learn", ADDRESS),
        ("https://www.github.com/scikit-learn/scikit-learn", ADDRESS),
        ("HTTPS://GitHub.com/scikit-learn/scikit-learn", ADDRESS),
        ("github.com/scikit-learn/scikit-learn", ADDRESS),
        ("git@github.com:scikit-learn/scikit-learn.git", ADDRESS),
        ("ssh://git@github.com/scikit-learn/scikit-learn.git", ADDRESS),
        ("ssh://git@ssh.github.com:443/scikit-learn/scikit-learn.git", ADDRESS),
        ("git://github.com/scikit-learn/scikit-learn.git", ADDRESS),
        ("https://someone:secret@github.com/scikit-learn/scikit-learn.git", ADDRESS),
        (GITLAB, GITLAB),
        ("git@gitlab.com:gitlab-org/gitlab.git", GITLAB),
        (
            "https://gitlab.com/a/group/of/groups/project",
            "https://gitlab.com/a/group/of/groups/project",
        ),
        ("git@gitlab.inria.fr:team/course.git", "https://gitlab.inria.fr/team/course"),
        ("https://github.university.edu/team/course", "https://github.university.edu/team/course"),
        ("git@bitbucket.org:team/course.git", "https://bitbucket.org/team/course"),
    ],
)
def test_every_form_of_an_address_is_understood(monkeypatch, said, given, url):
    monkeypatch.setenv("BOOK_REPOSITORY_URL", given)
    assert course_address.repository(ROOT).url == url
    assert "warning" not in dict(said)


@pytest.mark.parametrize(
    "given",
    [
        "https://jupyter.org/hub",
        "nonsense",
        "https://github.com",
        "https://github.com/scikit-learn",
        ADDRESS + "/tree/main",
        GITLAB + "/-/tree/master",
        "https://scikit-learn.github.io/stable/index",
        "https://git.example.org/team/course",
        "https://gitlab.example.org:8443/team/course",
        "https://github.com:port/a/b",
        "https://github.com/a b/c",
        "https://github.com/../c",
        "file:///home/github.com/a/b",
        "/srv/git/course.git",
        "C:\\course",
        "github:team/course",
    ],
)
def test_what_is_given_and_not_understood_is_warned_of(monkeypatch, said, given):
    monkeypatch.setenv("BOOK_REPOSITORY_URL", given)
    assert course_address.repository(ROOT) is None
    [(level, sentence)] = said
    assert level == "warning"
    assert repr(given) in sentence and "https://github.com/OWNER/REPOSITORY" in sentence


def test_a_warning_keeps_the_password_to_itself(monkeypatch, said):
    monkeypatch.setenv("BOOK_REPOSITORY_URL", "https://someone:secret@git.example.org/team/course")
    assert course_address.repository(ROOT) is None
    assert "git.example.org" in said[0][1] and "secret" not in said[0][1]


def test_without_a_remote_there_is_no_address(tmp_path, said):
    assert course_address.repository(tmp_path) is None
    assert said == []


def test_without_git_there_is_no_address_and_the_branch_is_main(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert course_address.repository(tmp_path) is None
    assert course_address.branch(tmp_path) == "main"


def test_a_private_remote_gets_a_note_and_no_warning(git, said):
    git("remote", "add", "origin", "https://someone:secret@git.example.org/team/course.git")
    assert course_address.repository(git.folder) is None
    [(level, sentence)] = said
    assert level == "info" and "git.example.org" in sentence and "secret" not in sentence


def test_a_public_remote_is_taken_unless_an_address_is_given(git, monkeypatch):
    git("remote", "add", "origin", "git@github.com:scikit-learn/scikit-learn.git")
    assert course_address.repository(git.folder).url == ADDRESS
    monkeypatch.setenv("BOOK_REPOSITORY_URL", GITLAB)
    assert course_address.repository(git.folder).url == GITLAB


def test_the_branch_is_given_or_followed_or_the_remotes_own_or_main(git, monkeypatch):
    assert course_address.branch(git.folder) == "main"  # nothing says anything else
    git("remote", "add", "origin", ADDRESS)
    git("update-ref", "refs/remotes/origin/trunk", "HEAD")
    git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    assert course_address.branch(git.folder) == "trunk"
    git("update-ref", "refs/remotes/origin/spring/2027", "HEAD")
    git("branch", "--set-upstream-to=origin/spring/2027")
    assert course_address.branch(git.folder) == "spring/2027"
    monkeypatch.setenv("BOOK_REPOSITORY_BRANCH", " autumn#2 ")
    assert course_address.branch(git.folder) == "autumn%232"


def test_a_branch_of_another_remote_is_not_on_origin(git):
    git("remote", "add", "fork", ADDRESS)
    git("update-ref", "refs/remotes/fork/mine", "HEAD")
    git("branch", "--set-upstream-to=fork/mine")
    assert course_address.branch(git.folder) == "main"


@pytest.mark.parametrize(
    ("given", "repository", "launch"),
    [
        (ADDRESS, True, True),
        (GITLAB, True, True),
        ("https://gitlab.com/a/group/course", True, False),
        ("https://gitlab.inria.fr/team/course", True, False),
        ("https://bitbucket.org/team/course", True, False),
        ("nonsense", False, False),
    ],
)
def test_there_are_only_buttons_that_lead_somewhere(monkeypatch, said, given, repository, launch):
    monkeypatch.setenv("BOOK_REPOSITORY_URL", given)
    options = {"launch_buttons": {"binderhub_url": "https://mybinder.org"}}
    course.set_buttons(SimpleNamespace(confdir=ROOT), SimpleNamespace(html_theme_options=options))
    assert options["use_repository_button"] == repository
    assert bool(options["launch_buttons"]) == launch


PAGES = ("book/02_row", "book/results")


@pytest.fixture(scope="module", params=[ADDRESS, GITLAB, "nonsense"])
def built(request, tmp_path_factory):
    """An address, and two pages of the book built with it, by the book's own settings."""
    folder = tmp_path_factory.mktemp("built")
    small_book.copy(folder, PAGES)
    given = {"BOOK_REPOSITORY_URL": request.param, "BOOK_REPOSITORY_BRANCH": "spring"}
    done = small_book.build(folder, **given)
    assert ("BOOK_REPOSITORY_URL is" in done.stderr) == (request.param == "nonsense")
    return request.param, folder / "_build" / "html"


@pytest.mark.slow
def test_a_page_has_launch_buttons_only_with_an_address(built):
    address, html = built
    page = (html / "book" / "02_row.html").read_text()
    where = {
        ADDRESS: "mybinder.org/v2/gh/scikit-learn/scikit-learn/spring",
        GITLAB: "mybinder.org/v2/gl/gitlab-org%2Fgitlab/spring",
    }
    for known, binder in where.items():
        link = f"{binder}?urlpath=lab/tree/book/02_row.ipynb"
        assert (link in page) == (address == known)
        assert (f'href="{known}"' in page) == (address == known)
    assert ("mybinder.org" in page) == (address in where)
    assert "github.com/executablebooks" not in page


@pytest.mark.slow
def test_a_download_says_where_its_package_comes_from(built):
    """The copy behind the button differs from the chapter by this one cell."""
    address, html = built
    assert 'href="../_sources/book/02_row.ipynb"' in (html / "book" / "02_row.html").read_text()
    for page in PAGES:
        chapter = nbformat.read(ROOT / f"{page}.ipynb", as_version=4)
        copy = nbformat.read(html / "_sources" / f"{page}.ipynb", as_version=4)
        nbformat.validate(copy)
        place = next(i for i, cell in enumerate(copy.cells) if cell.cell_type == "code")
        added = copy.cells.pop(place)
        assert copy == chapter
        assert added.id == course_downloads.CELL
        assert (f"git+{address}@spring" in added.source) == (address != "nonsense")
        assert "make lab" in added.source


@pytest.fixture
def shell(monkeypatch):
    """`shell(source)` runs a cell where there is no cnn_course; `shell.asked` what pip is asked."""
    notebook = InteractiveShell()
    asked = []
    notebook.register_magic_function(asked.append, magic_name="pip")

    def run(source):
        with monkeypatch.context() as here:
            here.setattr("importlib.util.find_spec", lambda name: None)
            return notebook.run_cell(source, store_history=False).error_in_exec

    run.asked = asked
    return run


@pytest.mark.parametrize(
    ("address", "way_out"),
    [("", "%pip install FOLDER_OF_YOUR_COPY"), (ADDRESS, f'"cnn-course @ git+{ADDRESS}@main"')],
)
def test_the_cell_says_what_to_do_where_the_package_is_missing(shell, capsys, address, way_out):
    error = shell(course_downloads.first_cell(address, "main"))
    assert isinstance(error, ModuleNotFoundError)
    assert way_out in str(error) and sys.executable in str(error)
    assert shell.asked == []  # nothing is installed into somebody's Python unasked


def test_on_colab_the_cell_installs_the_package(shell, monkeypatch):
    monkeypatch.setitem(sys.modules, "google.colab", SimpleNamespace())
    assert shell(course_downloads.first_cell(ADDRESS, "main")) is None
    assert shell.asked == [f'install --quiet "cnn-course @ git+{ADDRESS}@main"']


def test_the_cell_is_silent_where_the_package_is_there(capsys):
    exec(course_downloads.first_cell("", "main"), {})
    assert capsys.readouterr() == ("", "")


ICONS = (
    'x={github:[496,512,[],"f09b","M1z"]},y={"circle-down":[512,512,[],"f358","M2z"]},'
    'z={"circle-down":[512,512,[],"f358","M3z"],bars:[448,512,["navicon",9776],"f0c9","M4z"]};'
)


@pytest.mark.parametrize(
    "tag, drawing",
    [
        ('<span class="fa-solid fa-bars"></span>', '<svg class="svg-inline--fa fa-bars" aria-hidden="true" focusable="false" viewBox="0 0 448 512"><path fill="currentColor" d="M4z"/></svg>'),
        ('<i class="fas fa-navicon"></i>', 'd="M4z"'),
        ('<i class="fab fa-github"></i>', 'd="M1z"'),
        ('<i class="far fa-circle-down"></i>', 'd="M2z"'),
        ('<i class="fas   fa-circle-down fa-lg" title="a &amp; b" data-mode="auto"></i>', '<svg class="svg-inline--fa fa-circle-down fa-lg" data-mode="auto" role="img" focusable="false" viewBox="0 0 512 512"><title>a &amp; b</title>'),
    ],
)  # fmt: skip
def test_icons_are_drawn_into_the_page_and_their_script_is_gone(tag, drawing):
    script = '<script src="../_static/scripts/fontawesome.js?digest=1"></script>'
    page = course_icons.drawn(f"<head>{script}</head>{tag}", course_icons.icons(ICONS))
    assert drawing in page
    assert "<script" not in page and "CC BY 4.0" in page


@pytest.mark.parametrize("tag", ['<i class="fas fa-unknown"></i>', "<i class='x'></i>", "<i>x</i>"])
def test_what_is_no_known_icon_stays_for_the_themes_font(tag):
    assert course_icons.drawn(tag, course_icons.icons(ICONS)) == tag


def test_lines_of_script_go_into_files_in_their_order():
    page = (
        '<head><script data-cfasync="false">first()</script><script src="a.js"></script>'
        "<script>let one = 'x';</script><script>own(1)</script><script>let one = 'x';</script>"
        '<script type="text/x-config">{}</script></head><button onclick="window.print()">'
    )
    html, files = course_policy.in_files(page, "../f", "shell()")
    names = {text: f'<script src="../f/{name}"></script>\n' for name, text in files.items()}
    assert set(names) == {"shell()\nfirst()\nlet one = 'x';\n", "own(1)"}
    first, own = names["shell()\nfirst()\nlet one = 'x';\n"], names["own(1)"]
    assert html == (
        f'<head>{first}<script src="a.js"></script>{own}'
        '<script type="text/x-config">{}</script></head><button data-calls="print">'
    )
    assert course_policy.in_files(html, "../f", "shell()") == (html, {})


def test_styles_that_are_written_into_a_page_go_into_a_file():
    page = (
        "<head><noscript><style>\n .a { color: red; }\n</style></noscript></head>"
        '<td style="width: 3px">style="width: 4px"</td><td id="b" style="width: 3px" class="x y">'
        "<pre style=\"font: 'A B'\"></pre><p title='a' data-json='{\"style\": 1}'>"
    )
    html, files = course_policy.in_files(page, "../f")
    names = {text: name for name, text in files.items()}
    rules = next(text for text in names if "width" in text)
    first, second = re.findall(r"\.(styled-\w+) \{", rules)
    assert rules == f".{first} {{ width: 3px }}\n.{second} {{ font: 'A B' }}"
    noscript = f'<link rel="stylesheet" href="../f/{names[".a { color: red; }"]}">'
    assert html == (
        f"<head><noscript>{noscript}</noscript>"
        f'<link rel="stylesheet" href="../f/{names[rules]}">\n</head>'
        f'<td class="{first}">style="width: 4px"</td><td id="b" class="{first} x y">'
        f"<pre class=\"{second}\"></pre><p title='a' data-json='{{\"style\": 1}}'>"
    )
    assert all(name.endswith(".css") for name in files)
    assert course_policy.in_files(html, "../f") == (html, {})
