// Which Duktape this is: bytecode is good for the very same one alone.
#pragma once

#include <duktape.h>

#include <string>

namespace headwater::outputs {

/// Version and build of the library that runs, such as "20700 ll u n p2 a1 x64 linux gcc".
inline std::string engine_name(duk_context* heap) {
  duk_eval_string(heap, "Duktape.version + ' ' + Duktape.env");
  std::string name = duk_get_string(heap, -1);
  duk_pop(heap);
  return name;
}

} // namespace headwater::outputs
