# shellcheck shell=bash
# The Swift kernel in the Python environment.

prepare_kernel() {
  logged kernel "Installing the kernel into $python_home" \
    .build/release/quill install --prefix "$python_home" ||
    stop_with_log kernel "the kernel could not be installed"
}
