// Writes the rivals: the right-hand side in C, numpy and Vensim, and the numbers they all start from.
//
//   write_rivals FOLDER SCENARIO DRAWS    for example  write_rivals build/bench scenarios/keep-the-promise.toml 1024
#include "scenarios/scenario.hpp"
#include "tests/bench/bench_draws.hpp"
#include "tests/bench/rival_text.hpp"
#include "tests/scotland_drivers.hpp"

#include <bit>
#include <cmath>
#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>

namespace headwater::bench {
namespace {

void write_file(const std::filesystem::path& file, const std::string& text) {
  std::ofstream to(file);
  to.exceptions(std::ios::failbit | std::ios::badbit);
  to << text;
}

// The grid of moments as C, for a rival that cannot be handed a table.
std::string moments_text(const Draws& draws) {
  std::string text = "static const double rival_moments[" + std::to_string(draws.plan.moments.size()) + "][" +
                     std::to_string(moment_count) + "] = {\n";
  for (const model::Moment<double>& moment : draws.plan.moments) {
    text += "  {";
    for (const double value : std::bit_cast<std::array<double, moment_count>>(moment)) {
      text += (std::isinf(value) ? "INFINITY" : number_text(value)) + ", ";
    }
    text += "},\n";
  }
  return text + "};\n";
}

std::string operations_text(const FormulaBook& book, const RightHandSide& right) {
  std::string text = "evaluation,add,multiply,divide,sqrt,min_max,where,negate,flops\n";
  for (const bool state_only : {false, true}) {
    const OperationCount c = count_operations(book, right, state_only);
    text += state_only ? "staged" : "plain";
    for (const std::size_t n : {c.add, c.multiply, c.divide, c.square_root, c.min_max, c.where, c.negate, c.flops()}) {
      text += "," + std::to_string(n);
    }
    text += "\n";
  }
  return text;
}

model::Plan read_plan(const std::filesystem::path& file) {
  const auto scenario = scenarios::read_scenario(file, file.parent_path());
  if (!scenario.value) {
    throw std::runtime_error(file.string() + " is not understood; `headwater check` says why");
  }
  return scenario.value->plan;
}

void write_rivals(const std::filesystem::path& folder, const std::filesystem::path& scenario, std::size_t count) {
  const Draws draws = make_draws(headwater::tests::scotland_drivers(read_plan(scenario)), count);
  const FormulaBook book;
  const RightHandSide right = right_hand_side();
  std::filesystem::create_directories(folder);
  write_draws(draws, folder);
  write_file(folder / "rival_rhs.h", c_text(book, right));
  write_file(folder / "rival_moments.h", moments_text(draws));
  write_file(folder / "rival_numpy_rhs.py", numpy_text(book, right));
  const VensimModel vensim = vensim_model(book, right, draws.plan.moments);
  write_file(folder / "rival.mdl", vensim.model);
  write_file(folder / "rival_spec.json", vensim.spec);
  write_file(folder / "rival_inputs.h", vensim.header);
  write_file(folder / "operations.csv", operations_text(book, right));
}

} // namespace
} // namespace headwater::bench

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "write_rivals FOLDER SCENARIO DRAWS\n";
    return 2;
  }
  try {
    headwater::bench::write_rivals(argv[1], argv[2], std::stoul(argv[3]));
  } catch (const std::exception& problem) {
    std::cerr << "write_rivals: " << problem.what() << "\n";
    return 1;
  }
  return 0;
}
