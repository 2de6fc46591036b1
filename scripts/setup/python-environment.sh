# shellcheck shell=bash
# The Python environment in .venv, made from the pinned requirements.

python_home=.venv

# Prints a Python of 3.11 or later that can make environments: the one on PATH, or else Debian's.
find_python() {
  local candidate
  for candidate in "$(command -v python3 || true)" /usr/bin/python3; do
    if [[ -n $candidate ]] && "$candidate" -c \
      'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
}

# Where the environment is and whose Python it has: a moved clone needs a new one.
python_birthplace() {
  pwd
  "$python_home/bin/python" -c 'import sys; print(sys.version)'
}

python_exists() {
  python_birthplace 2>/dev/null | cmp -s - "$python_home/made-in"
}

# python_is_ready LIST...: whether .venv holds what these lists ask for.
python_is_ready() {
  local list
  python_exists || return 1
  for list in "$@"; do
    cmp -s "$list" "$python_home/made-from-$(basename "$list")" || return 1
  done
}

# prepare_python LIST...
prepare_python() {
  local list requirements=()
  python_exists || make_environment
  for list in "$@"; do requirements+=(--requirement "$list"); done
  logged pip "Installing $(cat "$@" | grep -c ==) Python packages" \
    "$python_home/bin/python" -m pip install --only-binary=:all: --no-input \
    --disable-pip-version-check --progress-bar off "${requirements[@]}" ||
    stop_with_log pip "the Python packages could not be installed"
  for list in "$@"; do
    cp "$list" "$python_home/made-from-$(basename "$list")"
  done
}

make_environment() {
  local python
  python=$(find_python)
  [[ -n $python ]] || stop "no Python of version 3.11 or later was found: put python3 on PATH"
  logged venv "Making a Python environment in $python_home" \
    "$python" -m venv --clear "$python_home" ||
    stop_with_log venv "the Python environment could not be made"
  python_birthplace >"$python_home/made-in"
}
