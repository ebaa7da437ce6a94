// Writes model/SETTLED.md to stdout: `build/release/tests/outputs/write_settled > model/SETTLED.md`.
#include "tests/outputs/appraisal/settled_page.hpp"

#include <fmt/format.h>

int main() { fmt::print("{}", headwater::tests::settled_page()); }
