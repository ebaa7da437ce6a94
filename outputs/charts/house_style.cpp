#include "outputs/charts/house_style.hpp"

#include "outputs/charts/marks.hpp"

#include <algorithm>
#include <cmath>

namespace headwater::outputs {

using nlohmann::ordered_json;

namespace {

/// Relative luminance as WCAG 2.2 defines it, from 0 (black) to 1 (white).
double luminance(const std::string& colour) {
  const auto channel = [&](std::size_t at) {
    const double share = std::stoi(colour.substr(at, 2), nullptr, 16) / 255.0;
    return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

double contrast(const std::string& one, const std::string& other) {
  const double a = luminance(one);
  const double b = luminance(other);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

ordered_json key_mark(const KeyEntry& entry, Point centre) {
  switch (entry.shape) {
  case KeyEntry::Shape::square:
    return square_mark(centre, 12, entry.colour);
  case KeyEntry::Shape::dot:
    return dot_mark(centre, 4, entry.colour);
  case KeyEntry::Shape::diamond:
    return diamond_mark(centre, 6, entry.colour);
  case KeyEntry::Shape::dashes:
    return path_mark({{centre.x - 8, centre.y}, {centre.x + 7, centre.y}}, 1.5, entry.colour, true);
  case KeyEntry::Shape::whisker:
    return path_mark({{centre.x - 3, centre.y - 7},
                      {centre.x + 3, centre.y - 7},
                      {centre.x, centre.y - 7},
                      {centre.x, centre.y + 7},
                      {centre.x - 3, centre.y + 7},
                      {centre.x + 3, centre.y + 7}},
                     1.5, entry.colour);
  }
  return {};
}

/// A title in as few lines as fit, and those about equally long, so that no last word stands alone.
std::vector<std::string> balanced_title(const std::string& title, double width) {
  const auto wrapped = [&](double w) { return wrap_text(title, w, house::title_size, Weight::bold, 3); };
  std::vector<std::string> widest = wrapped(width);
  if (widest.size() == 1 || widest.back().ends_with("…"))
    return widest;
  std::vector<std::string> best = widest;
  for (double narrower = width - 8; narrower > 0.6 * width; narrower -= 8) {
    std::vector<std::string> lines = wrapped(narrower);
    if (lines.size() > widest.size() || lines.back().ends_with("…"))
      break;
    best = std::move(lines);
  }
  return best;
}

} // namespace

Page open_page(const ChartText& text) {
  const double left = house::margin;
  const double right = text.width - house::margin;
  const auto title = balanced_title(text.title, right - left);
  const auto subtitle = wrap_text(text.subtitle, right - left, house::subtitle_size, Weight::regular, 3);
  const auto source = wrap_text(text.source, right - left, house::source_size, Weight::regular, 3);

  Page page;
  page.chart = {text.name, text.title, text.subtitle, text.source, text.alt_text, {}, {}, text.width, text.height};
  ordered_json& option = page.chart.option;
  option["animation"] = false;
  option["backgroundColor"] = house::white;
  option["textStyle"] = {{"fontFamily", house::font_family}, {"color", house::text}};
  option["graphic"] = ordered_json::array();

  double y = 22;
  const auto write_block = [&](const std::vector<std::string>& lines, const TextStyle& style) {
    const double height = static_cast<double>(lines.size()) * line_height(style.size);
    option["graphic"].push_back(text_mark({left, y + height / 2}, join_lines(lines), style));
    y += height;
  };
  write_block(title, {house::title_size, house::text, Weight::bold});
  y += 5;
  write_block(subtitle, {house::subtitle_size, house::quiet_text});
  page.room = {left, y + 16, right, 0};

  y = text.height - 16 - static_cast<double>(source.size()) * line_height(house::source_size);
  page.room.bottom = y - 16;
  write_block(source, {house::source_size, house::quiet_text});
  return page;
}

void add_key(Page& page, const std::vector<KeyEntry>& entries) {
  if (entries.empty())
    return;
  constexpr double mark_room = 20;
  constexpr double gap = 24;
  const double row = line_height(house::label_size) + 5;
  double x = page.room.left;
  double y = page.room.top + row / 2;
  for (const KeyEntry& entry : entries) {
    const std::string words =
        wrap_text(entry.words, page.room.right - page.room.left - mark_room, house::label_size, Weight::regular, 1)[0];
    const double width = mark_room + text_width(words, house::label_size);
    if (x > page.room.left && x + width > page.room.right) {
      x = page.room.left;
      y += row;
    }
    page.chart.option["graphic"].push_back(key_mark(entry, {x + 7, y}));
    page.chart.option["graphic"].push_back(text_mark({x + mark_room, y}, words, {house::label_size, house::text}));
    x += width + gap;
  }
  page.room.top = y + row / 2 + 10;
}

ordered_json grid_at(const Box& plot, const Chart& chart) {
  return {{"left", plot.left},
          {"top", plot.top},
          {"right", chart.width - plot.right},
          {"bottom", chart.height - plot.bottom},
          {"outerBoundsMode", "none"}};
}

const char* readable_on(const std::string& background) {
  return contrast(house::white, background) >= contrast(house::text, background) ? house::white : house::text;
}

} // namespace headwater::outputs
