"""What pyproject.toml cannot say: the tested versions go along into the installed package.

They stand in constraints.txt alone. `python -m cnn_course.doctor` reads them, and
where the package is installed without the repository it finds this copy.
"""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

PINS = "constraints.txt"


class BuildWithPins(build_py):
    def run(self):
        super().run()
        if not self.editable_mode:  # there the repository's own file is at hand
            self.copy_file(PINS, str(Path(self.build_lib) / "cnn_course" / PINS))

    def get_source_files(self):
        return [*super().get_source_files(), PINS]


setup(cmdclass={"build_py": BuildWithPins})
