#pragma once
// Marks that we place ourselves, in pixels from the top left corner, as ECharts graphic elements. Their text is drawn
// as it stands: a graphic text is neither a template nor rich text.

#include "outputs/charts/text_metrics.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace headwater::outputs {

struct Point {
  double x = 0;
  double y = 0;
};

enum class Align { left, centre, right };

struct TextStyle {
  double size = 13;
  std::string colour = "#1a1a1a";
  Weight weight = Weight::regular;
  Align align = Align::left;
};

/// Lines of text whose block is centred on `at.y`; each line is `line_height(style.size)` high.
nlohmann::ordered_json text_mark(Point at, const std::string& text, const TextStyle& style);
/// A filled square centred on `centre`.
nlohmann::ordered_json square_mark(Point centre, double side, const std::string& colour);
/// A white dot with an outline: something that was observed.
nlohmann::ordered_json dot_mark(Point centre, double radius, const std::string& outline);
/// A white diamond with an outline: a net total.
nlohmann::ordered_json diamond_mark(Point centre, double radius, const std::string& outline);
/// A line through points, dashed or not.
nlohmann::ordered_json path_mark(const std::vector<Point>& points, double width, const std::string& colour,
                                 bool dashed = false);

/// Height in pixels of one line of text of this size.
double line_height(double size);

} // namespace headwater::outputs
