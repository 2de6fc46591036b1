# shellcheck shell=bash
# The release build. An import that a target does not declare is an error in it.

build_quill() {
  logged build "Building Quill" \
    swift build -c release --explicit-target-dependency-import-check error ||
    stop_with_log build "Quill could not be built"
}

# A build holds the path of its module cache: a clone that was moved cannot go on with it.
drop_moved_builds() {
  local stamp=.quill/built-in
  mkdir -p .quill
  if [[ -f $stamp && $(<"$stamp") != "$PWD" ]]; then
    say "  Note: the clone was moved here from $(<"$stamp"), so it is built anew."
    rm -rf .build benchmarks/.build
  fi
  pwd >"$stamp"
}
