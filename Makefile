# Everything happens through these targets. `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
# Stamps say what is installed already; they age when the pins change.
PINS := pyproject.toml constraints.txt
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --quiet -c constraints.txt -e

.PHONY: help book test notebooks arithmetic bench lab clean

help:  ## List these targets
	@echo "CNNs by hand: what make can do here"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

book: .venv/.book  ## Build the course as HTML in _build/html
	@echo "Building the book (warnings are errors) ..."
	@$(BIN)/jupyter-book build . --path-output . --warningiserror --nitpick --keep-going --quiet > /dev/null
	@echo "The course is ready. Open this page in a browser:"
	@echo "$(CURDIR)/_build/html/index.html"

test: .venv/.test book  ## Run all tests: package, notebooks, pages
	@echo "Running all tests ..."
	@$(BIN)/python -m pytest --nbval

notebooks: .venv/.test  ## Run again the chapters whose code changed; FORCE=1 runs all
	@$(BIN)/python -m tools.notebooks $(if $(FORCE),--force)

arithmetic: .venv/.test  ## Compare the chapters under other processors' arithmetic; QUICK=1 takes two
	@$(BIN)/python -m tools.arithmetic $(if $(QUICK),--quick)

bench: .venv/.test  ## Time this package against Keras, SciPy and PyTorch; PART=conv2d for one part
	@$(BIN)/python -m benchmarks $(if $(PART),--only $(PART))

lab: .venv/.lab  ## Open the notebooks in JupyterLab
	@$(BIN)/jupyter lab book

clean:  ## Remove the built book and the virtual environment
	rm -rf _build .venv .pytest_cache .hypothesis cnn_course.egg-info

.venv/.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version 2>&1)." >&2; \
		  echo "Name another one: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Making a virtual environment in .venv ..."
	@$(PYTHON) -m venv .venv
	@touch .venv/.venv

.venv/.%: .venv/.venv $(PINS)
	@echo "Installing what 'make $*' needs into .venv (once) ..."
	@$(INSTALL) ".[$*]"
	@touch $@
