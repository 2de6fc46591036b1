"""quill doctor: a line a check, and words on how to mend what is bad."""

import os
import pathlib
import re
import shutil

import pytest
from conftest import QUILL, ROOT, quill

QUIET = {"VIRTUAL_ENV": "", "CONDA_PREFIX": "", "JUPYTER_PATH": "", "XDG_DATA_HOME": ""}


@pytest.fixture
def installed(tmp_path):
    """An environment in which Jupyter knows the kernel."""
    data = tmp_path / "data"
    environment = {**QUIET, "JUPYTER_DATA_DIR": data}
    assert quill("install", "--user", environment=environment).returncode == 0
    return environment


def doctor(environment, program=QUILL):
    """The exit status and the lines, by their subjects."""
    result = quill("doctor", environment=environment, program=program)
    lines = [re.fullmatch(r"(ok |bad)  (cell host|\S+) +(.+)", line) for line in
             result.stdout.splitlines()]
    assert all(lines), result.stdout
    return result, [(line[2], line[1].strip(), line[3]) for line in lines]


def bad(lines):
    return {subject: text for subject, word, text in lines if word == "bad"}


def kernel_lines(lines, environment):
    """The lines on kernels that the test itself has installed; there may be others here."""
    folder = str(environment["JUPYTER_DATA_DIR"])
    return [line for line in lines if line[0] == "kernel" and folder in line[2]]


def test_what_is_well_has_a_line_each(installed):
    result, lines = doctor(installed)
    assert set(bad(lines)) <= {"kernel"}, result.stdout
    subjects = [subject for subject, _, _ in lines]
    assert subjects[:10] == [
        "toolchain", "compiler", "linker", "symbolizer", "cell host", "completer", "modules", "libraries",
        "temporary", "cell",
    ]
    assert subjects[10:12] == ["pictures", "copies"]
    assert lines[11][2] == "the compiler is started once and copied for each cell"
    assert re.fullmatch(r"1 \+ 1 gave 2 in \d+ ms", lines[9][2])
    ours = kernel_lines(lines, installed)
    assert [word for _, word, _ in ours] == ["ok"]
    assert ours[0][2].endswith("/kernels/quill starts this program")
    assert result.returncode == (1 if bad(lines) else 0)


def test_pictures_are_an_extra(installed):
    toolchain = str(pathlib.Path(os.path.realpath(shutil.which("swiftc"))).parent)
    result, lines = doctor({**installed, "PATH": toolchain})
    (line,) = [line for line in lines if line[0] == "pictures"]
    assert line[1] == "ok" and "install librsvg2-bin with apt-get" in line[2], result.stdout


def test_without_a_toolchain_the_first_line_says_so(installed):
    result, lines = doctor({**installed, "PATH": "/usr/bin:/bin"})
    assert result.returncode == 1
    assert "no Swift compiler in /usr/bin:/bin; put the bin folder" in bad(lines)["toolchain"]
    assert "compiler" in bad(lines)["cell"]
    assert re.search(r"quill: \d+ of \d+ checks are bad", result.stderr)


def test_a_toolchain_of_another_version_is_named(installed, tmp_path):
    programs = tmp_path / "toolchain/usr/bin"
    programs.mkdir(parents=True)
    (programs / "swift-frontend").write_text("#!/bin/sh\necho 'Swift version 6.1.2 (x)'\nexit 1\n")
    (programs / "swift-frontend").chmod(0o755)
    _, lines = doctor({**installed, "PATH": f"{programs}:{os.environ['PATH']}"})
    wrong = bad(lines)
    assert f"Swift 6.3 is needed and {programs.parent} has 6.1.2" in wrong["toolchain"]
    assert "unpack the toolchain anew" in wrong["symbolizer"]
    assert "cell" in wrong


def test_parts_that_are_missing_are_named(installed, tmp_path):
    program = tmp_path / "elsewhere/quill"
    program.parent.mkdir()
    shutil.copy(QUILL, program)
    _, lines = doctor(installed, program=program)
    wrong = bad(lines)
    assert f"{program.parent}/quill-cell-host, is not there; build Quill anew" in wrong["cell host"]
    given = "CellSupport, Quill, Circuits, Display, Numerics, Widgets"
    assert f"lacks {given}, CellModules, CellTexts, CellPrinting; build" in wrong["modules"]
    assert "is not the build folder of a clone" in wrong["cell"]
    ours = kernel_lines(lines, installed)
    assert "starts another quill" in ours[0][2] and "install it anew" in ours[0][2]


def test_a_library_that_is_missing_is_named(installed, tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    shutil.copy(QUILL, folder / "quill")
    host = (ROOT / ".build/release/quill-cell-host").read_bytes()
    (folder / "quill-cell-host").write_bytes(host.replace(b"liblapacke.so.3", b"libabsente.so.3"))
    (folder / "quill-cell-host").chmod(0o755)
    _, lines = doctor(installed, program=folder / "quill")
    assert "needs libabsente.so.3, which cannot be found" in bad(lines)["libraries"]


def test_an_openblas_with_threads_is_named(installed, tmp_path):
    serial = next(pathlib.Path("/usr/lib").glob("*/libopenblas.so.0"))
    threaded = tmp_path / "openblas-pthread/libopenblas.so.0"
    threaded.parent.mkdir()
    shutil.copy(serial, threaded)
    (tmp_path / "libopenblas.so.0").symlink_to(threaded)
    _, lines = doctor({**installed, "LD_LIBRARY_PATH": tmp_path})
    assert "is OpenBLAS with threads" in bad(lines)["libraries"]
    assert "update-alternatives" in bad(lines)["libraries"]


def test_a_temporary_folder_that_is_not_there_is_named(installed):
    _, lines = doctor({**installed, "TMPDIR": "/nowhere"})
    for subject in ("temporary", "cell"):
        assert "can be made in /nowhere: No such file" in bad(lines)[subject]


def test_a_kernel_whose_program_is_gone_is_named(installed):
    page = installed["JUPYTER_DATA_DIR"] / "kernels/quill/kernel.json"
    page.write_text(re.sub(r'"[^"]*/quill"', '"/gone/quill"', page.read_text()))
    result, lines = doctor(installed)
    assert result.returncode == 1
    assert "starts /gone/quill, which is gone" in kernel_lines(lines, installed)[0][2]


def test_a_kernel_that_jupyter_does_not_know_is_missed(tmp_path):
    _, lines = doctor({**QUIET, "JUPYTER_DATA_DIR": tmp_path, "PATH": "/usr/bin:/bin"})
    # The machine itself may have one, below /usr.
    found = [text for subject, _, text in lines if subject == "kernel"]
    assert found and all(text[:5] == "/usr/" or "quill install --user" in text for text in found)
