// Which Headwater this is, and where its own files lie.
#pragma once

#include "app/study/shipped_files.hpp"

#include <stdexcept>
#include <string>

namespace headwater::app {

std::string version();
std::string commit();

/// What is built in, with its licences: NOTICE.md, which the program carries.
std::string notice();

/// The program's own files are nowhere; the message says where they were looked for.
class MissingHome : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// The files that come with this program: the shipped scenarios, the published figures and the tables of prices, laid out
/// as in the sources. They are in the first folder that holds them of:
///   1. $HEADWATER_HOME; where that is set, nothing else is looked at
///   2. ../share/headwater beside the program, as installed
///   3. the folders above the program, as in a tree that was built and then moved
///   4. the tree it was built from
/// Throws MissingHome where none does.
ShippedFiles shipped();

} // namespace headwater::app
