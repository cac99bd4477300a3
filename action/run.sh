#!/usr/bin/env bash
# Does what the input `command` names, and tells the workflow.
#
# Reads COMMAND, FOLDER, the inputs as CLOSEOUT_… and the run's own variables.
#   action   what the event asks for
#   sweep    every incident of the repository, whatever the event
#   lint     the postmortems of the checkout, as annotations on their lines
#   report   what the incidents amount to, into the job's summary
#   doctor   what is wrong with the installation, into the log and the job's summary
set -euo pipefail

readonly closeout="${FOLDER:?}/closeout"
readonly command="${COMMAND:-action}"

fail() {
  printf '::error title=Closeout::%s\n' "$1"
  exit 1
}

# shown COMMAND…: what it prints is shown and commands nothing, whatever other people wrote into it.
shown() {
  local token code=0
  token="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
  printf '::stop-commands::%s\n' "$token"
  "$@" 2>&1 || code=$?
  printf '::%s::\n' "$token"
  return "$code"
}

report() {
  "$closeout" report --repo "$GITHUB_REPOSITORY" >>"$GITHUB_STEP_SUMMARY"
}

doctor() {
  local code=0 found
  found="$("$closeout" doctor --repo "$GITHUB_REPOSITORY")" || code=$?
  printf '%s\n' "$found"
  printf '### Closeout\n\n~~~~~~~~text\n%s\n~~~~~~~~\n' "$found" >>"$GITHUB_STEP_SUMMARY"
  return "$code"
}

lint() {
  local config="${CLOSEOUT_CONFIG:-.github/closeout.yml}" file files=()
  [[ -d postmortems ]] || fail 'There is no folder postmortems here. Let actions/checkout run before.'
  while IFS= read -r -d '' file; do
    files+=("$file")
  done < <(find postmortems -type f -name '*.md' ! -path postmortems/README.md -print0)
  if [[ ${#files[@]} -eq 0 ]]; then
    printf 'There are no postmortems yet.\n'
  elif [[ -f "$config" ]]; then
    "$closeout" lint --format github --config "$config" "${files[@]}"
  else
    "$closeout" lint --format github "${files[@]}"
  fi
}

case "$command" in
  action) "$closeout" action ;;
  sweep) CLOSEOUT_ISSUE='' "$closeout" action --event-name workflow_dispatch ;;
  lint) lint ;;
  report | doctor)
    export CLOSEOUT_GITHUB_URL="$GITHUB_SERVER_URL" CLOSEOUT_GITHUB_API_URL="$GITHUB_API_URL"
    shown "$command"
    ;;
  *) fail 'The input command is none. Write action, sweep, lint, report or doctor.' ;;
esac
