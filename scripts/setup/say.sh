# shellcheck shell=bash
# Messages, and long steps with a log file and a clock. Sourced by scripts/lab and scripts/test.

log_folder=.quill/log
# How often a long step shows that it lives, where there is no terminal.
tick_seconds=15

say() { printf '%s\n' "$*"; }

heading() { printf '\n== %s\n' "$*"; }

# stop SENTENCE: one clear sentence on standard error, and the end.
stop() {
  printf '\nquill: %s\n' "$*" >&2
  exit 1
}

# wrong_usage SENTENCE: the same for arguments that make no sense.
wrong_usage() {
  printf 'quill: %s (try --help)\n' "$*" >&2
  exit 2
}

# logged NAME TITLE COMMAND...: runs the command with its output in the log NAME and shows that
# time passes; returns the command's status.
logged() {
  local name=$1 title=$2 began=$SECONDS status=0
  shift 2
  mkdir -p "$log_folder"
  tick "$title" "$log_folder/$name.log" &
  local clock=$!
  # The logs are read for reasons, so they must be in one language.
  LC_ALL=C.UTF-8 "$@" >"$log_folder/$name.log" 2>&1 </dev/null || status=$?
  kill "$clock" 2>/dev/null || true
  wait "$clock" 2>/dev/null || true
  [[ -t 1 ]] && printf '\r\033[K'
  if ((status == 0)); then
    say "  $title: done in $((SECONDS - began)) s"
  else
    say "  $title: FAILED after $((SECONDS - began)) s"
  fi
  return "$status"
}

# tick TITLE LOG: a line that ticks on a terminal, elsewhere a line every 15 seconds.
tick() {
  local title=$1 log=$2 began=$SECONDS pause=$tick_seconds last
  [[ -t 1 ]] && pause=1
  # The sleep must not keep the caller's output open when the clock is killed.
  while sleep "$pause" >/dev/null 2>&1 && kill -0 "$$" 2>/dev/null; do
    last=$(last_line "$log")
    if [[ -t 1 ]]; then
      printf '\r\033[K  %s: %d s  %.40s' "$title" "$((SECONDS - began))" "$last"
    else
      printf '  %s: %d s so far  %.60s\n' "$title" "$((SECONDS - began))" "$last"
    fi
  done
}

# last_line LOG: what the step does just now, without what would confuse a terminal.
last_line() { tail -n 1 "$1" 2>/dev/null | tr '\r' '\n' | tail -n 1 | tr -cd '\40-\176' || true; }

# show_failure NAME: the errors in a log, or else its last lines, and where the rest is.
show_failure() {
  local log=$log_folder/$1.log errors
  errors=$(grep -E '(^|[ :])(error|E|ERROR):|^✘' "$log" | head -n 20) || errors=
  printf '%s\n' "${errors:-$(tail -n 15 "$log")}" | sed 's/^/    /' >&2
  printf '    (all of it is in %s)\n' "$log" >&2
}

# stop_with_log NAME SENTENCE: stops with the reason in the log NAME, or else with its errors.
stop_with_log() {
  local reason
  reason=$(reason_in "$log_folder/$1.log")
  [[ -z $reason ]] || stop "$2: $reason (see $log_folder/$1.log)"
  show_failure "$1"
  stop "$2"
}

# reason_in LOG: what stood in the way of a download, an installation or a build, if the log says.
reason_in() {
  local log=$1
  if grep -qE "No space left|don't have enough free space|quota exceeded" "$log"; then
    echo "there is no disk space left"
  elif grep -qE "CERTIFICATE_VERIFY_FAILED|certificate verif" "$log"; then
    echo "the server's certificate is not trusted here"
  elif grep -qE "$no_network" "$log"; then
    echo "there is no network"
  elif grep -qE "Could not get lock|Unable to acquire the dpkg" "$log"; then
    echo "another package manager is running, wait for it to end"
  elif grep -qiE "Permission denied|not permitted" "$log"; then
    echo "there are no rights to write (the log says where)"
  fi
}

no_network='Temporary failure|Could not resolve|Name or service not known|Network is unreachable'
no_network+='|Could not connect|Connection refused|Connection timed out|No route to host'
no_network+='|NewConnectionError|ConnectTimeoutError|Failed to establish a new connection'
