# shellcheck shell=bash
# The whole set-up, in order. Sourced by scripts/lab and scripts/test from the clone's root.

source scripts/setup/say.sh
source scripts/setup/toolchain.sh
source scripts/setup/preflight.sh
source scripts/setup/system-packages.sh
source scripts/setup/python-environment.sh
source scripts/setup/build.sh
source scripts/setup/kernel.sh

# Megabytes that each part takes, rounded up from what was seen on a bare Debian 12.
system_space=600
python_space=350
build_space=1000

package_lists=(scripts/setup/packages.txt)
requirement_lists=(scripts/requirements.txt)

# Tells what is missing, stops where it cannot be had, and installs and builds it.
set_up() {
  local packages=()
  require_swift_on_path
  require_writable_clone
  refuse_wrong_swift
  require_apt "${package_lists[@]}"
  mapfile -t packages < <(missing_packages "${package_lists[@]}")
  announce "${packages[@]}"
  require_room "${packages[@]}"
  if ((${#packages[@]})); then
    require_root_for "${packages[@]}"
    install_packages "${packages[@]}"
  fi
  require_swift_runs
  note_threaded_blas /usr/lib
  drop_moved_builds
  python_is_ready "${requirement_lists[@]}" || prepare_python "${requirement_lists[@]}"
}

# announce PACKAGE...: what is about to be installed.
announce() {
  local name
  if (($#)); then
    say "About to install $# system packages with apt:"
    for name in "$@"; do
      say "  $name: $(reason_for "$name" "${package_lists[@]}")"
    done
  fi
  python_is_ready "${requirement_lists[@]}" ||
    say "About to install $(cat "${requirement_lists[@]}" | grep -c ==) Python packages" \
      "from ${requirement_lists[*]} into $python_home."
  [[ -d .build ]] || say "About to build Quill in .build."
}

# require_room PACKAGE...: the disk space for what is not there yet.
require_room() {
  local needs=()
  (($#)) && needs+=("$system_space:/usr")
  python_is_ready "${requirement_lists[@]}" || needs+=("$python_space:.")
  [[ -d .build ]] || needs+=("$build_space:.")
  require_space "${needs[@]}"
}
