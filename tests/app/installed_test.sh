#!/bin/bash
# installed_test.sh BUILD_DIR: an installed program in a folder that was moved, that cannot be written to, and that
# belongs to somebody else: it finds its scenarios and figures beside itself, and gives what it gives in the build tree.
set -euo pipefail
build=$1
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
fail() { printf 'installed_test: %s\n' "$*" >&2; exit 1; }

cmake --install "$build" --prefix "$work/first place" >/dev/null
mv "$work/first place" "$work/a place"
chmod -R a+rX,a-w "$work/a place"
mkdir "$work/stand here"
chmod a+rx "$work"
chmod a+rwx "$work/stand here"
# Root can write anywhere, so root becomes somebody else.
reader=()
((EUID != 0)) || reader=(setpriv --reuid 65534 --regid 65534 --clear-groups)
headwater() { (cd "$work/stand here" && env -u HEADWATER_HOME HOME=/nonexistent "${reader[@]}" "$@"); }
program="$work/a place/bin/headwater"

headwater "$program" list scenarios --json >"$work/listed"
"$build/app/headwater" list scenarios --json | cmp - "$work/listed" || fail "other scenarios than in the build tree"
headwater "$program" run keep-the-promise --horizon 2028 --out results --quiet >/dev/null
(cd "$work" && "$build/app/headwater" run keep-the-promise --horizon 2028 --out here --quiet >/dev/null)
for file in annual.csv ledger.csv manifest.json report.html; do
  cmp "$work/here/$file" "$work/stand here/results/$file" || fail "$file is not that of the build tree"
done

# They are its own, and not those of the tree it was built from, which are still there.
shipped="$work/a place/share/headwater/scenarios"
chmod u+w "$shipped"
cp "$shipped/cuts.toml" "$shipped/of-this-place.toml"
headwater "$program" list scenarios | grep -q of-this-place || fail "the scenarios are not those beside the program"
rm "$shipped/of-this-place.toml"

# A link to the program leads to its data too.
ln -s "$program" "$work/link"
headwater "$work/link" list areas >/dev/null || fail "through a link"

# Where it is told to look, and nowhere else.
status=0
said=$(HEADWATER_HOME=$work "$program" list scenarios 2>&1) || status=$?
[[ $status == 3 && $said == *"HEADWATER_HOME is $work"* ]] || fail "a wrong HEADWATER_HOME: exit $status, $said"
HEADWATER_HOME="$work/a place/share/headwater" "$build/app/headwater" list scenarios --json | cmp - "$work/listed" ||
  fail "HEADWATER_HOME is not followed"
# What needs no data does without.
HEADWATER_HOME=$work "$program" explain support_effect >/dev/null || fail "explain wants data"
echo "installed_test: passed"
