#pragma once
// Draws charts as SVG with Apache ECharts, inside the program: no browser, no other process, no clock.

#include "outputs/charts/chart.hpp"

#include <memory>
#include <string>

struct duk_hthread;

namespace headwater::outputs {

/// One JavaScript heap with ECharts loaded (about half a second; a chart then takes well under a tenth). Not for use
/// by two threads at once.
class EchartsEngine {
public:
  /// Throws std::runtime_error when the scripts do not load.
  EchartsEngine();

  /// The chart as a complete SVG document in UTF-8: role "img", title and description for screen readers, white
  /// background. The bytes depend on the chart alone, not on what was drawn before, the machine or its fonts.
  /// Throws std::runtime_error, naming the chart, when its option cannot be drawn.
  std::string svg(const Chart& chart);

private:
  struct HeapCloser {
    void operator()(duk_hthread* heap) const;
  };
  std::unique_ptr<duk_hthread, HeapCloser> heap_;
};

} // namespace headwater::outputs
