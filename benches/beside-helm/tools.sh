# shellcheck shell=bash disable=SC2154
# Functions that get a tool below $home, when it is not there yet, and print where it is.

# from_caller PATH: a path as the caller of the script meant it, before the script changed its folder
from_caller() { (cd "$OLDPWD" && realpath -e "$1"); }

# binary PROFILE [BINARY]
binary() {
  if [ -n "$2" ]; then
    from_caller "$2"
  else
    cargo build --locked --quiet --profile "$1" >&2
    echo "$(cd "${CARGO_TARGET_DIR:-target}" && pwd)/$1/helm-obo"
  fi
}

chart() {
  local repository=$home/agentic-platform commit=390b1a541353801186f228de17995665ec0575c0
  if [ -n "${HELM_OBO_CHART-}" ]; then
    from_caller "$HELM_OBO_CHART"
    return
  fi
  if [ ! -d "$repository/.git" ]; then
    git clone --quiet --filter=blob:none --no-checkout https://github.com/giantswarm/agentic-platform "$repository" >&2 || return
  fi
  git -C "$repository" checkout --quiet "$commit" -- helm/agentic-platform-connectivity >&2 || return
  echo "$repository/helm/agentic-platform-connectivity"
}

helm() { tests/helm/helm3; }

events() {
  CARGO_TARGET_DIR=$home/events cargo build --locked --release --quiet --manifest-path benches/beside-helm/events/Cargo.toml >&2 ||
    return
  echo "$home/events/release/events"
}

yamllint() { from_pypi yamllint 1.38.0; }

check_jsonschema() { from_pypi check-jsonschema 0.39.0; }

# from_pypi PACKAGE VERSION: its program of the same name
from_pypi() {
  local venv=$home/venv
  [ -x "$venv/bin/pip" ] || python3 -m venv "$venv" >&2 || return
  "$venv/bin/pip" install --quiet --disable-pip-version-check "$1==$2" >&2 || return
  echo "$venv/bin/$1"
}
