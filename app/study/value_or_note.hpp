// Inputs that are read one after another: their problems are collected, their values handed on.
#pragma once

#include "scenarios/reading/problem.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace headwater::app {

/// The value that was read, if it is sound; what is wrong with it is added to `problems`.
template<class T> std::optional<T> value_or_note(scenarios::Read<T> read, std::vector<scenarios::Problem>& problems) {
  problems.insert(problems.end(), read.problems.begin(), read.problems.end());
  return std::move(read.value);
}

} // namespace headwater::app
