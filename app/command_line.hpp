// The command line as a whole: help, common options, exit codes, the nearest valid name for a slip.
#pragma once

namespace headwater::app {

/// Does what a command line asks, of a process that has done nothing else yet: answers on stdout, says on stderr, and
/// gives the exit code.
int answered(int argc, char** argv);

} // namespace headwater::app
