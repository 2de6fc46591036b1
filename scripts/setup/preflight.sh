# shellcheck shell=bash
# What can be known to fail is said before anything is changed.

require_writable_clone() {
  local place
  for place in . .build .venv .quill; do
    [[ ! -e $place || -w $place ]] ||
      stop "there are no rights to write in $(realpath "$place"): use a clone of your own"
  done
}

require_free_port() {
  # A connection that succeeds means that somebody listens there.
  if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
    stop "port $1 is in use: choose another one with scripts/lab --port $(($1 + 1))"
  fi
}

# require_space MB:PLACE...: the sum of what each file system must hold, against what is free.
require_space() {
  local need place mount available
  declare -A wanted=() place_on=()
  for need in "$@"; do
    place=$(realpath "${need#*:}")
    mount=$(df --output=target "$place" | tail -n 1)
    wanted[$mount]=$((${wanted[$mount]:-0} + ${need%%:*}))
    place_on[$mount]=$place
  done
  for mount in "${!wanted[@]}"; do
    available=$(df --output=avail -BM "$mount" | tail -n 1 | tr -dc '0-9')
    ((available >= wanted[$mount])) ||
      stop "there is not enough disk space for ${place_on[$mount]}: ${wanted[$mount]} MB are" \
        "needed and $available MB are free"
  done
}
