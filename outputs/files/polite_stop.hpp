// Somebody asks a run to stop: it ends between files instead of in the middle of one.
#pragma once

#include <stdexcept>

namespace headwater::outputs {

/// The user asked to stop; nothing half-written is left.
class Interrupted : public std::runtime_error {
public:
  Interrupted() : std::runtime_error("stopped before anything was put in place") {}
};

/// From now on Ctrl-C, a polite kill and a terminal that is closed stop a run between files instead of in the middle of
/// one. Those that were ignored already still are.
void stop_politely();

/// Whether somebody has asked to stop.
bool stop_requested();

} // namespace headwater::outputs
