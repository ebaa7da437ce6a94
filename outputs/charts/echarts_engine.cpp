#include "outputs/charts/echarts_engine.hpp"

#include "outputs/charts/embedded_scripts.hpp"
#include "outputs/charts/text_metrics.hpp"
#include "outputs/charts/unicode.hpp"

#include <duktape.h>
#include <fmt/format.h>

#include <stdexcept>
#include <string_view>

namespace headwater::outputs {

namespace {

duk_ret_t text_width_for_scripts(duk_context* heap) {
  duk_size_t length = 0;
  const char* text = duk_require_lstring(heap, 0, &length);
  const double size = duk_require_number(heap, 1);
  const Weight weight = duk_to_boolean(heap, 2) != 0 ? Weight::bold : Weight::regular;
  duk_push_number(heap, text_width({text, length}, size, weight));
  return 1;
}

void load(duk_context* heap, std::string_view script, const char* name) {
  const bool failed = duk_peval_lstring(heap, script.data(), script.size()) != 0;
  const std::string message = failed ? duk_safe_to_string(heap, -1) : "";
  duk_pop(heap);
  if (failed)
    throw std::runtime_error(fmt::format("the chart engine cannot load {}: {}", name, message));
}

void push(duk_context* heap, std::string_view text) { duk_push_lstring(heap, text.data(), text.size()); }

/// A start for ids that is an XML name whatever the chart is called.
std::string id_prefix(const std::string& name) {
  std::string id = "chart-";
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    id += plain ? c : '-';
  }
  return id;
}

/// Replaces `from` throughout; for pieces of markup, which no text holds because text is escaped.
void replace_markup(std::string& svg, std::string_view from, std::string_view to) {
  for (std::size_t at = svg.find(from); at != std::string::npos; at = svg.find(from, at + to.size())) {
    svg.replace(at, from.size(), to);
  }
}

/// Title, description and role for readers who cannot see the drawing.
void describe(std::string& svg, const Chart& chart, const std::string& id) {
  constexpr std::string_view start = "<svg ";
  const std::size_t end_of_tag = svg.find('>');
  if (!svg.starts_with(start) || end_of_tag == std::string::npos) {
    throw std::runtime_error(fmt::format("chart \"{}\" was not drawn as SVG", chart.name));
  }
  svg.insert(end_of_tag + 1, fmt::format("\n<title id=\"{0}-title\">{1}</title>\n<desc id=\"{0}-desc\">{2}</desc>", id,
                                         escape_xml(chart.title), escape_xml(chart.alt_text)));
  svg.insert(start.size(), fmt::format("role=\"img\" aria-labelledby=\"{0}-title {0}-desc\" ", id));
}

} // namespace

void EchartsEngine::HeapCloser::operator()(duk_hthread* heap) const { duk_destroy_heap(heap); }

EchartsEngine::EchartsEngine() : heap_(duk_create_heap_default()) {
  if (heap_ == nullptr)
    throw std::runtime_error("the chart engine cannot start: no memory");
  duk_push_c_function(heap_.get(), text_width_for_scripts, 3);
  duk_put_global_string(heap_.get(), "headwater_text_width");
  load(heap_.get(), embedded::host(), "host.js");
  load(heap_.get(), embedded::echarts(), "echarts.min.js");
  load(heap_.get(), embedded::option_functions(), "option_functions.js");
  load(heap_.get(), embedded::draw(), "draw.js");
}

std::string EchartsEngine::svg(const Chart& chart) {
  duk_context* heap = heap_.get();
  const std::string id = id_prefix(chart.name);
  const std::string option = chart.option.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  duk_get_global_string(heap, "headwater_draw");
  push(heap, option);
  duk_push_int(heap, chart.width);
  duk_push_int(heap, chart.height);
  push(heap, id);
  const bool failed = duk_pcall(heap, 4) != DUK_EXEC_SUCCESS;
  duk_size_t length = 0;
  const char* result = duk_safe_to_lstring(heap, -1, &length);
  std::string svg = xml_characters({result, length});
  duk_pop(heap);
  if (failed)
    throw std::runtime_error(fmt::format("chart \"{}\" cannot be drawn: {}", chart.name, svg));

  // Many SVG readers, librsvg among them, ignore dominant-baseline; a shift of a third of the letter height does the
  // same everywhere.
  replace_markup(svg, " dominant-baseline=\"central\"", " dy=\"0.35em\"");
  describe(svg, chart, id);
  return svg;
}

} // namespace headwater::outputs
