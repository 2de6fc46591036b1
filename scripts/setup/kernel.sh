# shellcheck shell=bash
# The Swift kernel in the Python environment, from the day on which the package has one.

kernel_absent="the Swift kernel has not landed yet, so no notebook can run Swift"

kernel_has_landed() { grep -qE '\.executable\(\s*name: "quill"' Package.swift; }

# Installs the kernel, or says that there is none.
prepare_kernel() {
  kernel_has_landed || {
    say "  Note: $kernel_absent."
    return 0
  }
  logged kernel "Installing the kernel into $python_home" \
    .build/release/quill install --prefix "$python_home" ||
    stop_with_log kernel "the kernel could not be installed"
}

require_kernel() { kernel_has_landed || stop "$kernel_absent"; }
