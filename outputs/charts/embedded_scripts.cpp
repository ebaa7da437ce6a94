#include "outputs/charts/embedded_scripts.hpp"

extern "C" {
extern const char headwater_script_host[];
extern const char headwater_script_host_end[];
extern const char headwater_script_echarts[];
extern const char headwater_script_echarts_end[];
extern const char headwater_script_compiled_echarts[];
extern const char headwater_script_compiled_echarts_end[];
extern const char headwater_script_option_functions[];
extern const char headwater_script_option_functions_end[];
extern const char headwater_script_draw[];
extern const char headwater_script_draw_end[];
}

namespace headwater::outputs::embedded {

std::string_view host() { return {headwater_script_host, headwater_script_host_end}; }

std::string_view echarts() { return {headwater_script_echarts, headwater_script_echarts_end}; }

std::string_view compiled_echarts() {
  return {headwater_script_compiled_echarts, headwater_script_compiled_echarts_end};
}

std::string_view option_functions() {
  return {headwater_script_option_functions, headwater_script_option_functions_end};
}

std::string_view draw() { return {headwater_script_draw, headwater_script_draw_end}; }

} // namespace headwater::outputs::embedded
