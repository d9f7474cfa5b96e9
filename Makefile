# Everything happens through these targets. `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
# Tests share the cores; each process holds up to 2 GB.
JOBS ?= auto --maxprocesses=4
# One target after another, with -j, too: two of them would set up the same .venv.
.NOTPARALLEL:
# What a shell brings along shall not change what Python finds and does.
unexport PYTHONHOME PYTHONPATH PYTHONSAFEPATH PYTHONPLATLIBDIR PYTHONEXECUTABLE
unexport PYTHONOPTIMIZE PYTHONWARNINGS PYTHONINSPECT PYTHONIOENCODING

.PHONY: help book test check coverage scripts arithmetic notebooks bench lab doctor clean

help:  ## List these targets
	@echo "CNNs by hand: what make can do here"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

book: .venv/.book  ## Build the course as HTML in _build/html
	@$(BIN)/python -m tools.live
	@echo "Building the book (warnings are errors) ..."
	@$(BIN)/jupyter-book build . --path-output . --warningiserror --nitpick --keep-going --quiet > /dev/null
	@echo "The course is ready. Open this page in a browser:"
	@echo "$(CURDIR)/_build/html/index.html"

test: .venv/.test book  ## Run all tests: package, notebooks, pages; JOBS=1 for one at a time
	@echo "Running all tests ..."
	@$(BIN)/python -m pytest --nbval -n $(JOBS)

CHECK = $(BIN)/python -m pytest -n $(JOBS) -q -p no:nbval -m "not browser and not keras and not notebook and not slow and not network"

check: .venv/.check  ## Run what needs neither a browser nor TensorFlow, nor seconds for one test
	@$(CHECK)

coverage: .venv/.check  ## Say which lines of the package `make check` does not reach
	@$(CHECK) --cov --cov-report=term

arithmetic: .venv/.test  ## Compare the notebooks under all arithmetics that can be imitated; QUICK=1: two
	@$(BIN)/python -m tools.arithmetic $(if $(QUICK),--quick)

notebooks: .venv/.test  ## Run again the chapters whose code changed; FORCE=1 runs all
	@$(BIN)/python -m tools.notebooks $(if $(FORCE),--force)

bench: .venv/.test  ## Time this package against Keras, SciPy and PyTorch; PART=conv2d for one part
	@$(BIN)/python -m benchmarks $(if $(PART),--only $(PART))

lab: .venv/.lab  ## Open the notebooks in JupyterLab
	@$(BIN)/jupyter lab book

doctor:  ## Say how this machine is set up, and what to do about each fault
	@python=$(BIN)/python; [ -x $$python ] || python=$(PYTHON); $$python -m cnn_course.doctor

# Node is for those who change the scripts; readers never need it.
scripts: .venv/.test node_modules/.package-lock.json  ## Check the figures' scripts: types, linter, tests in Node
	@CNN_COURSE_REQUIRE_NODE=1 $(BIN)/python -m pytest tests/scripts

node_modules/.package-lock.json: package.json package-lock.json
	@npm ci --no-audit --no-fund

clean:  ## Remove the built book and the virtual environment
	rm -rf _build build node_modules .venv .pytest_cache .hypothesis .coverage cnn_course.egg-info

# .venv is looked at each time: it sets itself up, but PYTHON does where .venv is not sound,
# and where PYTHON is named.
.venv/.%: FORCE
	@python="$(PYTHON)"; \
	$(if $(filter command,$(origin PYTHON)),,! $(BIN)/python -m tools.install --sound 2> /dev/null || python=$(BIN)/python;) \
	command -v "$$python" > /dev/null || { \
		echo "There is no $$python here. Name a Python: make PYTHON=python3.13" >&2; exit 1; }; \
	"$$python" -m tools.pythons && "$$python" -m tools.install $*

.PHONY: FORCE
FORCE:
