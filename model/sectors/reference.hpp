// The world as it was on 31 July 2011: what later values are compared with. Computed once a run, in start.hpp.
// The table is reference.def.
#pragma once

namespace headwater::model {

template<class T> struct Reference {
#define REFERENCE(name, symbol, unit, meaning) T name;
#include "model/quantities/reference.def"
#undef REFERENCE
};

} // namespace headwater::model
