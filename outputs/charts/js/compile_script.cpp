// Compiles a script to Duktape's bytecode while the program is built: reading ECharts takes ten times as long as loading
// what was read.
//
//   compile_script IN.js OUT      OUT: a line that names the engine, then its bytecode
#include "outputs/charts/engine_name.hpp"

#include <duktape.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>

namespace {

struct Destroy {
  void operator()(duk_context* heap) const { duk_destroy_heap(heap); }
};

} // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "compile_script IN.js OUT\n";
    return 2;
  }
  std::ifstream in(argv[1], std::ios::binary);
  const std::string script{std::istreambuf_iterator<char>(in), {}};
  const std::unique_ptr<duk_context, Destroy> heap(duk_create_heap_default());
  if (!in || heap == nullptr) {
    std::cerr << "compile_script: cannot read " << argv[1] << "\n";
    return 1;
  }
  const std::string engine = headwater::outputs::engine_name(heap.get());
  duk_push_string(heap.get(), "eval"); // the name that a script has which is evaluated
  if (duk_pcompile_lstring_filename(heap.get(), DUK_COMPILE_EVAL, script.data(), script.size()) != 0) {
    std::cerr << "compile_script: " << argv[1] << ": " << duk_safe_to_string(heap.get(), -1) << "\n";
    return 1;
  }
  duk_dump_function(heap.get());
  duk_size_t size = 0;
  const auto* bytes = static_cast<const char*>(duk_get_buffer_data(heap.get(), -1, &size));
  std::ofstream out(argv[2], std::ios::binary);
  out << engine << '\n';
  out.write(bytes, static_cast<std::streamsize>(size));
  out.close();
  if (!out) {
    std::cerr << "compile_script: cannot write " << argv[2] << "\n";
    return 1;
  }
  return 0;
}
