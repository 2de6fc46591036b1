# shellcheck shell=bash
# The release build. An import that a target does not declare is an error in it.

build_quill() {
  logged build "Building Quill" \
    swift build -c release --explicit-target-dependency-import-check error ||
    stop_with_log build "Quill could not be built"
}
