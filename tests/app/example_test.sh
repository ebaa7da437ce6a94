#!/bin/bash
# example_test.sh SOURCE_DIR PROGRAM: what the front page leads a reader to is what the program writes today.
set -euo pipefail
source_dir=$1 program=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { printf 'example_test: %s\n' "$*" >&2; exit 1; }

cp "$source_dir/outputs/example/renew" "$work/"
"$source_dir/outputs/example/renew" "$program" "$work"
diff --recursive --brief "$source_dir/outputs/example" "$work" ||
  fail "outputs/example is not what the program writes; outputs/example/renew makes it again"
# A page of which nothing could be found would equal itself.
for words in 'Keep the Promise' '<pre>People, Scotland' '!\[Stacked areas.*\](placements.svg)' 'no uncertainty is shown'; do
  grep -q "$words" "$work/README.md" || fail "the page does not say: $words"
done

# The plan on the front page, and what it says the answer is.
front=$source_dir/README.md
sed -n '/^    name   = /,/^    amount = /s/^    //p' "$front" >"$work/plan.toml"
env -u HEADWATER_HOME "$program" run "$work/plan.toml" --out "$work/results" --quiet | tr -s ' ' >"$work/answer"
rows=0
while IFS= read -r row; do
  grep -qxF -- " $row" "$work/answer" || fail "the program does not answer what README shows: $row"
  rows=$((rows + 1))
done < <(sed -nE 's/^ {6}((Continue as now|Twenty million) .*)/\1/p' "$front" | tr -s ' ')
((rows == 2)) || fail "README shows $rows rows of an answer, not two"
echo "example_test: passed"
