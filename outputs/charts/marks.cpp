#include "outputs/charts/marks.hpp"

#include "outputs/charts/house_style.hpp"

#include <fmt/format.h>

#include <cmath>

namespace headwater::outputs {

using nlohmann::ordered_json;

namespace {

ordered_json mark(const char* type) { return {{"type", type}, {"silent", true}, {"z", 20}}; }

const char* name_of(Align align) {
  switch (align) {
  case Align::left:
    return "left";
  case Align::centre:
    return "center";
  case Align::right:
    return "right";
  }
  return "left";
}

ordered_json pairs(const std::vector<Point>& points) {
  ordered_json all = ordered_json::array();
  for (const Point& p : points)
    all.push_back(ordered_json::array({p.x, p.y}));
  return all;
}

} // namespace

double line_height(double size) { return std::round(size * 1.3); }

ordered_json text_mark(Point at, const std::string& text, const TextStyle& style) {
  ordered_json element = mark("text");
  element["x"] = at.x;
  element["y"] = at.y;
  element["style"] = {
      {"text", text},
      {"font", fmt::format("{}{}px {}", style.weight == Weight::bold ? "bold " : "", style.size, house::font_family)},
      {"lineHeight", line_height(style.size)},
      {"fill", style.colour},
      {"align", name_of(style.align)},
      {"verticalAlign", "middle"}};
  return element;
}

ordered_json square_mark(Point centre, double side, const std::string& colour) {
  ordered_json element = mark("rect");
  element["shape"] = {{"x", centre.x - side / 2}, {"y", centre.y - side / 2}, {"width", side}, {"height", side}};
  element["style"] = {{"fill", colour}};
  return element;
}

ordered_json dot_mark(Point centre, double radius, const std::string& outline) {
  ordered_json element = mark("circle");
  element["shape"] = {{"cx", centre.x}, {"cy", centre.y}, {"r", radius}};
  element["style"] = {{"fill", house::white}, {"stroke", outline}, {"lineWidth", 1.5}};
  return element;
}

ordered_json diamond_mark(Point centre, double radius, const std::string& outline) {
  ordered_json element = mark("polygon");
  element["shape"]["points"] = pairs({{centre.x, centre.y - radius},
                                      {centre.x + radius, centre.y},
                                      {centre.x, centre.y + radius},
                                      {centre.x - radius, centre.y}});
  element["style"] = {{"fill", house::white}, {"stroke", outline}, {"lineWidth", 1.5}};
  return element;
}

ordered_json path_mark(const std::vector<Point>& points, double width, const std::string& colour, bool dashed) {
  ordered_json element = mark("polyline");
  element["shape"]["points"] = pairs(points);
  element["style"] = {{"fill", "none"}, {"stroke", colour}, {"lineWidth", width}};
  if (dashed)
    element["style"]["lineDash"] = ordered_json::array({4, 3});
  return element;
}

} // namespace headwater::outputs
