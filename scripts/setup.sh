#!/bin/sh
# Makes .venv and fills it from a lock file, once: a stamp in .venv remembers what was installed, so that a second call
# returns at once and a changed lock, a moved checkout or another Python is noticed.
#
# usage: scripts/setup.sh runtime|dev|docs      (PYTHON=/path/to/python3 overrides the search)
set -eu

cd "$(dirname "$0")/.."
part=${1:?usage: scripts/setup.sh runtime|dev|docs}
case $part in
  runtime) lock=requirements.lock ;;
  dev | docs) lock=requirements-$part.lock ;;
  *) echo "setup: unknown part '$part'; use runtime, dev or docs" >&2; exit 2 ;;
esac
venv=.venv
stamp=$venv/tollbook-$part.stamp

fits() {
  "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1
}

find_python() {
  for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 /usr/bin/python3}; do
    if command -v "$candidate" >/dev/null 2>&1 && fits "$candidate"; then
      command -v "$candidate"
      return
    fi
  done
  echo "setup: no Python 3.11, 3.12 or 3.13 with its venv module was found (tried ${PYTHON:-python3, python3.13, python3.12, python3.11})." >&2
  echo "setup: install one (on Debian: apt install python3 python3-venv) or name it: make setup PYTHON=/path/to/python3" >&2
  exit 1
}

# What an installed environment depends on. git is there wherever this runs, so it does the hashing.
key() {
  echo "$(pwd -P) $(git hash-object "$1" pyproject.toml | tr '\n' ' ')"
}

if [ -x $venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$(key "$lock")" ] && fits $venv/bin/python; then
  exit 0
fi
rm -f "$stamp"

# An environment that was moved (its scripts name the old place), whose Python is gone or that is half made is made anew.
if ! { fits $venv/bin/python && grep -q "$(pwd -P)/$venv/bin/python" $venv/bin/pip; } 2>/dev/null; then
  python=$(find_python)
  echo "setup: making $venv with $("$python" --version)"
  "$python" -m venv --clear $venv
fi

echo "setup: installing $lock (some minutes the first time)"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
# pyspark, which tests alone need, is published as source only: Python and jars, nothing is compiled.
$venv/bin/python -m pip install -qq --require-hashes --only-binary :all: --no-binary pyspark -r "$lock"
$venv/bin/python -m pip install -qq --no-deps --no-build-isolation --editable .
key "$lock" >"$stamp"
# The dev lock holds all of the runtime lock at the same versions (tests/house/test_lock.py).
[ "$part" != dev ] || key requirements.lock >$venv/tollbook-runtime.stamp
echo "setup: $venv is ready"
