# Every target sets up what it needs: .venv, and (as root, on Debian or Ubuntu) the system packages.

PY := .venv/bin/python
ARGS ?=

# The window has no screen to appear on here; journeys bring their own.
demo test bench faults package: export QT_QPA_PLATFORM := offscreen

.DEFAULT_GOAL := help
.PHONY: help demo run test lint bench faults lock package clean

help:  ## lists these targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

demo:  ## does the main job end to end without a display, into build/demo
	@packaging/ready.sh run
	$(PY) -m supdesk demo build/demo

run:  ## opens the app (ARGS="path/to/NAME.supdesk" for one vault)
	@packaging/ready.sh run
	$(PY) -m supdesk $(ARGS)

test:  ## runs the tests (ARGS="tests/vault -k wrong" for some)
	@packaging/ready.sh run test
	$(PY) -m pytest $(ARGS)

lint:  ## style, types, and which room may know which
	@packaging/ready.sh run test
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports

bench:  ## prints the measured figures beside their aims
	@packaging/ready.sh run test
	$(PY) -m tests.benchmarks

faults:  ## tries every fault against a vault and prints what held (ARGS="5 16 --few" for some)
	@packaging/ready.sh run test
	$(PY) -m tests.faults $(ARGS)

lock:  ## compiles the pinned requirements anew (needs uv; ARGS=--upgrade for the newest)
	packaging/lock.sh $(ARGS)

package:  ## builds the bundle build/package/supdesk and lets it test itself
	@packaging/ready.sh run package
	$(PY) -m PyInstaller --noconfirm --clean --log-level WARN \
		--distpath build/package --workpath build/package-work packaging/supdesk.spec
	build/package/supdesk/supdesk self-test

clean:  ## removes what was built, and .venv
	rm -rf build .venv
