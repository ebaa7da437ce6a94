#!/bin/bash
# wrapper_test.sh SOURCE_DIR: the top-level `headwater` script, in a copied tree with a space in its path and with
# stand-ins for the tools it calls. Nothing is installed or compiled.
set -euo pipefail
source_dir=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
house="$work/a house" tools="$work/tools" said="$work/said"
mkdir -p "$house/.ci" "$tools" "$work/stand here"
cp "$source_dir/headwater" "$house/"
cp "$source_dir/.ci/packages" "$house/.ci/"

tool() { # tool NAME, its text on stdin: each leaves a line in $CALLS and then does what the text says
  { printf '#!/bin/bash\necho "%s $*" >>"$CALLS"\n' "$1"; cat; } >"$tools/$1"
  chmod +x "$tools/$1"
}
tool cmake <<'END'
[[ $1 != --build ]] || { # cmake --build DIR
  [[ -z ${BREAK_BUILD-} ]] || { echo "error: planted"; exit 1; }
  [[ -z ${INTERRUPT-} ]] || { kill -INT "$PPID"; exit 1; }
  mkdir -p "$2/app"
  cp "$STAND_IN" "$2/app/headwater"
  exit
}
for argument; do [[ $argument != HEADWATER_TESTS=* ]] || tests=${argument#*=}; done
printf 'CMAKE_HOME_DIRECTORY:INTERNAL=%s\nHEADWATER_TESTS:BOOL=%s\n' "$PWD" "$tests" >build/release/CMakeCache.txt
touch build/release/build.ninja
END
tool ninja <<'END'
[[ " $* " != *" -t inputs "* ]] || { printf '%s\n' scripts.js model/a.cpp.o app/unity_0_cxx.cxx.o scripts.S.o model.a; exit; }
[[ -n ${STALE-} ]] || echo "ninja: no work to do."
END
tool ctest <<'END'
[[ -e .ci/packages ]] || exit 1
mkdir -p build/release/Testing/Temporary
printf '%s\n' '[ RUN      ] A.B' '/a/b_test.cpp:12: Skipped' 'there is no terminal' '' >build/release/Testing/Temporary/LastTest.log
echo "100% tests passed, 0 tests failed out of 1"
exit "${TESTS_END:-0}"
END
tool npm </dev/null
tool dpkg-query <<'END'
for package; do [[ $package == -* || " ${MISSING-} " == *" $package "* ]] || echo "installed $package"; done
[[ -z ${MISSING-} ]]
END
# The stand-in for apt takes its time over LATE, and may fail at it.
tool apt-get <<'END'
echo "noise of apt"
[[ -z ${LATE-} || " $* " != *" $LATE"* ]] || {
  trap 'echo "apt told to stop" >>"$CALLS"; sleep 0.2; echo "apt stopped" >>"$CALLS"; exit 1' INT
  for _ in {1..10}; do sleep 0.1; done
  echo "apt has $LATE" >>"$CALLS"
  [[ -z ${BREAK_INSTALL-} ]] || { echo "E: planted"; exit 100; }
}
END
tool sudo <<<'[[ $1 != -n ]] || shift; exec "$@"'

# The stand-in for the program says where it stands and what it was given, one argument a line.
cat >"$work/stand-in" <<'END'
#!/bin/bash
printf '%s\n' "$PWD" "$@"
exit "${EXIT_CODE:-0}"
END
chmod +x "$work/stand-in"
export CALLS="$work/calls" STAND_IN="$work/stand-in" PATH="$tools:$PATH"

fail() { printf 'wrapper_test: %s\n' "$*" >&2; cat "$said" >&2; exit 1; }
# run [NAME=VALUE...] COMMAND: from another folder, with no terminal; leaves $out, $status, $said and fresh $CALLS.
run() { : >"$CALLS"; status=0; out=$(cd "$work/stand here" && env "$@" </dev/null 2>"$said") || status=$?; }
called() { grep -q -- "$1" "$CALLS"; }

bash -n "$house/headwater"

run "$house/headwater" run 'two words' '' '*' '$HOME' -- '--yes'
[[ $out == "$(printf '%s\n' "$work/stand here" run 'two words' '' '*' '$HOME' -- '--yes')" ]] ||
  fail "arguments or folder changed: $out"
called 'cmake --build .* --target headwater' || fail "run builds more than the program"
called 'HEADWATER_TESTS=OFF' || fail "run sets up the tests"

run "$house/headwater" run
[[ ! -s $said ]] || fail "not silent when there is nothing to do"
! called '^cmake' || fail "builds when there is nothing to do"

run STALE=1 "$house/headwater"
called '^cmake --build' || fail "does not build what is stale"

ln -s "$house/headwater" "$work/link"
run EXIT_CODE=3 "$work/link" check 'a file'
[[ $status == 3 && $out == *$'check\na file' ]] || fail "through a link: exit $status, $out"
[[ ! -e $work/build ]] || fail "through a link: builds beside the link"

run MISSING="g++ libssl-dev" "$house/headwater" run
called '^apt-get .*update' || fail "does not update before installing"
called 'apt-get .*install --no-install-recommends g++ libssl-dev$' || fail "installs other than what is missing"
grep -q 'installing g++ libssl-dev' "$said" || fail "does not say what it installs"
[[ $out != *noise* ]] || fail "apt speaks on stdout"

run MISSING=g++ "$house/headwater" --no-install run --yes
! called '^apt-get' || fail "--no-install installs"
[[ $out == *$'run\n--yes' ]] || fail "--no-install: $out"

run MISSING=g++ "$house/headwater" --yes run
called 'apt-get .*install' || fail "--yes does not install"
[[ $out != *--yes* ]] || fail "--yes is handed on"

run MISSING=libgtest-dev "$house/headwater" test -R house
called 'HEADWATER_TESTS=ON' || fail "test does not set up the tests"
called 'apt-get .*install --no-install-recommends libgtest-dev$' || fail "test does not install what tests need"
called '^ctest --preset release -R house$' || fail "arguments do not reach ctest"
[[ $out == "100% tests passed, 0 tests failed out of 1" ]] || fail "ctest's words: $out"

# At the end of the tests it says what was left out, and how to have it; the exit code is that of the tests.
run MISSING="libceres-dev r-cran-stanheaders" TESTS_END=8 "$house/headwater" --no-install test
[[ $status == 8 ]] || fail "tests that failed: exit $status"
grep -q 'left out: .*calibrates.* apt-get install libceres-dev r-cran-stanheaders and' "$said" ||
  fail "does not say that what calibrates was not tested"
grep -q 'skipped: 1, as there is no terminal' "$said" || fail "does not say what skipped itself"
grep -q 'left out: the long tests' "$said" || fail "does not say that the long tests were left out"

# What calibrates is installed and set up when it is asked for, and not before.
run MISSING=libceres-dev "$house/headwater" run
! called '^apt-get' || fail "run installs what calibrates"
run MISSING=libceres-dev "$house/headwater" calibrate --method map
called 'apt-get .*install --no-install-recommends libceres-dev$' || fail "calibrate does not install what it takes"
called '^cmake --fresh' || fail "calibrate is not set up once its packages are there"
[[ $out == *$'calibrate\n--method\nmap' ]] || fail "calibrate: $out"

# What only the running tests need is installed while the tests are built, and is there when they run.
in_order() { # in_order TEXT...: the calls whose lines hold these texts are these, in this order
  local text expected=() found=()
  for text; do expected+=("$text"); done
  while read -r line; do
    for text; do [[ $line != *"$text"* ]] || found+=("$text"); done
  done <"$CALLS"
  [[ "${found[*]}" == "${expected[*]}" ]]
}
office=libreoffice-calc-nogui
run MISSING="g++ $office" LATE=$office STALE=1 "$house/headwater" test
in_order 'install --no-install-recommends g++' 'cmake --build' "apt has $office" 'ctest' ||
  fail "not built while $office is installed: $(cat "$CALLS")"
grep -q "installing g++ $office" "$said" || fail "does not say what it will install"
run MISSING=$office LATE=$office BREAK_INSTALL=1 STALE=1 "$house/headwater" test
[[ $status == 1 && -z $out ]] || fail "tests run without $office: exit $status, $out"
grep -q 'E: planted' "$said" || fail "a failed installation does not show why"
run MISSING=$office LATE=$office BREAK_BUILD=1 STALE=1 "$house/headwater" test
[[ $status == 1 ]] || fail "a failed build beside an installation: exit $status"
called "apt has $office" || fail "a failed build leaves an installation behind"
run MISSING=$office LATE=$office INTERRUPT=1 STALE=1 "$house/headwater" test
[[ $status == 130 ]] || fail "interrupted: exit $status"
in_order 'apt told to stop' 'apt stopped' || fail "interrupted: $(cat "$CALLS")"
! called '^ctest' || fail "interrupted, but runs the tests"

# Without npm, C++ is compiled while it is installed, and all else after it. Only these programs are on the PATH.
mkdir "$work/bare"
for program in bash cat cp cut dirname env flock grep mkdir nice readlink sed sleep tail touch tr; do
  ln -s "$(command -v "$program")" "$work/bare/"
done
rm "$tools/npm"
run PATH="$tools:$work/bare" MISSING="nodejs npm" LATE="nodejs npm" STALE=1 "$house/headwater" run
[[ $status == 0 ]] || fail "without npm: exit $status"
in_order '--target model/a.cpp.o app/unity_0_cxx.cxx.o' 'apt has' '--target headwater' ||
  fail "not compiled while npm is installed: $(cat "$CALLS")"

run BREAK_BUILD=1 STALE=1 "$house/headwater" run
[[ $status == 1 && -z $out ]] || fail "a failed build: exit $status, $out"
grep -q 'error: planted' "$said" || fail "a failed build does not show why"

# A tree that cannot be written to. Root can write anywhere, so root becomes somebody else.
chmod a+rx "$work" "$work/stand here"
chmod a+rw "$CALLS"
reader=()
((EUID != 0)) || reader=(setpriv --reuid 65534 --regid 65534 --clear-groups)
chmod -R a+rX,a-w "$house/build"
run "${reader[@]}" "$house/headwater" run 'two words'
[[ $out == "$(printf '%s\n' "$work/stand here" run 'two words')" && ! -s $said && ! -s $CALLS ]] ||
  fail "not run as it was built: $out"
touch "$house/later.cpp"
run "${reader[@]}" "$house/headwater" run
[[ $status == 1 && -z $out ]] || fail "runs a program that is not what is in the tree: exit $status"
grep -q 'must be built first.*cannot be written' "$said" || fail "does not say that it cannot build"
rm "$house/later.cpp"
run "${reader[@]}" "$house/headwater" test
{ [[ $status == 1 ]] && grep -q "cannot be written" "$said"; } || fail "tests a tree it cannot build in: exit $status"
mv "$house" "$work/moved house"
run "${reader[@]}" "$work/moved house/headwater" run
[[ $status == 0 && $out == *run ]] || fail "moved and not to be written to: exit $status, $out"

chmod -R u+w "$work/moved house/build"
run "$work/moved house/headwater" run
called '^cmake --fresh' || fail "a moved tree is not set up again"
echo "wrapper_test: passed"
