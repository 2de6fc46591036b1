"""The functions of scripts/setup, with stand-ins for the programs that they call."""

import pytest


def swift(version):
    return f'echo "Swift version {version} (swift-{version}-RELEASE)"; echo "Target: x"'


def test_no_toolchain_is_said_in_a_sentence(stops):
    sentence = stops("require_swift_on_path", path="/nowhere")
    assert "no Swift toolchain on PATH" in sentence and "swift.org" in sentence


@pytest.mark.parametrize("version", ["5.10", "6.1.2", "6.4", "6.30", "16.3"])
def test_a_wrong_version_is_refused(stops, stand_ins, version):
    stand_ins("swift", swift(version))
    sentence = stops("refuse_wrong_swift")
    assert f"Swift 6.3 is needed and {stand_ins.folder}/swift is {version}:" in sentence


@pytest.mark.parametrize("version", ["6.3", "6.3.1", "6.3.12", "6.3-dev"])
def test_every_release_of_the_wanted_version_is_taken(shell, stand_ins, version):
    stand_ins("swift", swift(version))
    assert shell("refuse_wrong_swift; require_swift_runs").returncode == 0


def test_a_toolchain_that_does_not_run_is_forgiven_before_its_libraries_are_there(
    shell, stops, stand_ins
):
    stand_ins("swift", "echo 'libncurses.so.6: cannot open' >&2; exit 127")
    assert shell("refuse_wrong_swift").returncode == 0
    assert "does not run here (libncurses.so.6" in stops("require_swift_runs")


@pytest.fixture
def packages(tmp_path):
    page = tmp_path / "packages.txt"
    page.write_text("# A heading\n\nlibone   # the first\nlibtwo # the second\nlibc++3  # third\n")
    return page


def test_only_packages_that_nothing_provides_are_missing(shell, stand_ins, packages):
    lines = ["installed libone ", "installed other libtwo (= 2), x", "config-files libc++3 "]
    stand_ins("dpkg-query", "\n".join(f'echo "{line}"' for line in lines))
    assert shell(f"missing_packages '{packages}'").stdout == "libc++3\n"
    lines[2] = "installed libc++3 "
    stand_ins("dpkg-query", "\n".join(f'echo "{line}"' for line in lines))
    assert shell(f"missing_packages '{packages}'").stdout == ""


def test_every_package_has_a_reason(shell, packages):
    assert shell(f"reason_for libc++3 '{packages}'").stdout == "third\n"
    script = """for name in $(packages_in scripts/setup/packages*.txt); do
      echo "$name: $(reason_for "$name" scripts/setup/packages*.txt)"
    done"""
    lines = shell(script).stdout.splitlines()
    assert len(lines) > 10
    assert all(len(line.split(": ", 1)[1]) >= 10 for line in lines), lines


def test_a_system_without_apt_is_told_the_packages(stops, packages):
    sentence = stops(f"require_apt '{packages}'", path="/nowhere")
    assert "there is no apt-get here" in sentence


def test_without_rights_the_command_to_ask_for_is_given(stops, stand_ins):
    stand_ins("sudo", "exit 1")
    sentence = stops("is_root() { false; }; require_root_for libone libtwo")
    assert sentence.endswith("run: apt-get update && apt-get install --no-install-recommends libone libtwo")


def test_sudo_without_a_password_is_enough(shell, stand_ins):
    stand_ins("sudo", "exit 0")
    assert shell("is_root() { false; }; require_root_for libone").returncode == 0


@pytest.mark.parametrize(
    "output, reason",
    [
        ("Err: Temporary failure resolving 'mirror.example'", "there is no network"),
        ("E: You don't have enough free space in /var/cache", "there is no disk space left"),
        ("E: Could not get lock /var/lib/dpkg/lock", "another package manager is running"),
        ("E: Unable to locate package libone", "could not be installed"),
    ],
)
def test_the_reason_is_found_in_the_log(stops, stand_ins, output, reason):
    stand_ins("apt-get", f'echo "{output}"; exit 100')
    assert reason in stops("is_root() { true; }; install_packages libone")


def test_an_update_that_fails_does_not_matter_when_the_installation_works(shell, stand_ins):
    stand_ins("apt-get", '[[ " $* " != *" update "* ]]')
    result = shell("is_root() { true; }; install_packages libone libtwo")
    assert result.returncode == 0, result.stderr
    assert "Installing 2 system packages: done in" in result.stdout


def test_apt_is_called_with_sudo_when_not_root(shell, stand_ins, tmp_path):
    stand_ins("sudo", f'printf "%s\\n" "$*" >>"{tmp_path}/calls"')
    assert shell("is_root() { false; }; install_packages libone").returncode == 0
    calls = (tmp_path / "calls").read_text().splitlines()
    assert len(calls) == 2 and all(call.startswith("-n env ") for call in calls)
    assert calls[1].endswith("install -y --no-install-recommends libone")


def test_pip_without_a_network_is_said_in_a_sentence(stops, stand_ins, tmp_path):
    program = 'if [[ $1 == -m ]]; then echo "NewConnectionError: x"; exit 1; fi; echo "3.11"'
    stand_ins("python", program)
    script = f"""python_home='{tmp_path}/venv'
      mkdir -p "$python_home/bin" && cp '{stand_ins.folder}/python' "$python_home/bin/"
      python_birthplace >"$python_home/made-in"
      prepare_python scripts/requirements.txt"""
    sentence = stops(script)
    assert "the Python packages could not be installed: there is no network" in sentence


def test_an_environment_is_ready_until_its_place_or_its_lists_change(shell, stand_ins, tmp_path):
    stand_ins("python", '[[ $1 == -m ]] || echo "3.11"')
    script = f"""cd '{tmp_path}'
      mkdir -p .venv/bin && cp '{stand_ins.folder}/python' .venv/bin/
      tell() {{ if python_is_ready a.txt b.txt; then echo ready; else echo not; fi; }}
      echo "x==1" >a.txt; echo "y==1" >b.txt; tell
      python_birthplace >.venv/made-in; tell
      prepare_python a.txt >/dev/null; tell
      prepare_python a.txt b.txt >/dev/null; tell
      echo "y==2" >b.txt; tell
      prepare_python a.txt b.txt >/dev/null; tell
      echo "elsewhere" >.venv/made-in; tell"""
    words = shell(script).stdout.split()
    assert words == ["not", "not", "not", "ready", "not", "ready", "not"]


def test_an_old_python_is_not_taken(shell, stand_ins):
    stand_ins("python3", "exit 1")
    assert shell("find_python").stdout.strip() in ("", "/usr/bin/python3")


def test_too_little_disk_space_is_said_before_anything_starts(stops, shell):
    sentence = stops("require_space 1:/ 999999999:/")
    assert "not enough disk space for /: 1000000000 MB are needed and" in sentence
    assert shell("require_space 1:/ 1:.; require_space").returncode == 0


def test_a_kernel_that_cannot_be_installed_stops_the_set_up(stops, tmp_path):
    assert "the kernel could not be installed" in stops(f"cd '{tmp_path}'; prepare_kernel")


def test_an_openblas_with_threads_is_pointed_out(shell, tmp_path):
    folder = tmp_path / "x86_64-linux-gnu"
    folder.mkdir()
    assert shell(f"note_threaded_blas '{tmp_path}'").stdout == ""
    for kind, line in [("serial", ""), ("pthread", "--config libopenblas.so.0-x86_64-linux-gnu")]:
        (folder / f"openblas-{kind}").mkdir()
        (folder / f"openblas-{kind}" / "libopenblas.so").write_text("")
        (folder / "libopenblas.so.0").unlink(missing_ok=True)
        (folder / "libopenblas.so.0").symlink_to(f"openblas-{kind}/libopenblas.so")
        noted = shell(f"note_threaded_blas '{tmp_path}'").stdout
        assert bool(noted) == bool(line) and line in noted


def test_a_moved_clone_is_built_anew(shell, tmp_path):
    build = tmp_path / "here" / ".build"
    build.mkdir(parents=True)
    assert shell(f"cd '{build.parent}'; drop_moved_builds; drop_moved_builds").stdout == ""
    assert build.exists()
    moved = build.parent.rename(tmp_path / "there")
    assert "moved here from" in shell(f"cd '{moved}'; drop_moved_builds").stdout
    assert not (moved / ".build").exists()
    assert shell(f"cd '{moved}'; drop_moved_builds").stdout == ""
