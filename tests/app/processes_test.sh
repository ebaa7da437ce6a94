#!/bin/bash
# Three processes give the same bytes as one: every file of the results, but for the manifest's own list of them.
#
#   processes_test.sh PROGRAM MPIRUN
set -euo pipefail

program=$1 mpirun=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
run=("$program" run cuts --draws 50 --horizon 2030 --quiet --threads 1)
"${run[@]}" --out one >/dev/null
# As the superuser, in a container, and with fewer processors than processes Open MPI asks to be told.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
"$mpirun" --oversubscribe -n 3 "${run[@]}" --out three >/dev/null
diff -r one three

# A file that is not valid is said once, and nothing is left.
echo 'name = 3' >bad.toml
if "$mpirun" --oversubscribe -n 3 "$program" run bad.toml --draws 50 --out bad 2>problems; then
  echo "a bad file was run" && exit 1
fi
[[ $(grep -c 'bad.toml:1:' problems) == 1 && ! -e bad ]] || { cat problems; exit 1; }
