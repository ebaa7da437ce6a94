#pragma once
// The scripts of the chart engine, embedded in the program (embedded_scripts.S), in the order they are loaded. The
// interactive page needs echarts() and option_functions() too.

#include <string_view>

namespace headwater::outputs::embedded {

/// What ECharts expects of its host, for Duktape.
std::string_view host();
/// Apache ECharts, minified (Apache Licence 2.0; the licence notice is in the text).
std::string_view echarts();
/// The same as Duktape's bytecode, after a line that names the engine it was compiled by (js/compile_script.cpp).
std::string_view compiled_echarts();
/// Turns the "@name" strings of an option into functions; defines `headwater_option_functions.resolve(option)`.
std::string_view option_functions();
/// Draws one chart in Duktape.
std::string_view draw();

} // namespace headwater::outputs::embedded
