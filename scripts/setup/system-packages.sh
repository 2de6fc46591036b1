# shellcheck shell=bash
# System packages by apt: only those that are missing, and only with the rights to install them.

# packages_in LIST...: the names in package lists, one a line.
packages_in() { sed -E 's/[[:space:]]*#.*//; /^$/d' "$@"; }

# missing_packages LIST...: the names that no installed package has or provides.
missing_packages() {
  local installed
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n' |
    sed -n 's/^installed //p' | tr -s ' ,' '\n')
  packages_in "$@" | grep -vxF -f <(printf '%s\n' "$installed") || true
}

# reason_for NAME LIST...: why a package is in the lists.
reason_for() {
  local name=$1
  shift
  awk -v name="$name" '$1 == name { sub(/^[^#]*# */, ""); print }' "$@"
}

require_apt() {
  local tool
  for tool in apt-get dpkg-query; do
    command -v "$tool" >/dev/null ||
      stop "there is no $tool here: Quill's set-up is made for Debian 12 and needs these" \
        "packages: $(packages_in "$@" | paste -sd ' ')"
  done
}

is_root() { ((EUID == 0)); }

# require_root_for NAMES: stops with the command to ask an administrator for.
require_root_for() {
  is_root && return
  if command -v sudo >/dev/null; then
    sudo -n true 2>/dev/null && return
    [[ -t 0 ]] && sudo -v && return
  fi
  stop "system packages are missing and there is neither root nor sudo to install them: have" \
    "an administrator run: apt-get update && apt-get install --no-install-recommends $*"
}

# install_packages NAME...
install_packages() {
  logged apt "Installing $# system packages" update_and_install "$@" ||
    stop_with_log apt "the system packages could not be installed"
}

# The update ends well without a network, and badly for one odd source among many: what counts
# is whether the installation after it finds everything.
update_and_install() {
  apt_get update || true
  apt_get install -y --no-install-recommends "$@"
}

apt_get() {
  local root=()
  is_root || root=(sudo -n)
  "${root[@]}" env LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive apt-get -q \
    -o Acquire::Retries=3 -o DPkg::Lock::Timeout=120 "$@"
}

# note_threaded_blas FOLDER: says where another OpenBLAS is chosen, as Debian does by its
# priorities when one is installed besides the serial one.
note_threaded_blas() {
  local library
  for library in "$1"/*/libopenblas.so.0; do
    [[ -e $library && $(readlink -f "$library") != *serial* ]] || continue
    say "  Note: OpenBLAS with threads is chosen here, and its threads do not survive a fork;" \
      "choose the serial one: update-alternatives --config" \
      "libopenblas.so.0-$(basename "$(dirname "$library")")"
  done
}
