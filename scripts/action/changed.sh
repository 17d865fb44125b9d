#!/usr/bin/env bash
# Prints what to lint of the changes since a commit, one target a line, relative to the working directory.
#
#   changed.sh BASE
#
# A changed file stands for its chart, and a changed values file for the chart's `values.yaml`: what has nothing to do with agents is
# then passed over. Outside charts a values file stands for itself, one that is called so or that the
# nearest config file names, or that an Application or a kustomization reads, and so does a manifest of kagent or of what installs
# charts, what these read, and a kustomization. A changed config file stands for all that lies below its folder; what it names and is gone, or is no
# values file, for everything.
#
# Exit status: 0, and there may be nothing to lint; 3 where all must be linted, since the changes cannot be told or touch a config
# file of the working directory; 2 where a name cannot be printed.
set -euo pipefail

readonly all=3
base=${1-}

# Of a level: what GitHub calls its annotations.
everything() {
  echo "::$1 title=helm-obo::$2: everything is linted" >&2
  exit "$all"
}

readonly manifests='kagent\.dev/|(helm|source)\.toolkit\.fluxcd\.io/|argoproj\.io/|kind: *"?(ConfigMap|Secret)"?[[:blank:]]*$'

configs=(.helm-obo.yaml helm-obo.yaml .helm-obo.yml helm-obo.yml)

is_config() {
  case ${1##*/} in
    .helm-obo.yaml | helm-obo.yaml | .helm-obo.yml | helm-obo.yml) return 0 ;;
    *) return 1 ;;
  esac
}

parent() {
  case $1 in
    */*) echo "${1%/*}" ;;
    *) echo . ;;
  esac
}

# The nearest folder upward that holds one of the files.
nearest() {
  local folder=$1 name
  shift
  while :; do
    for name; do
      if [[ -f $folder/$name ]]; then
        echo "$folder"
        return
      fi
    done
    [[ $folder == . ]] && return 1
    folder=$(parent "$folder")
  done
}

# The chart of a file. A chart that another one holds in `charts/` is a part of that other one.
chart_of() {
  local chart holder
  chart=$(nearest "$1" Chart.yaml) || return 1
  while holder=$(parent "$chart") && [[ ${holder##*/} == charts && -f $holder/../Chart.yaml ]]; do
    chart=$(parent "$holder")
  done
  echo "$chart"
}

is_values() {
  local name=${1##*/}
  [[ $name == values*.yaml || $name == values*.yml || $name =~ -values\.ya?ml$ ]]
}

# Whether a file of a chart, which is given first, holds values or is for people: templates, schemas and the like do not.
is_beside_templates() {
  local in_chart=$2
  [[ $1 == . ]] || in_chart=${2#"$1"/}
  case /$in_chart in
    */templates/* | */crds/*) return 1 ;;
    *.md) return 0 ;;
    *) is_values "$2" || is_named "$2" ;;
  esac
}

# Whether the nearest config file names a path, as one word, from its own folder.
is_named() {
  local folder path word
  folder=$(nearest "$(parent "$1")" "${configs[@]}") || return 1
  [[ $folder == . ]] && path=$1 || path=${1#"$folder"/}
  word=$(printf '%s\n' "$path" | sed 's/[][\.*^$+?(){}|/]/\\&/g')
  grep -qsE "(^|[^[:alnum:]_./-])(\./)?$word/?($|[^[:alnum:]_./-])" "${configs[@]/#/$folder/}"
}

# Whether it names a folder that a path lies in: a chart, a contract.
is_below_named() {
  local folder
  folder=$(parent "$1")
  while [[ $folder != . ]]; do
    is_named "$folder" && return
    folder=$(parent "$folder")
  done
  return 1
}

# Whether a file may hold manifests of kagent, of what installs charts, or of what that reads, or lists some.
is_manifest() {
  case /$1 in
    */kustomization.yaml | */kustomization.yml | */Kustomization) return 0 ;;
    */templates/*) return 1 ;;
    *.yaml | *.yml | *.json) grep -qsE "$manifests" -- "$1" ;;
    *) return 1 ;;
  esac
}

# Whether an Application or a kustomization names a file, which may hold values then.
is_read() {
  local name=${1##*/}
  case $name in
    *.yaml | *.yml) ;;
    *)
      git grep -qF --all-match -e "$name" -e 'fileParameters' -- ':(top,glob)**/*.y*ml'
      return
      ;;
  esac
  git grep -qF -e "$name" -- ':(top,glob)**/kustomization.y*ml' ':(top,glob)**/Kustomization' ||
    git grep -qF --all-match -e "$name" -e 'argoproj.io/' -- ':(top,glob)**/*.y*ml'
}

# The target that a file stands for, if any.
target_of() {
  if [[ $1 == *$'\n'* ]]; then
    printf '::error title=helm-obo::a name holds a line break: %q\n' "$1" >&2
    return 2
  fi
  local chart
  if chart=$(chart_of "$(parent "$1")"); then
    if [[ -f $chart/values.yaml ]] && is_beside_templates "$chart" "$1"; then
      [[ $chart == . ]] && echo values.yaml || echo "$chart/values.yaml"
    else
      echo "$chart"
    fi
    return
  fi
  is_config "$1" && return
  if [[ -f $1 ]] && { is_values "$1" || is_named "$1" || is_manifest "$1" || is_read "$1"; }; then
    printf '%s\n' "$1"
  elif is_named "$1" || is_below_named "$1"; then
    # It is gone, or is a part of what the config file names.
    everything notice "$1 was changed, and a config file names it"
  fi
}

[[ $base =~ ^0*$ ]] && everything notice 'there is nothing to compare with'
git rev-parse --quiet --verify "$base^{commit}" >/dev/null 2>&1 ||
  everything warning "commit $base is not in this clone (\`fetch-depth: 0\` brings it)"
fork=$(git merge-base "$base" HEAD 2>/dev/null) ||
  everything warning "this clone does not reach back to what it has in common with $base (\`fetch-depth: 0\` does)"

list=$(mktemp)
trap 'rm -f "$list"' EXIT
git diff --name-only -z --no-renames --relative "$fork" HEAD -- . >"$list"

targets=()
while IFS= read -r -d '' file; do
  if is_config "$file"; then
    folder=$(parent "$file")
    [[ $folder == . ]] && everything notice "$file was changed"
    while IFS= read -r -d '' below; do
      target=$(target_of "$below") || exit
      [[ -z $target ]] || targets+=("$target")
    done < <(git --literal-pathspecs ls-files -z -- "$folder")
  fi
  target=$(target_of "$file") || exit
  [[ -z $target ]] || targets+=("$target")
done <"$list"

# A chart that is changed as a whole is not named by its values too.
[[ ${#targets[@]} -eq 0 ]] || printf '%s\n' "${targets[@]}" | LC_ALL=C sort -u | awk '
  { lines[NR] = $0; is_target[$0] = 1 }
  END {
    for (line = 1; line <= NR; line++) {
      chart = lines[line] == "values.yaml" ? "." : lines[line]
      if (lines[line] ~ /(^|\/)values\.yaml$/) {
        sub(/\/values\.yaml$/, "", chart)
        if (chart in is_target) continue
      }
      print lines[line]
    }
  }'
