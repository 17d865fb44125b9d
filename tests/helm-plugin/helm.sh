# shellcheck shell=bash disable=SC2154
# The plugin under a real Helm 3.10.1, in a home of its own. Sourced by `run`.

# A Helm that knows nothing yet, and whose plugins are to be those of the folder $plugins.
new_home() {
  home=$tmp/home
  plugins=${1:-$tmp/plugins}
  mkdir -p "$home" "$plugins"
}

# under_helm STATUS [NAME=VALUE…] -- ARGUMENT…
under_helm() {
  local expected=$1 variables=()
  shift
  while [ "$1" != -- ]; do variables+=("$1") && shift; done
  shift
  expect "$expected" env "HOME=$home" "HELM_CONFIG_HOME=$home/config" "HELM_CACHE_HOME=$home/cache" \
    "HELM_DATA_HOME=$home/data" "HELM_PLUGINS=$plugins" \
    "PATH=$root/has:$tools" "${variables[@]}" "$helm" "$@"
}

# The plugin, from a folder, with the binary that is on PATH.
with_plugin() {
  new_home
  plugin_folder "$tmp/helm-obo"
  under_helm 0 -- plugin install "$tmp/helm-obo"
}

chart=fixtures/charts/one-agent

case_of "installed from a folder, beside another plugin, and uninstalled"
new_home
mkdir -p "$plugins/other"
echo '{name: other, version: 1.0.0, usage: none, description: none, command: "true"}' >"$plugins/other/plugin.yaml"
plugin_folder "$tmp/helm-obo"
under_helm 0 -- plugin install "$tmp/helm-obo"
err_is_empty
out_has "Installed plugin: obo"
out_has "a copy of $root/has/helm-obo, which is on PATH"
[ -L "$plugins/helm-obo" ] || fail "Helm links a folder"
is_installed "$plugins/helm-obo"
under_helm 0 -- plugin list
err_is_empty
out_has "obo  "
out_has "other"
under_helm 0 -- plugin uninstall obo
is_absent "$plugins/helm-obo"
under_helm 0 -- plugin install "$tmp/helm-obo"

case_of "the exit status is helm-obo's"
with_plugin
under_helm 0 -- obo lint "$chart"
err_is_empty
out_has "3 notes in 1 target"
under_helm 1 -- obo lint fixtures/broken
out_has "error[obo-missing]"
err_has 'plugin "obo" exited with error'
under_helm 2 -- obo lint "$tmp/no-such-file.yaml"
err_has "no-such-file.yaml"
under_helm 2 -- obo lint --no-such-flag
err_has "--no-such-flag"

case_of "help and version are helm-obo's"
with_plugin
under_helm 0 -- obo --help
out_has "Usage: helm obo"
under_helm 0 -- obo lint -h
out_has "Usage: helm obo lint"
out_has "  helm obo lint CHART -f prod.yaml"
under_helm 0 -- obo --version
out_has "helm-obo $version"
under_helm 0 -- help obo
out_has "as whom the tool calls of kagent agents run"

case_of "Helm's own flags: values and the namespace"
with_plugin
echo 'agents: {definitions: {helper: {toolNames: [call_tool, call_tool]}}}' >"$tmp/twice.yaml"
under_helm 0 -- obo lint "$chart" -f "$tmp/twice.yaml" -n elsewhere --set muster.enabled=false
out_has "warning[duplicate-tool]"
out_has "inactive: helper (muster.enabled is false)"
# muster stands in the release's namespace, so its URL shows which that is.
for flags in "-n elsewhere" "-nelsewhere" "--namespace elsewhere" "--namespace=elsewhere"; do
  # shellcheck disable=SC2086 # two words, or one
  under_helm 0 -- obo render "$chart" -q $flags
  out_has "http://muster.elsewhere.svc"
  # shellcheck disable=SC2086
  under_helm 0 HELM_NAMESPACE=surroundings -- obo trace "$chart" $flags
  out_has "http://muster.elsewhere.svc"
done
under_helm 0 -- -n before obo render "$chart" -q
out_has "http://muster.before.svc"
under_helm 0 HELM_NAMESPACE=surroundings -- obo render "$chart" -q
out_has "http://muster.surroundings.svc"
under_helm 0 -- obo render "$chart" -q
out_has "http://muster.default.svc"

case_of "the namespace without Helm"
for flags in "-nelsewhere" "-n elsewhere" "--namespace=elsewhere"; do
  # shellcheck disable=SC2086
  expect 0 env HELM_NAMESPACE=surroundings "$binary" render "$chart" -q $flags
  out_has "http://muster.elsewhere.svc"
done
expect 0 env HELM_NAMESPACE=surroundings "$binary" render "$chart" -q
out_has "http://muster.surroundings.svc"
expect 0 "$binary" render "$chart" -q
out_has "http://muster.default.svc"

case_of "Helm's own flags: debug and colour"
with_plugin
under_helm 0 -- obo lint "$chart"
nothing_has "read $chart/values.yaml"
under_helm 0 -- --debug obo lint "$chart"
err_has "read $chart/values.yaml"
under_helm 0 -- obo lint "$chart" --debug
err_has "read $chart/values.yaml"
under_helm 0 -- obo lint "$chart" --debug=true
err_has "read $chart/values.yaml"
under_helm 0 HELM_DEBUG=true -- obo lint "$chart"
err_has "read $chart/values.yaml"
for color in always never; do
  under_helm 1 -- --color "$color" obo lint fixtures/broken
  escapes=$(grep -c $'\e' "$root/out" || true)
  case $color in
  always) [ "$escapes" -gt 0 ] || fail "nothing is coloured" ;;
  never) [ "$escapes" -eq 0 ] || fail "something is coloured" ;;
  esac
done

case_of "no secret of the environment is printed"
with_plugin
while read -r status command; do
  # shellcheck disable=SC2086 # words
  under_helm "$status" HELM_KUBETOKEN=s3cret-of-mine -- --debug obo $command
  nothing_has s3cret-of-mine
done <<COMMANDS
0 lint $chart
1 lint fixtures/broken
0 trace $chart
0 trace $chart -o json
0 values $chart
0 render $chart
2 lint $tmp/no-such-file.yaml
2 lint --no-such-flag
0 --help
0 lint --help
COMMANDS
plugin_folder "$tmp/again"
install 0 "$tmp/again" "PATH=$root/has:$tools" HELM_KUBETOKEN=s3cret-of-mine
nothing_has s3cret-of-mine
install 1 "$tmp/again" "PATH=$tools" HELM_KUBETOKEN=s3cret-of-mine
nothing_has s3cret-of-mine

case_of "a failed install is told, and the next try works after an uninstall"
new_home
plugin_folder "$tmp/helm-obo"
under_helm 1 "PATH=$download" "HELM_OBO_RELEASES=$address/tampered" -- plugin install "$tmp/helm-obo"
err_has "is not what was released"
is_refused "$tmp/helm-obo"
err_has 'plugin install hook for "obo" exited with error'
under_helm 1 -- plugin install "$tmp/helm-obo"
err_has "plugin already exists"
under_helm 0 -- plugin uninstall obo
under_helm 0 "PATH=$download" "HELM_OBO_RELEASES=$address/good" -- plugin install "$tmp/helm-obo"
out_has "whose SHA-256 agrees"
is_installed "$tmp/helm-obo"
under_helm 0 -- obo lint "$chart"

if [ -e .git ]; then
  case_of "installed from a git repository, and updated"
  new_home
  git clone -q --bare "$project" "$tmp/helm-obo.git"
  # Helm takes no address of a file for git's, so git is told what the address of a host means.
  git config --file "$home/.gitconfig" "url.file://$tmp/.insteadOf" https://git.invalid/someone/
  under_helm 0 -- plugin install https://git.invalid/someone/helm-obo.git
  out_has "a copy of $root/has/helm-obo"
  installed=$(find "$plugins/" -mindepth 1 -maxdepth 1)
  is_installed "$installed"
  under_helm 1 -- obo lint fixtures/broken
  rm "$installed/bin/helm-obo"
  git clone -q "$tmp/helm-obo.git" "$tmp/author"
  sed -i 's/^usage:.*/usage: changed/' "$tmp/author/plugin.yaml"
  git -C "$tmp/author" -c user.name=author -c user.email=author@localhost commit -q -a -m "Change it"
  git -C "$tmp/author" push -q origin HEAD
  under_helm 0 -- plugin update obo
  out_has "a copy of $root/has/helm-obo"
  grep -q '^usage: changed' "$installed/plugin.yaml" || fail "the plugin is not the new one"
  is_installed "$installed"
  under_helm 0 -- plugin update obo
  under_helm 0 -- obo lint "$chart"
  under_helm 0 -- plugin uninstall obo
else
  echo "SKIPPED: the plugin is not installed from git: this is no git repository" >&2
fi

# Helm before 3.18 splits a plugin's command at spaces after it has filled in the plugin's folder. The hook is not to blame.
case_of "a home with a space: the hook works, and Helm 3.10 cannot run any plugin there"
new_home "$tmp/my plugins"
plugin_folder "$tmp/helm-obo"
cp -R "$tmp/helm-obo" "$plugins/helm-obo"
install 0 "$plugins/helm-obo" "PATH=$root/has:$tools"
is_installed "$plugins/helm-obo"
rm -r "$plugins/helm-obo"
under_helm 0 -- plugin install "$tmp/helm-obo"
expect 0 "$plugins/helm-obo/bin/helm-obo" --version
under_helm 1 -- obo --version
err_has "no such file or directory"
