#pragma once
// Draws charts as SVG with Apache ECharts, inside the program: no browser, no other process, no clock.

#include "outputs/charts/chart.hpp"

#include <memory>
#include <memory_resource>
#include <string>
#include <string_view>

struct duk_hthread;

namespace headwater::outputs {

/// One JavaScript heap with ECharts loaded (about a twentieth of a second, half of one where Duktape is not the one it
/// was built with; a chart then takes about a tenth). Not for use by two threads at once.
class EchartsEngine {
public:
  /// Throws std::runtime_error when the scripts do not load.
  EchartsEngine();
  /// With another text in the place of embedded::compiled_echarts(), which is used where it names this very engine.
  explicit EchartsEngine(std::string_view compiled_echarts);

  /// The chart as a complete SVG document in UTF-8: role "img", title and description for screen readers, white
  /// background. The bytes depend on the chart alone, not on what was drawn before, the machine or its fonts.
  /// Throws std::runtime_error, naming the chart, when its option cannot be drawn.
  std::string svg(const Chart& chart);

private:
  // Nothing of the heap lies outside its memory, and no script waits for the heap's end: it ends with its memory.
  std::unique_ptr<std::pmr::memory_resource> memory_;
  duk_hthread* heap_;
};

} // namespace headwater::outputs
