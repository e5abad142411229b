# Two commands on a fresh machine (Debian, Python 3.11, make): `make demo` and `make test`.

PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
# The environment of a cluster's machine: what .venv has, and Ray and S3 besides.
CLUSTER := .venv-cluster

.PHONY: help setup cluster demo test lint bench lock clean

help:            ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */  /'

setup: $(READY)  ## the environment in .venv and the networks' weights, both checked by SHA-256
	@$(BIN)/python -m intake.ocr.fetch

$(READY): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "需要 Python 3.11（命令 $(PYTHON)）：apt-get install python3.11 python3.11-venv"; exit 1; }
	@$(PYTHON) -c "import ensurepip" 2>/dev/null || { echo "Python 缺少 venv 组件：apt-get install python3.11-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "安装依赖（首次约两分钟）……"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

cluster: setup $(CLUSTER)/.ready  ## the environment of a machine of a Ray cluster, in .venv-cluster (docs/cluster.md)

$(CLUSTER)/.ready: $(READY) requirements-cluster.lock
	@test -x $(CLUSTER)/bin/python || $(PYTHON) -m venv $(CLUSTER)
	@$(CLUSTER)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
	  -r requirements-cluster.lock
	@site=$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))') && \
	  echo "import site; site.addsitedir('$$site')" \
	  > $$($(CLUSTER)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/beside.pth
	@printf '#!/bin/sh\nexec "$$(dirname "$$0")/python" -m cli "$$@"\n' > $(CLUSTER)/bin/yancai
	@chmod +x $(CLUSTER)/bin/yancai
	@touch $@

demo: setup      ## judge the six sample cases
	@$(BIN)/python -m samples.demo

test: setup      ## every check: format, lint, types, layers, tests, and those of the cluster in its environment
	@.ci/packages
# A processor for the types, the other for what the cluster's environment has besides.
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target lint cluster
# In their order: those of the fewest tests are the longest, and at the end one would keep the other processor waiting.
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not cluster"
	@$(CLUSTER)/bin/python -m pytest -m cluster tests/pipelines

lint: setup      ## format, lint, types, layers
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy --num-workers 2
	@$(BIN)/lint-imports

bench: setup     ## draw papers, run the real program on them and print the table
	@.ci/packages
	@$(BIN)/python -m tests.bench

COMPILE := uv pip compile pyproject.toml --group dev --generate-hashes --no-annotate --no-header \
  --no-emit-index-url --python-version 3.11

lock:            ## compile the lock files anew (needs uv); the cluster's names what comes on top only
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --group cluster --extra cluster --extra s3 --constraint requirements.lock \
	  $$(sed -n 's/^\([a-z0-9.-]*\)==.*/--no-emit-package \1/p' requirements.lock) \
	  --output-file requirements-cluster.lock

clean:           ## remove the environment and caches
	rm -rf $(VENV) $(CLUSTER) .pytest_cache .mypy_cache .ruff_cache *.egg-info build
