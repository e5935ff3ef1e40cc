# Two commands to remember: "make book" and "make test". Each sets up all it needs.
PYTHON ?= $(shell command -v python3.11 || echo python3)
BIN := .venv/bin
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1

.PHONY: book test lab lint clean browser

book: .venv/ready
	$(BIN)/jupyter-book build . -W -n --keep-going
	@echo "The book is ready. Open _build/html/index.html in a browser."

test: .venv/ready browser
	$(BIN)/python -m pytest

lab: .venv/ready
	$(BIN)/jupyter lab book

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

clean:
	rm -rf _build .venv *.egg-info .pytest_cache .ruff_cache .hypothesis

# The environment, made again only when what it holds has changed.
.venv/ready: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -r requirements.txt
	@touch $@

# A bare CI machine gets Debian's browser; nobody else's system is touched.
browser:
	@[ "$$CI" = true ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null || exit 0; \
	for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	apt-get update && DEBIAN_FRONTEND=noninteractive \
	  apt-get install -y --no-install-recommends chromium fonts-dejavu-core
