# shellcheck shell=bash
# The steps of scripts/test. A step says in a note what came out; it may find that it cannot run.

steps=(format shell build tests scripts notebooks frontends browser benchmarks)

declare -A about=(
  [format]="the toolchain's swift-format, strict"
  [shell]="shellcheck over the shell scripts"
  [build]="the release build, where an undeclared import is an error"
  [tests]="every Swift test"
  [scripts]="the tests of the scripts"
  [notebooks]="every notebook, run through the kernel: its text is the one that it stores"
  [frontends]="Jupyter's own tests of a kernel, what runs notebooks, bad input, processes"
  [browser]="a notebook in JupyterLab, in a browser without a screen"
  [benchmarks]="the benchmarks build, and each gives a valid line at its smallest size"
)

could_not_run=3
results=()
failed=0

list_steps() {
  local step
  for step in "${steps[@]}"; do printf '%-11s %s\n' "$step" "${about[$step]}"; done
}

is_step() { [[ -n $1 && -n ${about[$1]:-} ]]; }

# note TEXT: what the table at the end says of this step.
note() { printf '%s\n' "$*" >"$log_folder/note"; }

# cannot_run REASON: ends the step.
cannot_run() {
  note "$*"
  exit "$could_not_run"
}

# run_step STEP: in a shell of its own, so that a failure ends the step and not the run.
run_step() {
  local step=$1 began=$SECONDS status word
  heading "$step: ${about[$step]}"
  mkdir -p "$log_folder"
  : >"$log_folder/note"
  set +e
  (
    set -e
    "step_$step"
  )
  status=$?
  set -e
  case $status in
    0) word=ok ;;
    "$could_not_run") word="COULD NOT RUN" ;;
    *) word=FAILED ;;
  esac
  finish_step "$step" "$word" "$((SECONDS - began))"
}

# finish_step STEP WORD SECONDS
finish_step() {
  local text
  text=$(cat "$log_folder/note" 2>/dev/null) || text=
  if [[ $2 != ok ]]; then
    failed=$((failed + 1))
    say "  $1 $2${text:+: $text}"
  fi
  results+=("$(printf '%-11s %-13s %4d s  %s' "$1" "$2" "$3" "$text")")
}

# summarise: the table of the steps, and the status of the whole.
summarise() {
  heading "summary"
  printf '  %s\n' "${results[@]}"
  if ((failed)); then
    say "$failed of ${#results[@]} steps did not pass."
    exit 1
  fi
  say "All ${#results[@]} steps passed in $SECONDS s."
}

# checked NAME TITLE COMMAND...: a command whose failure fails the step.
checked() {
  logged "$@" && return
  show_failure "$1"
  note "see $log_folder/$1.log"
  exit 1
}

step_format() {
  local place places=(Sources Tests Package.swift)
  places+=(benchmarks/Sources benchmarks/Tests benchmarks/Package.swift)
  command -v swift-format >/dev/null || cannot_run "the toolchain has no swift-format"
  # A place that is missing would pass unread.
  for place in "${places[@]}"; do [[ -e $place ]] || cannot_run "there is no $place"; done
  checked format "Reading the Swift files" swift-format lint --strict --recursive "${places[@]}"
}

step_shell() {
  command -v shellcheck >/dev/null || cannot_run "shellcheck is missing"
  checked shell "Reading the shell scripts" shellcheck --external-sources --check-sourced \
    scripts/lab scripts/test scripts/accept-goldens scripts/pin-requirements .ci/run
}

step_build() { build_quill; }

step_tests() {
  local closing skipped
  # One test after the other: some count the threads and descriptors of their process.
  checked tests "Building and running the tests" \
    swift test -c release --disable-testable-imports --no-parallel
  closing=$(closing_line tests)
  skipped=$(grep -aE '^[^ ]+ (Test|Suite) .* skipped' "$log_folder/tests.log" || true)
  report_tests "$closing" "$skipped"
}

step_scripts() { run_pytest scripts "Testing the scripts" Tests/ScriptTests; }

step_frontends() {
  run_pytest frontends "Testing the front ends" \
    --ignore=Tests/FrontEndTests/test_lab.py Tests/FrontEndTests
}

step_browser() {
  command -v chromium >/dev/null || cannot_run "there is no chromium"
  run_pytest browser "Testing JupyterLab" Tests/FrontEndTests/test_lab.py
}

# run_pytest NAME TITLE ARGUMENT...: tests in Python; those that are expected to fail are listed.
run_pytest() {
  local name=$1 title=$2 closing skipped expected
  shift 2
  checked "$name" "$title" "$python_home/bin/python" -m pytest -q -rsx -p no:cacheprovider "$@"
  closing=$(tail -n 1 "$log_folder/$name.log")
  skipped=$(grep -E '^SKIPPED' "$log_folder/$name.log" || true)
  expected=$(grep -E '^XFAIL' "$log_folder/$name.log" || true)
  [[ -z $expected ]] || say "$expected"
  report_tests "$closing" "$skipped"
}

# The notebooks are run as copies: what one leaves behind stays out of the clone.
step_notebooks() {
  local copies=.quill/notebooks pages
  copy_notebooks notebooks "$copies"
  mapfile -d '' pages < <(find "$copies" -name '*.ipynb' -print0 | sort -z)
  prepare_kernel
  checked notebooks "Running the notebooks" "$python_home/bin/python" \
    scripts/execute_notebooks.py --check --limit 180 --jobs 2 "${pages[@]}"
  say "$(grep -E ': [0-9]+ cells? passed in' "$log_folder/notebooks.log")"
  note "$(tail -n 1 "$log_folder/notebooks.log")"
}

# copy_notebooks FROM TO: every notebook below a folder, in the folder that it is in there.
copy_notebooks() {
  rm -rf "$2" && mkdir -p "$2"
  find "$1" -name .ipynb_checkpoints -prune -o -name '*.ipynb' -printf '%P\0' \
    | (cd "$1" && xargs -0 cp --parents --target-directory "$OLDPWD/$2")
}

# closing_line NAME: the line with which swift test ended, from the log NAME; fails without one.
closing_line() {
  note "the tests ended without a closing line"
  grep -aE 'Test run with [0-9]+ tests?' "$log_folder/$1.log" | tail -n 1 | grep -a .
}

# report_tests CLOSING SKIPPED: a skipped test is one that could not run.
report_tests() {
  say "  $1"
  if [[ -n $2 ]]; then
    say "$2"
    cannot_run "$(grep -c . <<<"$2") skipped: $(head -n 1 <<<"$2")"
  fi
  note "$1"
}

step_benchmarks() {
  local closing
  # What is measured from outside is the kernel that users get.
  build_quill
  checked benchmarks-build "Building the benchmarks and testing their frame" \
    swift test -c release --disable-testable-imports --package-path benchmarks
  closing=$(closing_line benchmarks-build)
  say "  $closing"
  checked benchmarks "Trying every benchmark at its smallest size" \
    "$python_home/bin/python" benchmarks/smoke.py benchmarks/.build/release/quill-bench
  say "  $(tail -n 1 "$log_folder/benchmarks.log")"
  note "$(tail -n 1 "$log_folder/benchmarks.log")"
}
