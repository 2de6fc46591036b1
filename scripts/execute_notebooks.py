#!/usr/bin/env python3
"""Runs notebooks through a kernel without a browser and writes their outputs into them.

Prints a line a code cell. A cell that fails ends its notebook, shows its error and makes the exit
status 1; the other notebooks still run. Arguments that make no sense end with status 2.

With --check the outputs are compared with those that the file stores, and the file is left alone.
"""

import argparse
import concurrent.futures
import copy
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import nbformat
import notebook_outputs
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError


class Unusable(Exception):
    """A notebook or a kernel that cannot be used, in one sentence."""


def main():
    arguments = parse_arguments()
    began = time.monotonic()
    try:
        notebooks = [
            (path, read_notebook(path, writes=not arguments.check)) for path in arguments.notebooks
        ]
        if arguments.jobs > 1 and len(notebooks) > 1:
            passed = run_side_by_side(arguments)
        else:
            passed = [run_notebook(path, notebook, arguments) for path, notebook in notebooks]
    except Unusable as problem:
        sys.exit(complain(problem))
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        sys.exit(130)
    if len(passed) > 1:
        count = f"{sum(passed)} of {len(passed)} notebooks passed"
        print(f"{count} in {time.monotonic() - began:.0f} s", flush=True)
    sys.exit(0 if all(passed) else 1)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("notebooks", nargs="+", type=pathlib.Path, metavar="NOTEBOOK")
    parser.add_argument("--kernel", default="quill", help="the kernel's name (default: quill)")
    parser.add_argument(
        "--timeout", type=float, help="seconds that a cell may take (default: no limit)"
    )
    parser.add_argument(
        "--limit", type=float, help="seconds that a notebook may take (default: no limit)"
    )
    parser.add_argument(
        "--jobs", type=int, default=1, help="notebooks that run at a time (default: 1)"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing, and fail where the text of a cell is not the one that is stored;"
        f" cells with the tag '{notebook_outputs.VARIES}' and notebooks without outputs are not"
        " compared",
    )
    arguments = parser.parse_args()
    if arguments.jobs < 1:
        parser.error(f"--jobs wants a number from 1 on, not {arguments.jobs}")
    return arguments


def complain(problem):
    print(f"quill: {problem}", file=sys.stderr)
    return 2


def run_side_by_side(arguments):
    """Runs each notebook in a process of its own, several at a time; whether each one passed.

    What a notebook prints is shown when it and those before it are done, so that no two are mixed.
    """
    command = [sys.executable, __file__, "--kernel", arguments.kernel]
    for name in ["timeout", "limit"]:
        if getattr(arguments, name) is not None:
            command += [f"--{name}", str(getattr(arguments, name))]
    if arguments.check:
        command.append("--check")

    def run(path):
        return subprocess.run([*command, path], capture_output=True, text=True)

    statuses = []
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for result in pool.map(run, arguments.notebooks):
            print(result.stdout, end="", flush=True)
            print(result.stderr, end="", file=sys.stderr, flush=True)
            statuses.append(result.returncode)
    if 2 in statuses:
        sys.exit(2)  # the reason is on the screen already
    return [status == 0 for status in statuses]


def read_notebook(path, writes=True):
    """The notebook in a file, checked as far as it can be before anything runs."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Unusable(f"there is no notebook {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"{path} cannot be read: {error}") from None
    if writes and not os.access(path, os.W_OK):
        raise Unusable(f"there are no rights to write the outputs into {path}")
    try:
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
    except Exception as error:  # nbformat raises many kinds, from ValueError to its own
        reason = (str(error).splitlines() or ["no reason given"])[0][:100]
        raise Unusable(f"{path} is not a notebook: {reason}") from None
    return notebook


def run_notebook(path, notebook, arguments):
    """Runs one notebook from its first cell to its last; whether it passed."""
    print(f"{path}", flush=True)
    stored = copy.deepcopy(notebook)
    began = time.monotonic()
    failure = executed(path, notebook, arguments)
    seconds = time.monotonic() - began
    if not arguments.check:
        write_notebook(path, notebook)
    elif failure is None:
        failure = checked(path, stored, notebook, arguments)
    cells = sum(map(is_code, notebook.cells))
    return finish_notebook(path, cells, failure, seconds, arguments.limit)


def executed(path, notebook, arguments):
    """Runs the cells of a notebook in a new kernel; the error of the first that fails."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        kernel_name=arguments.kernel,
        timeout=arguments.timeout or arguments.limit,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(path.resolve().parent)}},
    )
    try:
        with client.setup_kernel():
            note_language(client)
            notebook.metadata["quill"] = {"processor": notebook_outputs.processor()}
            return run_cells(client, list(enumerate(notebook.cells)))
    except NoSuchKernel:
        raise Unusable(f"there is no kernel '{arguments.kernel}' to run {path} with") from None
    except RuntimeError as error:
        raise Unusable(f"the kernel '{arguments.kernel}' does not start: {error}") from None


def checked(path, stored, notebook, arguments):
    """Where the texts of a run are not what they should be, or nothing.

    They should be the stored ones. Another kind of processor may round otherwise, and what is drawn by
    chance follows the last bit; there, two runs have to agree.
    """
    differences = list(compare(stored, notebook, "the one that is stored"))
    here = notebook_outputs.processor()
    stored_on = stored.metadata.get("quill", {}).get("processor", here)
    if differences and stored_on != here:
        again = copy.deepcopy(stored)
        failure = executed(path, again, arguments)
        print(f"  {path.name}: stored on {stored_on}, run twice on {here}", flush=True)
        if failure is not None:
            return failure
        differences = list(compare(notebook, again, "that of the run before"))
    return "\n".join(differences) or None


def compare(stored, notebook, wanted):
    """A line and both texts for each cell whose text is not the wanted one."""
    if not notebook_outputs.stores_outputs(stored):
        return
    pairs = [pair for pair in zip(stored.cells, notebook.cells) if is_code(pair[1])]
    for number, (old, new) in enumerate(pairs, 1):
        if notebook_outputs.VARIES in new.metadata.get("tags", []):
            continue
        texts = notebook_outputs.shown_text(old), notebook_outputs.shown_text(new)
        difference = notebook_outputs.difference(*texts)
        if difference is not None:
            yield f"cell {number}: its text is not {wanted}\n{difference}"


def finish_notebook(path, cells, failure, seconds, limit):
    """Prints how a notebook ended; whether it passed, which one that takes too long does not."""
    if failure is None and limit is not None and seconds > limit:
        failure = f"which may take {limit:g} s, took {seconds:.1f} s"
    count = "1 cell" if cells == 1 else f"{cells} cells"
    word = "passed" if failure is None else "did not pass"
    print(f"  {path.name}: {count} {word} in {seconds:.1f} s", flush=True)
    if failure is not None:
        print(f"{path}, {failure}", file=sys.stderr, flush=True)
    return failure is None


def is_code(cell):
    return cell.cell_type == "code" and cell.source.strip() != ""


def note_language(client):
    """Writes the language into the notebook, as the kernel names it: viewers colour by it."""
    reply = client.wait_for_reply(client.kc.kernel_info())
    if reply is not None and "language_info" in reply["content"]:
        client.nb.metadata["language_info"] = reply["content"]["language_info"]


def run_cells(client, cells):
    """Runs the cells in order; returns the error of the first that fails, with its number."""
    cells = [(at, cell) for at, cell in cells if is_code(cell)]
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
