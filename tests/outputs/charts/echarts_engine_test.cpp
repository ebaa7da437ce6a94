// The drawing depends on the chart alone, and text is never anything but text.

#include "outputs/charts/echarts_engine.hpp"

#include "outputs/charts/embedded_scripts.hpp"
#include "outputs/charts/line_chart.hpp"
#include "outputs/charts/sankey_chart.hpp"
#include "outputs/charts/stacked_area_chart.hpp"
#include "outputs/charts/stacked_bar_chart.hpp"
#include "outputs/charts/unicode.hpp"

#include <gtest/gtest.h>
#include <librsvg/rsvg.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace headwater::outputs {
namespace {

ChartText text_named(const std::string& name, const std::string& words) { return {name, words, words, words, words}; }

/// One chart of each kind, with `words` wherever a scenario may put a name.
std::vector<Chart> charts_saying(const std::string& words) {
  const std::vector<double> years = {2026, 2027, 2028};
  return {
      line_chart({text_named("lines", words),
                  words,
                  years,
                  {{words, {3, 2, 1}, {{2026, 3}}}},
                  {{words, {2, 1, 0}, {4, 3, 2}}},
                  {{2027, words}},
                  words}),
      stacked_area_chart({text_named("areas", words), words, years, {{words, {3, 2, 1}}, {"b", {1, 1, 1}}}, {}, words}),
      stacked_bar_chart({text_named("across", words), words, {words, "b"}, {{words, {1, 2}}, {"b", {3, -4}}}}),
      stacked_bar_chart({text_named("upright", words), words, {words, "b"}, {{words, {1, 2}}, {"b", {3, 4}}}, false}),
      sankey_chart({text_named("flows", words), words, {{words}, {"b"}}, {{0, 1, 5}}})};
}

EchartsEngine& shared_engine() {
  static EchartsEngine engine;
  return engine;
}

/// Whether the bytes are well-formed XML and an SVG.
bool is_readable(const std::string& svg) {
  RsvgHandle* drawing = rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), nullptr);
  if (drawing == nullptr)
    return false;
  g_object_unref(drawing);
  return true;
}

TEST(EchartsEngine, DrawsTheSameBytesInAnyOrderAndInAnyEngine) {
  const std::vector<Chart> charts = charts_saying("Support families early");
  EchartsEngine other;
  std::vector<std::string> backwards(charts.size());
  for (std::size_t i = charts.size(); i-- > 0;)
    backwards[i] = other.svg(charts[i]);
  for (std::size_t i = 0; i < charts.size(); ++i) {
    EXPECT_EQ(shared_engine().svg(charts[i]), backwards[i]) << charts[i].name;
    EXPECT_EQ(shared_engine().svg(charts[i]), backwards[i]) << charts[i].name << ", second time";
  }
}

TEST(EchartsEngine, DrawsTheSameBytesWhereEchartsWasCompiledByAnotherEngine) {
  const std::string_view compiled = embedded::compiled_echarts();
  ASSERT_LT(compiled.find('\n'), 100U) << "the line that names the engine";
  EchartsEngine other("another " + std::string(compiled));
  for (const Chart& chart : charts_saying("Support families early")) {
    EXPECT_EQ(other.svg(chart), shared_engine().svg(chart)) << chart.name;
  }
}

TEST(EchartsEngine, SaysWhatItIsAndStandsOnWhite) {
  for (const Chart& chart : charts_saying("Support")) {
    const std::string svg = shared_engine().svg(chart);
    EXPECT_TRUE(is_readable(svg)) << chart.name;
    EXPECT_TRUE(svg.starts_with("<svg role=\"img\" aria-labelledby=\"chart-" + chart.name + "-title"))
        << svg.substr(0, 200);
    EXPECT_NE(svg.find("-title\">Support</title>"), std::string::npos);
    EXPECT_NE(svg.find("-desc\">Support</desc>"), std::string::npos);
    EXPECT_NE(svg.find("fill=\"#ffffff\""), std::string::npos);
  }
}

TEST(EchartsEngine, ShowsHostileNamesAsTheyStand) {
  for (const char* hostile : {"<b>&\"'</svg>", "{b}{c}", "{a|x}", "{value}{name}", "@thousands", "__proto__",
                              "constructor", "toString", "hasOwnProperty", "valueOf", "toLocaleString", "isPrototypeOf",
                              "zr0-c0", "]]>", "<!--", "&lt;", "%s", "\\n\\u0041", "Éilidh 😀"}) {
    const std::string expected = '>' + escape_xml(hostile) + "</text>";
    for (const Chart& chart : charts_saying(hostile)) {
      const std::string svg = shared_engine().svg(chart);
      EXPECT_TRUE(is_readable(svg)) << chart.name << ": " << hostile;
      EXPECT_NE(svg.find(expected), std::string::npos) << chart.name << ": " << hostile;
    }
  }
}

TEST(EchartsEngine, ReplacesWhatXmlCannotHold) {
  for (const std::string& forbidden : {std::string("a\x01z"), std::string("a\xffz"), std::string("a\0z", 3)}) {
    for (const Chart& chart : charts_saying(forbidden)) {
      const std::string svg = shared_engine().svg(chart);
      EXPECT_TRUE(is_readable(svg)) << chart.name;
      EXPECT_NE(svg.find("a\uFFFDz"), std::string::npos) << chart.name;
    }
  }
}

TEST(EchartsEngine, NamesTheChartItCannotDrawAndGoesOn) {
  Chart broken = charts_saying("x").front();
  const std::string before = shared_engine().svg(broken);
  const nlohmann::ordered_json good = broken.option;
  broken.option["xAxis"]["axisLabel"]["formatter"] = "{value} years";
  try {
    shared_engine().svg(broken);
    FAIL() << "a formatter that is not on the list was taken";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("\"lines\""), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("@thousands"), std::string::npos) << error.what();
  }
  broken.option = {{"xAxis", {{"type", "value"}}}, {"series", {{{"type", "line"}, {"data", {1}}}}}};
  EXPECT_THROW(shared_engine().svg(broken), std::runtime_error) << "a line without a second axis";
  broken.option = good;
  EXPECT_EQ(shared_engine().svg(broken), before);
}

} // namespace
} // namespace headwater::outputs
