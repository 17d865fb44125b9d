#!/usr/bin/env bash
# Lints as the action's inputs say. They come as HELM_OBO_*, and what is changed is told by HELM_OBO_BASE.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)

# The words of a text, quoted as in a shell; nothing in it is expanded.
words_of() {
  [[ -z ${1//[[:space:]]/} ]] || printf '%s\n' "$1" | xargs -n 1 printf '%s\n'
}

lines_of() {
  printf '%s\n' "$1" | sed -e 's/\r$//' -e 's/^[[:blank:]]*//' -e 's/[[:blank:]]*$//' -e '/^$/d'
}

if ! words=$(words_of "${HELM_OBO_ARGS-}"); then
  echo "::error title=helm-obo::the quotes in \`args\` do not match" >&2
  exit 2
fi
targets=$(lines_of "${HELM_OBO_TARGETS-}")
if [[ -n $targets ]]; then
  is_chosen=true
else
  is_chosen=false
  status=0
  targets=$(bash "$here/changed.sh" "${HELM_OBO_BASE-}") || status=$?
  case $status in
    0) is_idle=$([[ -z $targets ]] && echo true || echo false) ;;
    3) is_idle=false ;;
    *) exit "$status" ;;
  esac
fi

arguments=(--changed)
[[ -z ${HELM_OBO_FAIL_ON-} ]] || arguments+=(--fail-on "$HELM_OBO_FAIL_ON")
while IFS= read -r word; do
  [[ -z $word ]] || arguments+=("$word")
done <<<"$words"
named=()
while IFS= read -r target; do
  [[ -z $target ]] || named+=("$target")
done <<<"$targets"

# GitHub takes an upload for the whole truth and closes the alerts that it does not hold: so SARIF is of everything, unless the
# targets are chosen.
if [[ -n ${HELM_OBO_SARIF_FILE-} ]]; then
  sarif=$HELM_OBO_SARIF_FILE
  [[ $sarif == /* || $sarif == ?:* ]] || sarif=${GITHUB_WORKSPACE:-$PWD}/$sarif
  rm -f "$sarif" # one of an earlier step would be uploaded in the place of one that could not be written
  all=(--allow-empty)
  [[ $is_chosen == false ]] || all+=(-- "${named[@]}")
  (
    unset GITHUB_STEP_SUMMARY
    helm-obo --quiet lint --format sarif --output-file "$sarif" "${arguments[@]}" "${all[@]}"
  ) || true
  [[ -f $sarif ]] || echo "::warning title=helm-obo::$HELM_OBO_SARIF_FILE was not written" >&2
fi

if [[ $is_chosen == false && $is_idle == true ]]; then
  echo 'helm-obo: no chart, values file or manifest was changed'
  exit 0
fi
[[ ${HELM_OBO_SUMMARY:-true} == true ]] || unset GITHUB_STEP_SUMMARY
[[ ${#named[@]} -eq 0 ]] || arguments+=(-- "${named[@]}")
exec helm-obo lint --format github "${arguments[@]}"
