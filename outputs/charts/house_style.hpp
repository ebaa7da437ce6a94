#pragma once
// The look of every chart: colours, letters, and the page a drawing sits on.
//
//     Title: the message, in one or two lines
//     Subtitle: measure, place, years, price base
//     ■ key  ○ key                                  (only where a mark needs words)
//     +--------------------------------------+
//     |               room                   |
//     +--------------------------------------+
//     Source

#include "outputs/charts/chart.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace headwater::outputs {

namespace house {

/// Scottish Government Design System, in the order in which series take them.
inline constexpr std::array palette = {"#002d54", "#2b9c93", "#6a2063", "#e5682a",
                                       "#0b4c0b", "#5d9f3c", "#592c20", "#ca72a2"};

inline constexpr const char* white = "#ffffff";
inline constexpr const char* text = "#1a1a1a";
inline constexpr const char* quiet_text = "#595959";
inline constexpr const char* grid_line = "#e6e6e6";
inline constexpr const char* axis_line = "#595959";
inline constexpr const char* leader_line = "#a6a6a6";
inline constexpr const char* context_line = "#8a8a8a";   ///< a series that is there for comparison
inline constexpr const char* reference_line = "#595959"; ///< drawn dashed
inline constexpr const char* marker_line = "#8a8a8a";    ///< seen on white and on the darkest area alike
inline constexpr const char* outer_band = "#b5cfe6";
inline constexpr const char* inner_band = "#5b93c4"; ///< also the outline of both bands

inline constexpr const char* font_family = "Liberation Sans, Arial, sans-serif";

// Sizes in CSS pixels.
inline constexpr double title_size = 21;
inline constexpr double subtitle_size = 14;
inline constexpr double label_size = 13;
inline constexpr double source_size = 11.5;
inline constexpr double margin = 28; ///< white around the whole chart

} // namespace house

/// What a chart says in words; every builder starts from it. Sizes in CSS pixels. See Chart for the fields.
struct ChartText {
  std::string name;
  std::string title;
  std::string subtitle;
  std::string source;
  std::string alt_text;
  int width = 960;
  int height = 600;
};

/// From `low` to `high`, in the unit of the chart.
struct Range {
  double low = 0;
  double high = 0;
  std::size_t draws = 0; ///< of a range of draws: how many it rests on
};

struct Box {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
};

/// What a mark stands for, where no direct label can say it.
struct KeyEntry {
  enum class Shape { square, dot, diamond, whisker, dashes } shape = Shape::square;
  std::string colour;
  std::string words;
};

/// A chart with its words in place, and the room left for the drawing.
struct Page {
  Chart chart;
  Box room;
};

/// Title, subtitle, source, white background, fonts, no animation. The title breaks over up to three lines.
Page open_page(const ChartText& text);

/// Puts the key under the subtitle, in as many rows as it needs, and takes its height from the room.
void add_key(Page& page, const std::vector<KeyEntry>& entries);

/// The ECharts grid that fills `plot` exactly.
nlohmann::ordered_json grid_at(const Box& plot, const Chart& chart);

/// White or near-black, whichever reads better on `background` ("#rrggbb").
const char* readable_on(const std::string& background);

} // namespace headwater::outputs
