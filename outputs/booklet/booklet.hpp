// The booklet: what pages take. The runs, what was worked out from them, and what a reader must know of both.
#pragma once

#include "outputs/booklet/findings.hpp"
#include "outputs/runs/runs.hpp"

#include <string>
#include <vector>

namespace headwater::outputs {

/// A published count to set beside a run.
struct PublishedCount {
  int year;           ///< 31 July of this year
  std::string series; ///< name of the published series, for example looked_after
  double value;
  std::string source; ///< key of a source
};

struct Booklet {
  Runs runs;
  Findings findings;
  std::string run_code;              ///< short name of settings and inputs, printed on every chart
  std::vector<std::string> cautions; ///< what a reader must know, for example how an area was scaled
  std::vector<PublishedCount> history;
};

} // namespace headwater::outputs
