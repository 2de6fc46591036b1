#!/usr/bin/env python3
"""Runs notebooks through a kernel without a browser and writes their outputs into them.

Prints a line a code cell. A cell that fails ends its notebook, shows its error and makes the exit
status 1; the other notebooks still run. Arguments that make no sense end with status 2.
"""

import argparse
import os
import pathlib
import re
import sys
import tempfile
import time

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError


class Unusable(Exception):
    """A notebook or a kernel that cannot be used, in one sentence."""


def main():
    arguments = parse_arguments()
    try:
        notebooks = [(path, read_notebook(path)) for path in arguments.notebooks]
        passed = [run_notebook(path, notebook, arguments) for path, notebook in notebooks]
    except Unusable as problem:
        sys.exit(complain(problem))
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        sys.exit(130)
    sys.exit(0 if all(passed) else 1)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("notebooks", nargs="+", type=pathlib.Path, metavar="NOTEBOOK")
    parser.add_argument("--kernel", default="quill", help="the kernel's name (default: quill)")
    parser.add_argument(
        "--timeout", type=float, help="seconds that a cell may take (default: no limit)"
    )
    return parser.parse_args()


def complain(problem):
    print(f"quill: {problem}", file=sys.stderr)
    return 2


def read_notebook(path):
    """The notebook in a file, checked as far as it can be before anything runs."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Unusable(f"there is no notebook {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"{path} cannot be read: {error}") from None
    if not os.access(path, os.W_OK):
        raise Unusable(f"there are no rights to write the outputs into {path}")
    try:
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
    except Exception as error:  # nbformat raises many kinds, from ValueError to its own
        reason = (str(error).splitlines() or ["no reason given"])[0][:100]
        raise Unusable(f"{path} is not a notebook: {reason}") from None
    return notebook


def run_notebook(path, notebook, arguments):
    """Runs one notebook from its first cell to its last; false if a cell fails."""
    print(f"{path}", flush=True)
    cells = [(at, cell) for at, cell in enumerate(notebook.cells) if is_code(cell)]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        kernel_name=arguments.kernel,
        timeout=arguments.timeout,
        record_timing=False,
        resources={"metadata": {"path": str(path.resolve().parent)}},
    )
    began = time.monotonic()
    try:
        with client.setup_kernel():
            note_language(client)
            failure = run_cells(client, cells)
    except NoSuchKernel:
        raise Unusable(f"there is no kernel '{arguments.kernel}' to run {path} with") from None
    except RuntimeError as error:
        raise Unusable(f"the kernel '{arguments.kernel}' does not start: {error}") from None
    write_notebook(path, notebook)
    seconds = time.monotonic() - began
    if failure is None:
        cells_passed = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
        print(f"  {cells_passed} passed in {seconds:.1f} s", flush=True)
        return True
    print(f"{path}, {failure}", file=sys.stderr, flush=True)
    return False


def is_code(cell):
    return cell.cell_type == "code" and cell.source.strip() != ""


def note_language(client):
    """Writes the language into the notebook, as the kernel names it: viewers colour by it."""
    reply = client.wait_for_reply(client.kc.kernel_info())
    if reply is not None and "language_info" in reply["content"]:
        client.nb.metadata["language_info"] = reply["content"]["language_info"]


def run_cells(client, cells):
    """Runs the cells in order; returns the error of the first that fails, with its number."""
    for number, (at, cell) in enumerate(cells, 1):
        began = time.monotonic()
        error = run_cell(client, cell, at)
        first_line = cell.source.strip().splitlines()[0][:70]
        print(
            f"  {number:3}/{len(cells)}  {'ok    ' if error is None else 'FAILED'}"
            f" {time.monotonic() - began:8.2f} s  {first_line}",
            flush=True,
        )
        if error is not None:
            return f"cell {number}:\n{error}"
    return None


def run_cell(client, cell, at):
    """Runs one cell; returns its error as text, or nothing."""
    try:
        client.execute_cell(cell, at)
    except CellExecutionError as error:
        return error_text(cell) or f"{error.ename}: {error.evalue}"
    except CellTimeoutError:
        return f"it took longer than {client.timeout:g} s"
    except DeadKernelError:
        return "the kernel died"
    return None


def error_text(cell):
    """The error as the kernel showed it, in colour where somebody looks."""
    for output in cell.outputs:
        if output.output_type == "error":
            text = "\n".join(output.traceback)
            return text if sys.stderr.isatty() else re.sub(r"\x1b\[[0-9;]*m", "", text)
    return None


def write_notebook(path, notebook):
    """Replaces the file in one step, so that a stop half way leaves the old one whole."""
    handle, name = tempfile.mkstemp(dir=path.resolve().parent, suffix=".ipynb")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            nbformat.write(notebook, file)
        os.chmod(name, path.stat().st_mode)
        os.replace(name, path.resolve())
    except BaseException:
        os.unlink(name)
        raise


if __name__ == "__main__":
    main()
