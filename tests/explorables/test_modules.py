"""Joining the figures' modules: each once, in order, and what cannot be joined is said."""

import re

import pytest

from cnn_course.exercises import check
from cnn_course.explorables import Pooling, facts, modules
from cnn_course.explorables.page import page_files


@pytest.fixture
def write(tmp_path):
    """`write({"a.js": text})` puts modules into a folder of their own, and returns it."""

    def put(texts):
        for name, text in texts.items():
            (tmp_path / name).write_text(text)
        return tmp_path

    return put


def test_every_module_comes_once_and_after_those_it_needs():
    names = list(modules.joined([*modules.figures().values(), "page.js"]))
    assert len(names) == len(set(names)) == len(list(modules.FOLDER.glob("*.js")))
    for name in names:
        for _, needed in modules.IMPORT.findall(modules.read(name)):
            assert names.index(needed) < names.index(name)


def test_the_content_of_what_a_module_needs_is_a_part_of_its_key(write):
    texts = {
        "a.js": 'import { b } from "./b.js";\nexport const a = b;\n',
        "b.js": 'import { c } from "./c.js";\nexport const b = c;\n',
        "c.js": "export const c = 1;\n",
        "d.js": "export const d = 1;\n",
    }
    before = modules.joined(["a.js", "d.js"], write(texts))
    after = modules.joined(["a.js", "d.js"], write({"c.js": "export const c = 2;\n"}))
    changed = {name for name in before if before[name].key != after[name].key}
    assert changed == {"a.js", "b.js", "c.js"}


def test_what_is_for_those_who_write_the_scripts_is_not_sent(write):
    folder = write({
        "a.js": """// A comment with "a quote".

export const a = 1; // of this one
const b = [ // and of this
  2, // it's not certain here, so it stays

];
export const c = "kept; // too";
""",
    })  # fmt: skip
    script = modules.joined(["a.js"], folder)["a.js"].script
    assert "A comment" not in script and "of this" not in script and "\n\n" not in script
    assert "// it's not certain" in script and '"kept; // too"' in script
    assert "const a = 1;const b = [" in script


CIRCLE = {
    "a.js": '// A comment.\n\nimport { b } from "./b.js";\nexport const a = 1;\n',
    "b.js": 'import { c } from "./c.js";\nexport const b = 1;\n',
    "c.js": 'import { b } from "./b.js";\nexport const c = 1;\n',
}


def test_a_circle_ends_and_is_said(write):
    with pytest.raises(ValueError, match=r"^c.js, line 1: .* circle \(b.js, c.js, b.js\); move"):
        modules.joined(["a.js"], write(CIRCLE))
    itself = {"a.js": '\nimport { a } from "./a.js";\nexport const a = 1;\n'}
    with pytest.raises(ValueError, match=r"^a.js, line 2: .* circle \(a.js, a.js\)"):
        modules.joined(["a.js"], write(itself))


OTHER_FORMS = [
    'import b from "./b.js";',
    'import * as b from "./b.js";',
    'import "./b.js";',
    "import { b } from './b.js';",
    'import { b } from "./b.js"',
    'import { b } from "./deep/b.js";',
    'import { b } from "b";',
    '  import { b } from "./b.js";',
    'a(); import { b } from "./b.js";',
    'const b = await import("./b.js");',
    "const here = import.meta.url;",
    "export default function () {}",
    "export { a };",
    'export * from "./b.js";',
    "export let a = 1;",
    "export const { a, b } = c;",
    "export function* a() {}",
    "  export const a = 1;",
]


@pytest.mark.parametrize("form", OTHER_FORMS)
def test_any_other_import_or_export_is_refused_with_its_line(write, form):
    folder = write(
        {
            "a.js": f"/** @type {{import('./b.js').B}}\n */\n{form}\n",
            "b.js": "export const b = 1;\n",
        }
    )
    with pytest.raises(ValueError, match=r"^a.js, line 3: modules are joined by") as refused:
        modules.joined(["a.js"], folder)
    assert str(refused.value).endswith(f"got {form.strip()}")


def test_what_is_not_there_is_refused_with_its_line(write):
    folder = write({"a.js": '\nimport { b } from "./b.js";\n'})
    with pytest.raises(ValueError, match=r"^a.js, line 2: there is no b.js beside it"):
        modules.joined(["a.js"], folder)
    write({"b.js": "export function c() {}\nexport class D {}\n"})
    with pytest.raises(ValueError, match=r"^a.js, line 2: b.js exports no b; it exports c, D"):
        modules.joined(["a.js"], folder)


def test_all_known_forms_are_joined_and_types_are_left_out(write):
    folder = write({
        "a.js": (
            "/** @import { B } from './b.d.ts' */\n"
            'import {\n  one as first, two,\n} from "./b.js";\n'
            "// import and export are only words here: import(x); export default\n"
            "export async function wait(/** @type {number} */ x) {}\n"
            "export class A {}\n\nexport const a = first + two; // a note\n"
            'const text = "a // b"; // another\n'
        ),
        "b.js": "export const one = 1;\nexport const two = 2;\n",
    })  # fmt: skip
    joined = modules.joined(["a.js"], folder)["a.js"]
    assert joined.exports == ["wait", "A", "a"]
    assert re.search(r'const \{\s*one: first, two,\s*\} = .*\["b.js"\];', joined.script)
    assert "async function wait(x) {}" in joined.script
    assert '"a // b";\n' in joined.script
    assert "/**" not in joined.script and "note" not in joined.script
    assert "\n\n" not in joined.script and "\n " not in joined.script
    assert "];async function" in joined.script  # a line that goes on needs no end


@pytest.mark.parametrize("figures", [[one] for one in modules.figures().values()])
def test_the_scripts_of_a_page_hold_what_its_figures_need_and_nothing_else(figures):
    scripts = modules.for_page(figures)
    found = "".join(scripts.values())
    registered = re.findall(r'^globalThis\.cnnCourse\["([\w-]+\.js)"\] =', found, re.M)
    needed = modules.joined([*figures, "page.js"])
    assert sorted(registered) == sorted(needed)
    for at, name in enumerate(registered):
        needs = {needed for _, needed in modules.IMPORT.findall(modules.read(name))}
        assert needs <= set(registered[:at])
    assert found.endswith(modules.BEGIN)
    # What another page has of these scripts is the same.
    every = modules.for_page(list(modules.figures().values()))
    assert all(every[name] == text for name, text in scripts.items())


def test_facts_js_is_what_python_writes():
    assert facts.PATH.read_text(encoding="utf-8") == facts.script(), (
        "facts.js is not what facts.py says; run python -m cnn_course.explorables"
    )


def test_the_names_of_elements_come_from_one_place():
    known = modules.figures()
    assert (
        Pooling([[1]], size=1).tag in known
        and "<cnn-question" in check("row.by_hand")._repr_html_()
    )
    style = modules.style()
    assert f"{','.join(known)}{{display: block;}}" in style
    with pytest.raises(ValueError, match="no figure draws cnn-poling; there are cnn-convolution"):
        modules.figures_on("<cnn-pooling></cnn-pooling><cnn-poling>")


def test_the_style_sheet_is_sent_without_its_comments_and_with_all_its_rules():
    written = modules.read("explorables.css")
    assert "/*" in written and "*/" in written
    sent = modules.style()
    assert "/*" not in sent and "*/" not in sent
    assert sent.count("{") == written.count("{") == sent.count("}")


def test_a_page_gets_the_files_of_its_figures_in_order():
    box = check("row.by_hand")._repr_html_()
    names = list(page_files(f"{box}<cnn-digit-reader></cnn-digit-reader>"))
    assert names[:3] == ["explorables.css", "questions_02.js", "digit_weights.js"]
    assert names[-1] == "page.js"
    assert {"question.js", "digit_reader.js", "digit_reader-training.js"} < set(names)
    assert not {"pooling.js", "convolution-pooling.js"} & set(names)
    still = check("row.by_hand", 5)._repr_html_()
    assert list(page_files(still)) == ["explorables.css"]
    assert page_files("<p>cnn-question</p>") == {}
