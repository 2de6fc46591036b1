# shellcheck shell=bash
# The Swift toolchain: found on PATH, never installed by us.

swift_wanted=6.3
swift_source="unpack the Swift $swift_wanted toolchain for Debian 12 from swift.org and put its \
usr/bin first on PATH"

require_swift_on_path() {
  command -v swift >/dev/null || stop "there is no Swift toolchain on PATH: $swift_source"
}

# Prints the version of the toolchain, or nothing while the libraries that it needs are missing.
swift_version() {
  { swift --version 2>/dev/null || true; } |
    sed -nE 's/.*Swift version ([0-9]+\.[0-9.]*[0-9]).*/\1/p'
}

# Stops for a toolchain that is known to be a wrong one.
refuse_wrong_swift() {
  local version
  version=$(swift_version)
  [[ -z $version || $version == "$swift_wanted" || $version == "$swift_wanted".* ]] ||
    stop "Swift $swift_wanted is needed and $(command -v swift) is $version: $swift_source"
}

# Once the libraries are there, the toolchain must run.
require_swift_runs() {
  refuse_wrong_swift
  [[ -n $(swift_version) ]] ||
    stop "$(command -v swift) does not run here ($(swift --version 2>&1 | tail -n 1)):" \
      "$swift_source"
}
