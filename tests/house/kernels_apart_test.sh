#!/bin/bash
# The kernels of newer instruction sets share no inline function with the rest of the program: the linker keeps one of
# several functions of a name, and if that was compiled for a newer machine the program stops there on an older one. So
# every weak symbol of a kernel must carry the name its namespace has in that kernel alone.
#
#   kernels_apart_test.sh OBJECT...    object files of kernels, each in a folder headwater_kernel_NAME.dir
set -euo pipefail

found=0
for object in "$@"; do
  name=$(sed -E 's|.*headwater_kernel_([a-z0-9]+)\.dir.*|\1|' <<<"$object")
  # W and V: weak functions and objects; u: unique ones. A reference to the handler of exceptions is no code.
  shared=$(nm "$object" | awk '$2 ~ /^[WVu]$/ {print $3}' | grep -v -e "headwater_$name" -e '^DW.ref.__gxx_personality_v0$' || true)
  if [[ -n $shared ]]; then
    echo "$object shares with the rest of the program:" && c++filt <<<"$shared"
    found=1
  fi
done
(($# > 0)) || { echo "no kernels given"; exit 1; }
exit $found
