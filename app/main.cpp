// headwater: if money goes upstream, into families, what happens downstream, to whom, to which purse, and when?
#include "app/command_line.hpp"

#include <malloc.h>

namespace {

/// What is given back serves what is asked for next: memory fresh from the system is cleared page by page, and runs,
/// tables and pictures each take megabytes and give them back.
void keep_memory() {
#ifdef __GLIBC__
  constexpr int largest_mapped = 32 << 20; // the most that mallopt takes
  constexpr int kept = 1 << 30;
  mallopt(M_MMAP_THRESHOLD, largest_mapped);
  mallopt(M_TRIM_THRESHOLD, kept);
#endif
}

} // namespace

int main(int argc, char** argv) {
  keep_memory();
  return headwater::app::answered(argc, argv);
}
