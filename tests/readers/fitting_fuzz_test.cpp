// The readers of what fits take and leave: priors, chains, and saved states of samplers.
#include "calibration/fit/prior_file.hpp"
#include "calibration/inference/samplers/checkpoint.hpp"
#include "tests/calibration/inference/posterior/chain_file.hpp"
#include "tests/readers/fuzz.hpp"

#include <gtest/gtest.h>
#include <span>

namespace headwater::tests {
namespace {

FuzzedReader priors_reader() {
  return {"priors.csv",
          {"# What is known\nparameter,distribution,centre,low,high,least,most,note\n"
           "support_effect,normal,0.35,0.1,0.6,0,1,\"a, b\"\nrelapse,lognormal,0.15,0.08,0.3,,,c\n"},
          [](const std::filesystem::path& file) {
            scenarios::Read<calibration::Priors> read = calibration::read_priors(file);
            return Outcome{read.value.has_value(), std::move(read.problems)};
          }};
}

FuzzedReader chain_reader() {
  const std::string columns = "lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__,a.1,a.2\n";
  return {"chain_1.csv",
          {"#   num_warmup = 1\n#   save_warmup = 1\n# max_depth = 10\n" + columns +
           "-1,0.9,0.5,2,3,0,1.5,0.1,0.2\n# Adapted\n-2,0.8,0.5,2,3,1,1.5,0.1,0.2\n#\n"},
          [](const std::filesystem::path& file) {
            scenarios::Read<scenarios::InputFile> input = scenarios::read_input(file);
            if (!input.value) {
              return Outcome{false, std::move(input.problems)};
            }
            scenarios::Read<calibration::Posterior> read = calibration::read_chains(std::span(&*input.value, 1));
            return Outcome{read.value.has_value(), std::move(read.problems)};
          }};
}

/// A state of a number and a list, as samplers leave them.
FuzzedReader state_reader() {
  calibration::StateWriter state;
  state.put(std::uint64_t{7});
  state.put_all(std::vector<double>{1.0, 2.0, 3.0});
  return {"chain_1.state", {state.sealed()}, [](const std::filesystem::path& file) {
            scenarios::Read<scenarios::InputFile> input = scenarios::read_bytes(file, std::size_t{1} << 20U);
            if (!input.value) {
              return Outcome{false, std::move(input.problems)};
            }
            try {
              calibration::StateReader reader(input.value->bytes);
              reader.get<std::uint64_t>();
              reader.get_all<double>();
              reader.end();
              return Outcome{true, {}};
            } catch (const calibration::UnusableState& why) {
              return Outcome{false, {{file.string(), 1, 1, why.what(), "", ""}}};
            }
          }};
}

TEST(FittingReadersFuzz, Priors) { fuzz(priors_reader(), a_few); }
TEST(FittingReadersFuzz, Chains) { fuzz(chain_reader(), a_few); }
TEST(FittingReadersFuzz, SavedStates) { fuzz(state_reader(), a_few); }

TEST(FittingReadersFuzz, PriorsNightly) { fuzz(priors_reader(), many); }
TEST(FittingReadersFuzz, ChainsNightly) { fuzz(chain_reader(), many); }
TEST(FittingReadersFuzz, SavedStatesNightly) { fuzz(state_reader(), many); }

} // namespace
} // namespace headwater::tests
