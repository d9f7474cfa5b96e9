"""``python -m cnn_course.classify MODEL PICTURE...``: what a model says of pictures.

MODEL is a file that `models.save_model` wrote, or the name of a model that comes along,
for instance cats_dogs. A PICTURE may be a folder. Ends with status 0 when all were read, 1
when some were not, 2 when nothing could be done.
"""

import argparse
import json
import sys
from pathlib import Path

from cnn_course import models
from cnn_course._streams import write_any_name
from cnn_course.data.resizing import WAYS
from cnn_course.models.answers import preparation
from cnn_course.models.kept import the_model


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m cnn_course.classify", description=__doc__)
    parser.add_argument("model", metavar="MODEL")
    parser.add_argument("pictures", metavar="PICTURE", nargs="+")
    parser.add_argument("--how", choices=WAYS, help="for a model whose card does not say it")
    parser.add_argument("--json", action="store_true", help="everything, for another program")
    options = parser.parse_args(arguments)
    try:
        model = the_model(options.model)
        preparation(model.card, options.how)
    except (OSError, ValueError, ImportError) as problem:
        parser.error(str(problem))
    found, problems, notes = [], [], []
    for picture in options.pictures:
        try:
            if Path(picture).is_dir():
                table = models.predict_folder(model, picture, options.how)
                found += [row._replace(file=str(Path(picture, row.file))) for row in table]
                problems += [f"{picture}: {problem}" for problem in table.problems]
                notes += [f"{picture}: {kind}: {', '.join(n)}" for kind, n in table.notes.items()]
            else:
                found.append(models.predict_file(model, picture, options.how))
        except (OSError, ValueError) as problem:
            problems.append(str(problem))
    if options.json:
        rows = [row._asdict() for row in found]
        print(json.dumps({"predictions": rows, "problems": problems, "notes": notes}, indent=1))
    else:
        for row in found:
            print(row)
    for line in problems + notes:
        print(line, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    write_any_name()
    sys.exit(main())
