#!/bin/bash
# Two builds of the program from one commit, by different compilers, give the same bytes: every file of a run with draws, for every
# instruction set this machine has, on one thread and on two.
#
#   same_bits.sh PROGRAM OTHER_PROGRAM
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export folder
# hash_of PROGRAM SET: prints the hash of the results, and what made them.
hash_of() {
  set -euo pipefail
  local program=$1 set=$2 name out threads=1 hash
  name=$(basename "$(dirname "$(dirname "$(readlink -f "$program")")")")
  out=$folder/$name-$set
  [[ $set != auto ]] || threads=2
  "$program" run cuts --horizon 2030 --draws 40 --seed 3 --instruction-set "$set" --threads "$threads" --quiet \
    --out "$out" >"$out.txt"
  # The manifest says when and by what it was made; all else is results.
  hash=$(cd "$out" && find . -type f ! -name manifest.json -print0 | sort -z | xargs -0 sha256sum | sha256sum)
  echo "${hash%% *} $name $set, $threads thread(s)"
}
export -f hash_of

sets=$("$1" run --help | sed -n 's/.*--instruction-set TEXT:{\(.*\)}.*/\1/p' | tr ',' ' ')
[[ $sets ]] || { echo "nothing was run" && exit 1; }
for program in "$@"; do
  for set in $sets; do
    printf '%s\n%s\n' "$program" "$set"
  done
done | xargs -d '\n' -n 2 -P "$(nproc)" bash -c 'hash_of "$@"' hash_of >"$folder/hashes"
cat "$folder/hashes"
[[ $(cut -d ' ' -f 1 "$folder/hashes" | sort -u | wc -l) == 1 ]] || { echo "they differ" && exit 1; }
