// Compiles a script to Duktape's bytecode while the program is built: reading ECharts takes ten times as long as loading
// what was read.
//
//   compile_script IN.js OUT      OUT: a line that names the engine, then its bytecode
#include "outputs/charts/engine_name.hpp"

#include <duktape.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

struct Destroy {
  void operator()(duk_context* heap) const { duk_destroy_heap(heap); }
};

} // namespace

// A build is its only reader: what goes wrong is thrown, and the words end the build.
int main(int argc, char** argv) {
  if (argc != 3) {
    throw std::invalid_argument("compile_script IN.js OUT");
  }
  std::ifstream in(argv[1], std::ios::binary);
  const std::string script{std::istreambuf_iterator<char>(in), {}};
  const std::unique_ptr<duk_context, Destroy> heap(duk_create_heap_default());
  if (!in || heap == nullptr) {
    throw std::runtime_error("cannot read " + std::string(argv[1]));
  }
  const std::string engine = headwater::outputs::engine_name(heap.get());
  duk_push_string(heap.get(), "eval"); // the name that a script has which is evaluated
  if (duk_pcompile_lstring_filename(heap.get(), DUK_COMPILE_EVAL, script.data(), script.size()) != 0) {
    throw std::runtime_error(std::string(argv[1]) + ": " + duk_safe_to_string(heap.get(), -1));
  }
  duk_dump_function(heap.get());
  duk_size_t size = 0;
  const auto* bytes = static_cast<const char*>(duk_get_buffer_data(heap.get(), -1, &size));
  std::ofstream out(argv[2], std::ios::binary);
  out.exceptions(std::ios::failbit | std::ios::badbit);
  out << engine << '\n';
  out.write(bytes, static_cast<std::streamsize>(size));
  out.close();
  return 0;
}
