#!/bin/bash
# Two builds of the program from one commit, by different compilers, give the same bytes: every file of a run with draws, for every
# instruction set this machine has, on one thread and on two.
#
#   same_bits.sh PROGRAM OTHER_PROGRAM
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sets=$("$1" run --help | sed -n 's/.*--instruction-set TEXT:{\(.*\)}.*/\1/p' | tr ',' ' ')
first=
for program in "$@"; do
  name=$(basename "$(dirname "$(dirname "$(readlink -f "$program")")")")
  for set in $sets; do
    out=$folder/$name-$set
    [[ $set == auto ]] && threads=2 || threads=1
    "$program" run cuts --horizon 2030 --draws 40 --seed 3 --instruction-set "$set" --threads "$threads" --quiet \
      --out "$out" >"$out.txt"
    # The manifest says when and by what it was made; all else is results.
    hash=$(cd "$out" && find . -type f ! -name manifest.json -print0 | sort -z | xargs -0 sha256sum | sha256sum)
    echo "$name $set, $threads thread(s): ${hash%% *}"
    first=${first:-$hash}
    [[ $hash == "$first" ]] || { echo "differs from the first" && exit 1; }
  done
done
[[ $first ]] || { echo "nothing was run" && exit 1; }
