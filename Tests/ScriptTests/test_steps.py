"""Long steps with their logs and clocks, and the table at the end of scripts/test."""


def test_a_long_step_shows_that_it_lives(shell):
    result = shell("tick_seconds=1; logged it 'Waiting' bash -c 'echo half way; sleep 2.5'")
    assert result.returncode == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "  Waiting: 1 s so far  half way"
    assert lines[-1].startswith("  Waiting: done in ")


def test_a_step_that_fails_keeps_its_status_and_shows_its_errors(shell):
    script = "logged it 'Trying' bash -c 'echo fine; echo a.swift:1:2: error: no; exit 7' || echo $?"
    result = shell(script + "; show_failure it")
    assert "Trying: FAILED after" in result.stdout and result.stdout.endswith("7\n")
    assert "error: no" in result.stderr and "fine" not in result.stderr


def test_logs_are_in_one_language(shell, tmp_path):
    shell("logged it 'Trying' env")
    assert "LC_ALL=C.UTF-8" in (tmp_path / "log/it.log").read_text()


STEPS = """
  about=([good]=one [bad]=two [absent]=three)
  step_good() { note "it went well"; }
  step_bad() { false; note "never said"; }
  step_absent() { cannot_run "the emulator is missing"; }
"""


def test_the_table_has_a_row_a_step(shell):
    result = shell(STEPS + "run_step good; summarise")
    assert result.returncode == 0
    assert "  good        ok               0 s  it went well" in result.stdout.splitlines()
    assert "All 1 steps passed" in result.stdout


def test_steps_that_fail_or_cannot_run_fail_the_whole_and_stop_nothing(shell):
    result = shell(STEPS + "run_step bad; run_step absent; run_step good; summarise")
    assert result.returncode == 1
    assert "  bad FAILED\n" in result.stdout
    assert "  absent COULD NOT RUN: the emulator is missing\n" in result.stdout
    assert "it went well" in result.stdout and "never said" not in result.stdout
    assert result.stdout.endswith("2 of 3 steps did not pass.\n")


def test_a_skipped_test_could_not_run(shell, stand_ins):
    lines = ["➜ Test simulate() skipped: \"no emulator\"", "✔ Test run with 4 tests passed."]
    stand_ins("swift", "\n".join(f"echo '{line}'" for line in lines))
    result = shell("run_step tests; summarise")
    assert result.returncode == 1
    assert "COULD NOT RUN" in result.stdout and "no emulator" in result.stdout


def test_a_test_run_without_its_closing_line_fails(shell, stand_ins):
    stand_ins("swift", "echo Build complete")
    result = shell("run_step tests; summarise")
    assert result.returncode == 1
    assert "tests FAILED: the tests ended without a closing line" in result.stdout


def test_every_step_has_a_function_and_a_description(shell):
    result = shell('for step in "${steps[@]}"; do is_step "$step"; type -t "step_$step"; done')
    assert result.returncode == 0 and set(result.stdout.split()) == {"function"}


def test_a_test_that_is_expected_to_fail_is_listed(shell, tmp_path):
    (tmp_path / "test_it.py").write_text(
        "import pytest\n"
        "@pytest.mark.xfail(strict=True, reason='not yet')\n"
        "def test_later(): assert False\n"
        "def test_now(): pass\n"
    )
    script = f"about=([it]=one); step_it() {{ run_pytest it Trying '{tmp_path}/test_it.py'; }}"
    result = shell(script + "\nrun_step it; summarise")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "test_later - not yet" in result.stdout
    assert "1 passed, 1 xfailed" in result.stdout


def test_notebooks_of_all_folders_are_copied_with_their_folders(shell, tmp_path):
    for name in ["one.ipynb", "a/one.ipynb", "a/b/two.ipynb", ".ipynb_checkpoints/one.ipynb", "a/x.md"]:
        (tmp_path / "from" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "from" / name).write_text(name)
    result = shell(f"cd '{tmp_path}'; mkdir to; touch to/old.ipynb; copy_notebooks from to")
    assert result.returncode == 0, result.stderr
    copied = [path for path in (tmp_path / "to").rglob("*") if path.is_file()]
    names = {str(path.relative_to(tmp_path / "to")) for path in copied}
    assert names == {"one.ipynb", "a/one.ipynb", "a/b/two.ipynb"}


def test_the_step_of_the_notebooks_says_how_many_passed(shell, tmp_path):
    python = tmp_path / "environment/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(
        "#!/bin/bash\necho \"asked: $*\"\necho '  one.ipynb: 3 cells passed in 2.1 s'\n"
        "echo '1 of 1 notebooks passed in 2 s'\n"
    )
    python.chmod(0o755)
    (tmp_path / "notebooks/course").mkdir(parents=True)
    (tmp_path / "notebooks/course/one.ipynb").write_text("{}")
    result = shell(
        f"cd '{tmp_path}'; python_home=environment; prepare_kernel() {{ :; }}\n"
        "run_step notebooks; summarise"
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "  one.ipynb: 3 cells passed in 2.1 s\n" in result.stdout
    assert "1 of 1 notebooks passed" in result.stdout.splitlines()[-2]
    asked = (tmp_path / "log/notebooks.log").read_text().splitlines()[0]
    assert asked.endswith("--check --limit 180 --jobs 2 .quill/notebooks/course/one.ipynb")
