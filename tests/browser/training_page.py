"""A page whose training figure has Python behind it, by traits alone."""

import json

import pytest

from tests.browser import figure_page

COUNT, SAID, ANSWER = ".cnn-count", ".cnn-training > .cnn-said", ".cnn-answer"

# Python's model as the figure sees it: what is saved travels there, what has changed comes back.
# `slowly` is how many milliseconds that takes; `silent` is Python that does not answer.
MODEL = """([module, state]) => {
  const model = cnnCourse["page.js"].standIn(state);
  delete model.alone;
  Object.assign(globalThis, { model, slowly: 0, silent: false, saves: 0 });
  const put = model.set;
  let told = {};
  model.set = (name, value) => {
    told[name] = value;
    put(name, value);
  };
  let line = Promise.resolve();
  model.save_changes = () => {
    const news = JSON.stringify(told);
    told = {};
    saves += 1;
    if (silent) return;
    line = line.then(async () => {
      const back = Object.entries(JSON.parse(await python(news)));
      await new Promise((done) => setTimeout(done, slowly));
      for (const [name, value] of back) state[name] = value;
      for (const [name, value] of back) put(name, value);
    });
  };
  const el = document.createElement("section");
  document.querySelector("main").replaceChildren(el);
  globalThis.cleanup = cnnCourse[module].render({ model, el });
}"""


def answering(figure, echo):
    """What Python does with what a page tells it: JSON in, what is new in it out.

    With `echo` also what the page has told, as Python in the page answers.
    """

    def python(news):
        before, told = figure.state(), json.loads(news)
        figure.set_state(told)
        return json.dumps(
            {
                name: value
                for name, value in figure.state().items()
                if value != before[name] and (echo or name not in told or value != told[name])
            },
            allow_nan=False,
        )

    return python


@pytest.fixture
def live(visit, tmp_path):
    """`live(figure, width=...)` opens a page with the figure, and Python behind it."""

    def open_page(figure, echo=False, **options):
        window = visit(**options)
        body = figure._repr_mimebundle_()[0]["text/html"]
        window.page.goto(figure_page.write(tmp_path, body))
        window.page.expose_function("python", answering(figure, echo))
        window.page.evaluate(MODEL, [figure.module, figure.state()])
        window.page.errors = window.errors
        return window.page

    return open_page
