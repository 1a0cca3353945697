# `make run` shows the app, `make test` proves it. Both do their own set-up.
PYTHON ?= python3
ADDRESS ?= 127.0.0.1
PORT ?= 8501
SECONDS ?= 60
TRANSLATED := ja
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check lint texts lock docs screenshots benchmark room fuzz clean

run: $(VENV)/run.done
	$(BIN)/streamlit run app.py --server.address $(ADDRESS) --browser.serverAddress $(ADDRESS) --server.port $(PORT)

test: $(VENV)/dev.done lint check
	sh tools/ensure_test_tools.sh $(BIN)
	$(BIN)/python -m pytest -n auto --dist worksteal

check: $(VENV)/run.done
	$(BIN)/python -m geo.check
	$(BIN)/python -m geo.story

lint: $(VENV)/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/oxlint --deny-warnings static/map static/onefile

# Collects all texts again; translate what is empty in geo/locale/*.po afterwards.
texts: $(VENV)/dev.done
	$(BIN)/pybabel -q extract -F babel.cfg -k text -k plural:1,2 -k message -k counted:1,2 --no-location --omit-header -o geo/locale/all.pot .
	for code in $(TRANSLATED); do $(BIN)/pybabel -q update -i geo/locale/all.pot -o geo/locale/$$code.po -l $$code --init-missing \
	    --no-fuzzy-matching --ignore-obsolete --width 120 || exit 1; done
	rm geo/locale/all.pot

lock: $(VENV)/dev.done
	$(BIN)/uv pip compile -q --no-emit-index-url --no-header --python-version 3.11 --universal requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --no-emit-index-url --no-header --python-version 3.11 --universal requirements-dev.in -o requirements-dev.txt

# What docs/ draws and lists from the sources and the installed packages.
docs: $(VENV)/dev.done
	$(BIN)/python -m tools.draw_architecture
	$(BIN)/python -m tools.list_licences

screenshots: $(VENV)/dev.done
	sh tools/ensure_test_tools.sh $(BIN)
	$(BIN)/python -m tools.screenshots

# About 25 minutes on 2 cores. The second one fails where a limit is not met.
benchmark: $(VENV)/dev.done
	sh tools/ensure_test_tools.sh $(BIN)
	$(BIN)/python -m benchmarks.frames
	$(BIN)/python -m benchmarks

room: $(VENV)/dev.done
	sh tools/ensure_test_tools.sh $(BIN)
	$(BIN)/python -m benchmarks.room

# Attacks every reader for SECONDS each. Linux; what is found lies in fuzz/found/.
fuzz: $(VENV)/dev.done
	$(BIN)/pip install --quiet --disable-pip-version-check -r fuzz/requirements.txt
	$(BIN)/python -m fuzz --seconds $(SECONDS)

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/made:
	sh tools/make_venv.sh $(PYTHON) $(VENV)
	touch $@

$(VENV)/run.done: $(VENV)/made requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/dev.done: $(VENV)/made requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/run.done
