# shellcheck shell=bash disable=SC2016,SC2154
# The script by itself: a binary on PATH, where it may stand, which systems it knows. Sourced by `run`.

case_of "a binary on PATH is copied"
plugin_folder "$tmp/obo"
install 0 "$tmp/obo" "PATH=$root/has:$tools"
out_has "a copy of $root/has/helm-obo, which is on PATH"
out_has "helm-obo $version"
err_is_empty
is_installed "$tmp/obo"

case_of "it runs by hand, and again"
plugin_folder "$tmp/obo"
for _ in once twice; do
  (cd "$tmp" && expect 0 env "PATH=$root/has:$tools" sh obo/scripts/install.sh)
  is_installed "$tmp/obo"
done
(cd "$tmp/obo/scripts" && expect 0 env "PATH=$root/has:$tools" ./install.sh)
is_installed "$tmp/obo"

case_of "a path with a space, and one that is a link"
plugin_folder "$tmp/a b/obo"
ln -s "a b/obo" "$tmp/link to it"
mkdir "$tmp/tmp/x y"
install 0 "$tmp/a b/obo" "PATH=$root/has:$tools" "TMPDIR=$tmp/tmp/x y"
rmdir "$tmp/tmp/x y"
is_installed "$tmp/a b/obo"
install 0 "$tmp/link to it" "PATH=$root/has:$tools"
is_installed "$tmp/a b/obo"

case_of "another version on PATH is passed over, and so is what does not run or cannot be copied"
plugin_folder "$tmp/obo"
stub "$tmp/old/helm-obo" <<<'echo helm-obo 0.0.9'
stub "$tmp/new/helm-obo" <<<"echo helm-obo ${version}0"
stub "$tmp/broken/helm-obo" <<<'exit 3'
stub "$tmp/wrapper/helm-obo" <<'STUB'
exec "$(dirname "$0")/the-real-one" "$@"
STUB
ln -s "$binary" "$tmp/wrapper/the-real-one"
mkdir -p "$tmp/folder/helm-obo"
# Nor does a relative folder count, which the hook would look for where the user happens to be.
install 0 "$tmp/obo" "PATH=has:$tmp/old:$tmp/new:$tmp/broken::$tmp/wrapper:$tmp/folder:$root/has:$tools"
out_has "a copy of $root/has/helm-obo"
is_installed "$tmp/obo"
rm -r "$tmp/obo/bin"
install 1 "$tmp/obo" "PATH=$tmp/old:$tmp/new:$tmp/broken:$tmp/wrapper:$tools"
is_refused "$tmp/obo"

case_of "the words after the version do not matter"
plugin_folder "$tmp/obo"
stub "$tmp/more/helm-obo" <<EOF2
echo 'helm-obo $version (0123abc)'
echo and a line
EOF2
install 0 "$tmp/obo" "PATH=$tmp/more:$tools"
is_same "$tmp/obo/bin/helm-obo" "$tmp/more/helm-obo"

case_of "the plugin's own binary on PATH is passed over, and stays"
plugin_folder "$tmp/obo"
mkdir "$tmp/obo/bin"
cp "$binary" "$tmp/obo/bin/helm-obo"
ln -s obo/bin "$tmp/other name"
install 1 "$tmp/obo" "PATH=$tmp/obo/bin:$tmp/other name:$tools"
err_has "there is no source to build from"
err_has "helm plugin uninstall obo"
is_installed "$tmp/obo"

case_of "the plugin's version may be quoted, and its lines may end as on Windows"
plugin_folder "$tmp/obo"
printf 'name: obo\r\nversion: "%s" # new\r\n' "$version" >"$tmp/obo/plugin.yaml"
install 0 "$tmp/obo" "PATH=$root/has:$tools"
is_installed "$tmp/obo"
echo 'name: obo' >"$tmp/obo/plugin.yaml"
rm -r "$tmp/obo/bin"
install 1 "$tmp/obo" "PATH=$root/has:$tools"
err_has "names no version"
is_refused "$tmp/obo"

case_of "a system that helm-obo does not know"
plugin_folder "$tmp/obo"
stub "$tmp/plan9/uname" <<<'case $1 in -s) echo Plan9 ;; *) echo mips ;; esac'
install 1 "$tmp/obo" "PATH=$tmp/plan9:$root/has:$tools"
err_has "helm-obo does not run on Plan9 (mips)"
is_refused "$tmp/obo"

case_of "a folder that cannot be written"
plugin_folder "$tmp/obo"
echo "in the way" >"$tmp/obo/bin"
install 1 "$tmp/obo" "PATH=$root/has:$tools"
err_has "$tmp/obo/bin cannot be written"
err_has "helm plugin uninstall obo"
is_clean
