#include "outputs/charts/echarts_engine.hpp"

#include "outputs/charts/embedded_scripts.hpp"
#include "outputs/charts/engine_name.hpp"
#include "outputs/charts/text_metrics.hpp"
#include "outputs/charts/unicode.hpp"

#include <duktape.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory_resource>
#include <new>
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

/// ECharts as it was compiled while building, or from its text where the engine is another one by now.
void load_echarts(duk_context* heap, std::string_view compiled) {
  const std::size_t line = compiled.find('\n');
  if (compiled.substr(0, line) != engine_name(heap)) {
    load(heap, embedded::echarts(), "echarts.min.js");
    return;
  }
  const std::string_view bytecode = compiled.substr(line + 1);
  std::memcpy(duk_push_fixed_buffer(heap, bytecode.size()), bytecode.data(), bytecode.size());
  duk_load_function(heap);
  const bool failed = duk_pcall(heap, 0) != DUK_EXEC_SUCCESS;
  const std::string message = failed ? duk_safe_to_string(heap, -1) : "";
  duk_pop(heap);
  if (failed)
    throw std::runtime_error(
        fmt::format("the chart engine cannot load what echarts.min.js was compiled to: {}", message));
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

// The memory of a heap, which is given back all at once: taking a heap of so many small things apart one by one takes
// longer than loading it did. Each piece is preceded by its size, which Duktape does not remember.
namespace heap_memory {

constexpr std::size_t before_piece = alignof(std::max_align_t);

/// How much is taken for a piece: a multiple of its alignment. The pool of libstdc++ lays what it is asked for in 24 bytes
/// side by side, and so every second of them not where it was asked for (GCC bug 118681).
constexpr std::size_t whole(std::size_t size) {
  return before_piece + (size + before_piece - 1) / before_piece * before_piece;
}

std::size_t& size_of(void* piece) { return *reinterpret_cast<std::size_t*>(static_cast<char*>(piece) - before_piece); }

void* take(void* memory, duk_size_t size) {
  if (size == 0)
    return nullptr;
  try {
    auto& pool = *static_cast<std::pmr::memory_resource*>(memory);
    void* piece = static_cast<char*>(pool.allocate(whole(size))) + before_piece;
    size_of(piece) = size;
    return piece;
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

void give_back(void* memory, void* piece) {
  if (piece != nullptr) {
    auto& pool = *static_cast<std::pmr::memory_resource*>(memory);
    pool.deallocate(static_cast<char*>(piece) - before_piece, whole(size_of(piece)));
  }
}

void* resize(void* memory, void* piece, duk_size_t size) {
  void* other = take(memory, size);
  if (other != nullptr && piece != nullptr)
    std::memcpy(other, piece, std::min<std::size_t>(size, size_of(piece)));
  if (other != nullptr || size == 0)
    give_back(memory, piece);
  return other;
}

std::pmr::pool_options small_pieces() {
  std::pmr::pool_options options;
  options.largest_required_pool_block = 4096;
  return options;
}

} // namespace heap_memory

} // namespace

EchartsEngine::EchartsEngine() : EchartsEngine(embedded::compiled_echarts()) {}

EchartsEngine::EchartsEngine(std::string_view compiled_echarts)
    : memory_(std::make_unique<std::pmr::unsynchronized_pool_resource>(heap_memory::small_pieces())),
      heap_(duk_create_heap(heap_memory::take, heap_memory::resize, heap_memory::give_back, memory_.get(), nullptr)) {
  if (heap_ == nullptr)
    throw std::runtime_error("the chart engine cannot start: no memory");
  duk_push_c_function(heap_, text_width_for_scripts, 3);
  duk_put_global_string(heap_, "headwater_text_width");
  load(heap_, embedded::host(), "host.js");
  load_echarts(heap_, compiled_echarts);
  load(heap_, embedded::option_functions(), "option_functions.js");
  load(heap_, embedded::draw(), "draw.js");
}

std::string EchartsEngine::svg(const Chart& chart) {
  duk_context* heap = heap_;
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
