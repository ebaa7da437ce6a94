#include "outputs/files/polite_stop.hpp"

#include <csignal>

namespace headwater::outputs {
namespace {

volatile std::sig_atomic_t asked_to_stop = 0;

extern "C" void note_request(int /*signal*/) { asked_to_stop = 1; }

void take_request(int signal) {
  struct sigaction present {};
  ::sigaction(signal, nullptr, &present);
  if (present.sa_handler != SIG_IGN) { // `nohup`, or a script that started us in the background, wants it so
    std::signal(signal, note_request);
  }
}

} // namespace

void stop_politely() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    take_request(signal);
  }
}

bool stop_requested() { return asked_to_stop != 0; }

} // namespace headwater::outputs
