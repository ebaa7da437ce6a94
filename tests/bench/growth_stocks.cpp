// Stocks: chains in lanes against the same chains in plain doubles, to the bit.
#include "tests/bench/chain.hpp"
#include "tests/bench/growth.hpp"

#include "model/ensemble/lane_kernel.hpp"
#include "model/experiments/random_engine.hpp"

#include <cmath>

namespace headwater::bench {
namespace {

constexpr std::size_t chain_steps = 560; // as 35 years of the model have
constexpr double chain_step = 1.0 / 16;

/// The numbers of so many chains beside one another.
struct Chains {
  std::size_t stocks;
  std::size_t lanes;
  std::vector<double> parameters;
  std::vector<double> start;
};

Chains make_chains(std::size_t stocks, std::size_t lanes) {
  experiments::RandomEngine random(stocks);
  const auto between = [&](double low, double high) { return low + (high - low) * random.unit(); };
  Chains chains{stocks, lanes, {}, {}};
  const auto for_each_lane = [&](std::vector<double>& numbers, double low, double high) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      numbers.push_back(between(low, high));
    }
  };
  for (std::size_t i = 0; i < stocks; ++i) {
    for_each_lane(chains.parameters, 0.5, 4.0); // years
    for_each_lane(chains.parameters, 50.0, 150.0);
    for_each_lane(chains.parameters, 0.0, 0.3);
    for_each_lane(chains.start, 0.0, 200.0);
  }
  return chains;
}

std::vector<double> run_chains(ChainKernel kernel, const Chains& chains, ChainCode code) {
  std::vector<double> ends(chains.start.size());
  const ChainBlock block{chains.stocks, code,       chains.parameters.data(), chains.start.data(), chain_steps,
                         chain_step,    ends.data()};
  kernel(&block);
  return ends;
}

std::vector<double> of_lane(const std::vector<double>& numbers, std::size_t lanes, std::size_t lane) {
  std::vector<double> own;
  for (std::size_t i = lane; i < numbers.size(); i += lanes) {
    own.push_back(numbers[i]);
  }
  return own;
}

/// Every chain by itself, in plain doubles and in a loop.
std::vector<double> run_one_by_one(const Chains& chains) {
  std::vector<double> ends(chains.start.size());
  for (std::size_t lane = 0; lane < chains.lanes; ++lane) {
    const Chains alone{chains.stocks, 1, of_lane(chains.parameters, chains.lanes, lane),
                       of_lane(chains.start, chains.lanes, lane)};
    const std::vector<double> own = run_chains(&headwater_chain_double, alone, ChainCode::loop);
    for (std::size_t i = 0; i < own.size(); ++i) {
      ends[i * chains.lanes + lane] = own[i];
    }
  }
  return ends;
}

/// What is wrong with the ends: that they are not those of runs one by one, or that a ring has lost something.
std::string wrong_chains(const std::vector<double>& ends, const std::vector<double>& one_by_one, const Chains& chains) {
  if (ends != one_by_one) {
    return "ends differ from those of the chains in plain doubles";
  }
  for (std::size_t lane = 0; lane < chains.lanes; ++lane) {
    double before = 0.0;
    double after = 0.0;
    for (std::size_t i = lane; i < ends.size(); i += chains.lanes) {
      before += chains.start[i];
      after += ends[i];
    }
    if (!(std::abs(after - before) <= 1e-10 * before)) {
      return "a ring does not keep what is in it";
    }
  }
  return "";
}

GrowthRow row_of_stocks(const std::string& series, std::size_t stocks, std::size_t lanes, ChainKernel kernel,
                        ChainCode code) {
  const OnceAsked<Chains> chains([=] { return make_chains(stocks, lanes); });
  const OnceAsked<std::vector<double>> wanted([chains] { return run_one_by_one(chains()); });
  const auto run = [=](benchmark::State& state, const GrowthRow& row) {
    const Chains& numbers = chains();
    std::vector<double> ends(numbers.start.size());
    const ChainBlock block{stocks,     code,       numbers.parameters.data(), numbers.start.data(), chain_steps,
                           chain_step, ends.data()};
    for ([[maybe_unused]] auto _ : state) {
      kernel(&block);
      benchmark::ClobberMemory();
    }
    conclude(state, row, wrong_chains(ends, wanted(), numbers));
  };
  return {series, stocks, "stock", run};
}

} // namespace

std::vector<GrowthRow> rows_of_stocks() {
  struct Kernel {
    std::string name;
    std::size_t lanes;
    ChainKernel kernel;
  };
  std::vector<Kernel> kernels{{"double", 1, &headwater_chain_double}};
  if (model::find_lane_kernel("x86-64-v3") != nullptr) {
    kernels.push_back({"x86-64-v3", 4, &headwater_chain_v3});
  }
  if (model::find_lane_kernel("x86-64-v4") != nullptr) {
    kernels.push_back({"x86-64-v4", 8, &headwater_chain_v4});
  }
  std::vector<GrowthRow> rows;
  for (const Kernel& kernel : kernels) {
    for (const auto& [form, code] : {std::pair("stocks", ChainCode::straight), std::pair("loop", ChainCode::loop)}) {
      for (const std::size_t stocks : chain_sizes) {
        rows.push_back(row_of_stocks(std::string(form) + "/" + kernel.name, stocks, kernel.lanes, kernel.kernel, code));
      }
    }
  }
  return rows;
}

} // namespace headwater::bench
