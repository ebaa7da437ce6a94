#include "calibration/inference/posterior/cmdstan_csv.hpp"

#include "calibration/inference/posterior/whole_files.hpp"
#include "calibration/known/draw_file.hpp"
#include "model/ensemble/draws.hpp"
#include "model/quantities/parameters.hpp"
#include "tests/calibration/inference/posterior/chain_file.hpp"
#include "tests/calibration/inference/posterior/known_posterior.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <bit>
#include <filesystem>
#include <limits>
#include <sstream>
#include <string>

namespace headwater::calibration {
namespace {

using headwater::tests::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// One chain of two draws.
Posterior two_draws() {
  Posterior posterior{{"relapse", "mix[1]", "a[2,13]"}, {}, 8};
  posterior.chains.push_back({{{-7.25, 1.0, 0.9, 2, 3, false, 8.5}, {-1e-7, 0.1, 0.9, 8, 255, true, 1e22}},
                              {0.1, -2.0, 1.0 / 3.0, 5e-324, 1.7976931348623157e308, -0.0},
                              {0.9, {0.5, 0.25, 2.0}},
                              Elapsed{1.5, 20.25}});
  return posterior;
}

SamplingSettings two_draws_settings() {
  SamplingSettings settings;
  settings.draws = 2;
  settings.delta = 0.95;
  settings.data_file = "published.csv";
  settings.init = "laplace";
  settings.seed = 18446744073709551615U;
  settings.notes = {{"version", "0.1.0"}, {"gates", "passed"}};
  return settings;
}

TEST(CmdStanCsv, IsLaidOutAsCmdStanDoes) {
  EXPECT_EQ(cmdstan_csv(two_draws(), 0, two_draws_settings(), "chain_1.csv"),
            R"(# stan_version_major = 2
# stan_version_minor = 21
# stan_version_patch = 0
# model = headwater_model
# method = sample (Default)
#   sample
#     num_samples = 2
#     num_warmup = 1000 (Default)
#     save_warmup = 0 (Default)
#     thin = 1 (Default)
#     adapt
#       engaged = 1 (Default)
#       gamma = 0.05 (Default)
#       delta = 0.95
#       kappa = 0.75 (Default)
#       t0 = 10 (Default)
#       init_buffer = 75 (Default)
#       term_buffer = 50 (Default)
#       window = 25 (Default)
#     algorithm = hmc (Default)
#       hmc
#         engine = nuts (Default)
#           nuts
#             max_depth = 8
#         metric = diag_e (Default)
#         metric_file =  (Default)
#         stepsize = 1 (Default)
#         stepsize_jitter = 0 (Default)
# id = 1
# data
#   file = published.csv
# init = laplace
# random
#   seed = 18446744073709551615
# output
#   file = chain_1.csv
#   diagnostic_file =  (Default)
# headwater_version = 0.1.0
# headwater_gates = passed
lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__,relapse,mix.1,a.2.13
# Adaptation terminated
# Step size = 0.9
# Diagonal elements of inverse mass matrix:
# 0.5, 0.25, 2
-7.25,1,0.9,2,3,0,8.5,0.1,-2,0.3333333333333333
-1e-07,0.1,0.9,8,255,1,1e+22,5e-324,1.7976931348623157e+308,-0
# 
#  Elapsed Time: 1.5 seconds (Warm-up)
#                20.25 seconds (Sampling)
#                21.75 seconds (Total)
# 
)");
}

/// The lines of a header, numbers as they read rather than as they are written: 0.8 is 0.80000000000000004.
std::vector<std::string> header_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream all(text);
  for (std::string line; std::getline(all, line) && line.starts_with('#');) {
    const std::size_t equals = line.find(" = ");
    if (line.ends_with('\r')) {
      line.pop_back();
    }
    if (equals != std::string::npos) {
      char* end = nullptr;
      const std::string value = line.substr(equals + 3);
      const double number = std::strtod(value.c_str(), &end);
      if (end != value.c_str() && (*end == '\0' || *end == ' ')) {
        line = line.substr(0, equals) + " = " + std::to_string(number) + end;
      }
    }
    lines.push_back(line);
  }
  return lines;
}

TEST(CmdStanCsv, HasTheHeaderOfCmdStansExample) {
  const auto file = known::calibration_references() / "cmdstan_csv" / "bernoulli_chain_1.csv";
  if (!std::filesystem::exists(file)) {
    GTEST_SKIP() << "the example of CmdStan is not at " << file << "; only the typed file is compared";
  }
  const auto input = scenarios::read_input(file);
  scenarios::Read<Posterior> example = read_chains(std::vector{input.value.value()});
  ASSERT_TRUE(example.value);
  EXPECT_THAT(example.value->parameters, ElementsAre("theta"));
  example.value->chains.front().adaptation = {1.02703, {0.526879}};
  example.value->chains.front().elapsed = Elapsed{0.009, 0.023};
  SamplingSettings settings;
  settings.stan_version[1] = 23;
  settings.model = "bernoulli_model";
  settings.data_file = "bernoulli.data.json";
  settings.seed = 1116358692;
  const std::string written = cmdstan_csv(*example.value, 0, settings, "b_out_1.csv");

  std::vector<std::string> expected = header_lines(std::string(input.value->text()));
  // What we know and it left as it came, and how often it wrote to the screen.
  std::replace(expected.begin(), expected.end(), std::string("# id = 0.000000 (Default)"),
               std::string("# id = 1.000000"));
  std::replace(expected.begin(), expected.end(), std::string("#   seed = 1116358692.000000 (Default)"),
               std::string("#   seed = 1116358692.000000"));
  ASSERT_EQ(expected.back(), "#   refresh = 100.000000 (Default)");
  expected.pop_back();
  EXPECT_EQ(header_lines(written), expected);
  // All of the rest to the letter.
  const std::string body = std::string(input.value->text());
  EXPECT_EQ(written.substr(written.find("\nlp__")), body.substr(body.find("\nlp__")));
}

TEST(CmdStanCsv, MetricsOfEachKind) {
  Posterior posterior = two_draws();
  SamplingSettings settings = two_draws_settings();
  settings.metric = Metric::dense;
  posterior.chains.front().adaptation.inverse_metric = {1.0, 0.5, 0.5, 2.0}; // a[2,13] may be a derived figure
  EXPECT_THAT(cmdstan_csv(posterior, 0, settings, "c"),
              HasSubstr("# Elements of inverse mass matrix:\n# 1, 0.5\n# 0.5, 2\n-7.25,"));
  EXPECT_THAT(cmdstan_csv(posterior, 0, settings, "c"), HasSubstr("metric = dense_e\n"));
  posterior.chains.front().adaptation.inverse_metric = {1.0, 0.5, 0.5};
  EXPECT_THROW(cmdstan_csv(posterior, 0, settings, "c"), std::invalid_argument);
  settings.metric = Metric::unit;
  EXPECT_THROW(cmdstan_csv(posterior, 0, settings, "c"), std::invalid_argument);
  posterior.chains.front().adaptation.inverse_metric.clear();
  EXPECT_THAT(cmdstan_csv(posterior, 0, settings, "c"), HasSubstr("# No free parameters for unit metric\n-7.25,"));
  settings.metric = Metric::diagonal;
  EXPECT_THROW(cmdstan_csv(posterior, 0, settings, "c"), std::invalid_argument);
}

TEST(CmdStanCsv, TimeIsLeftOutWhereItIsNotKept) {
  Posterior posterior = two_draws();
  posterior.chains.front().elapsed.reset();
  EXPECT_THAT(cmdstan_csv(posterior, 0, two_draws_settings(), "c"),
              HasSubstr("\n# \n#  Elapsed Time: not kept (Warm-up)\n#                not kept (Sampling)\n"));
}

TEST(CmdStanCsv, WhatDoesNotFitIsRefused) {
  const auto refused = [](const auto& change) {
    Posterior posterior = two_draws();
    SamplingSettings settings = two_draws_settings();
    change(posterior, settings);
    try {
      cmdstan_csv(posterior, 0, settings, "c");
    } catch (const std::invalid_argument& error) {
      return std::string(error.what());
    }
    return std::string("not refused");
  };
  const auto named = [&](const std::string& name) {
    return refused([&](Posterior& posterior, SamplingSettings&) { posterior.parameters[0] = name; });
  };
  for (const char* name : {"", "a b", "a,b", "energy__", "1a", "_a", "a[", "a[]", "a[1", "a[1,]", "a[x]", "a[1]]",
                           "a[1]b", "a.1", "a[1][2]", "h\xC3\xA9", "a\n"}) {
    EXPECT_EQ(named(name), "\"" + std::string(name) + "\" is not a name that can head a column");
  }
  EXPECT_EQ(named("mix[1]"), "the column mix.1 would be there twice");
  EXPECT_EQ(refused([](Posterior&, SamplingSettings& settings) { settings.draws = 3; }),
            "3 draws, all of them kept, are not the 2 of the chain");
  EXPECT_EQ(refused([](Posterior&, SamplingSettings& settings) {
              settings.draws = 3;
              settings.thin = 2;
            }),
            "not refused");
  EXPECT_EQ(refused([](Posterior&, SamplingSettings& settings) { settings.thin = 0; }),
            "2 draws, one in 0 of them kept, are not the 2 of the chain");
  EXPECT_EQ(refused([](Posterior&, SamplingSettings& settings) { settings.model = "a\nb"; }),
            "a setting takes one line: a\nb");
  EXPECT_EQ(refused([](Posterior&, SamplingSettings& settings) { settings.notes[0].first = "A b"; }),
            "\"A b\" is not a name for a note");
  EXPECT_EQ(refused([](Posterior& posterior, SamplingSettings&) {
              posterior.chains[0].values[2] = std::numeric_limits<double>::infinity();
            }),
            "chain 1 has a number that is not finite");
  EXPECT_EQ(refused([](Posterior& posterior, SamplingSettings&) { posterior.chains[0].values.pop_back(); }),
            "chain 1 has not one value for each transition and parameter");
  EXPECT_EQ(refused([](Posterior& posterior, SamplingSettings&) { posterior.chains.clear(); }),
            "the posterior has no draws");
  EXPECT_EQ(refused([](Posterior& posterior, SamplingSettings&) {
              posterior.chains.push_back(posterior.chains.front());
              posterior.chains.back().transitions.pop_back();
            }),
            "chain 2 is not as long as the first");
  EXPECT_THROW(cmdstan_csv(two_draws(), 1, two_draws_settings(), "c"), std::invalid_argument);
}

/// Every parameter that varies, drawn within its range; shares of a whole add to 1.
Posterior national_posterior(std::size_t chains, std::size_t draws) {
  std::vector<std::string> names;
  for (const std::size_t p : model::varying_parameters) {
    names.emplace_back(model::parameters()[p].name);
  }
  Posterior posterior = known::hard_to_print(names, chains, draws);
  for (Chain& chain : posterior.chains) {
    for (std::size_t i = 0; i < chain.values.size(); ++i) {
      const model::Parameter& row = model::parameters()[model::varying_parameters[i % names.size()]];
      const double place = (chain.values[i] + 1.0) / 2.0; // of the range, as draws lie between -1 and 1
      chain.values[i] = model::whole_of(row).empty() ? row.low + place * (row.high - row.low) : row.value;
    }
  }
  return posterior;
}

void expect_same_bits(const std::vector<double>& found, const std::vector<double>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(std::bit_cast<std::uint64_t>(found[i]), std::bit_cast<std::uint64_t>(expected[i])) << i;
  }
}

TEST(CmdStanCsv, RunsReadTheSameBits) {
  const TemporaryFolder folder;
  const Posterior posterior = national_posterior(3, 40);
  SamplingSettings settings;
  settings.draws = 40;
  write_chains(folder.path() / "posterior", posterior, settings);
  for (std::size_t c = 0; c < 3; ++c) {
    const auto input = scenarios::read_input(folder.path() / "posterior" / chain_file_names(3)[c]);
    const auto rows = calibration::read_draws(input.value.value());
    ASSERT_THAT(folder.shown(rows.problems), IsEmpty());
    EXPECT_EQ(rows.value->rows.parameters,
              std::vector<std::size_t>(model::varying_parameters.begin(), model::varying_parameters.end()));
    expect_same_bits(rows.value->rows.values, posterior.chains[c].values);
  }
}

TEST(CmdStanCsv, IsReadBackAsItWas) {
  const Posterior posterior = two_draws();
  const auto read = read_chains(
      std::vector<scenarios::InputFile>{{"c.csv", cmdstan_csv(posterior, 0, two_draws_settings(), "c.csv")}});
  ASSERT_TRUE(read.value) << to_string(read.problems.front());
  EXPECT_EQ(read.value->parameters, posterior.parameters);
  EXPECT_EQ(read.value->most_doublings, 8);
  expect_same_bits(read.value->chains.at(0).values, posterior.chains[0].values);
  ASSERT_THAT(read.value->chains[0].transitions, SizeIs(2));
  const Transition& last = read.value->chains[0].transitions[1];
  EXPECT_EQ(last.log_density, -1e-7);
  EXPECT_EQ(last.acceptance, 0.1);
  EXPECT_EQ(last.step_size, 0.9);
  EXPECT_EQ(last.doublings, 8);
  EXPECT_EQ(last.leapfrog_steps, 255);
  EXPECT_TRUE(last.divergent);
  EXPECT_FALSE(read.value->chains[0].transitions[0].divergent);
  EXPECT_EQ(last.energy, 1e22);
}

TEST(CmdStanCsv, NamesInOrderAreChainsInOrder) {
  EXPECT_THAT(chain_file_names(3), ElementsAre("chain_1.csv", "chain_2.csv", "chain_3.csv"));
  EXPECT_EQ(chain_file_names(10).front(), "chain_01.csv");
  EXPECT_EQ(chain_file_names(10).back(), "chain_10.csv");
}

/// The names in a folder, in order.
std::vector<std::string> file_names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

TEST(CmdStanCsv, ChainsOfAnotherCalibrationAreNotMixedIn) {
  const TemporaryFolder folder;
  SamplingSettings settings;
  settings.draws = 5;
  write_chains(folder.path(), known::hard_to_print({"a"}, 3, 5), settings);
  write_chains(folder.path(), known::hard_to_print({"b"}, 3, 5), settings); // the same files
  EXPECT_THAT(file_names_in(folder.path()), ElementsAre("chain_1.csv", "chain_2.csv", "chain_3.csv"));
  const auto before = scenarios::read_input(folder.path() / "chain_1.csv").value->bytes;
  EXPECT_THAT(before, HasSubstr("energy__,b\n"));
  EXPECT_THROW(write_chains(folder.path(), known::hard_to_print({"c"}, 2, 5), settings), CannotWrite);
  EXPECT_EQ(scenarios::read_input(folder.path() / "chain_1.csv").value->bytes, before);
}

TEST(CmdStanCsv, NothingHalfWrittenIsLeft) {
  const TemporaryFolder folder;
  SamplingSettings settings;
  settings.draws = 5;
  write_chains(folder.path(), known::hard_to_print({"a"}, 2, 5), settings);
  Posterior broken = known::hard_to_print({"b"}, 2, 5);
  broken.chains[1].adaptation.inverse_metric.clear(); // found when the first is already written beside its place
  EXPECT_THROW(write_chains(folder.path(), broken, settings), std::invalid_argument);
  EXPECT_THAT(file_names_in(folder.path()), ElementsAre("chain_1.csv", "chain_2.csv"));
  EXPECT_THAT(scenarios::read_input(folder.path() / "chain_1.csv").value->bytes, HasSubstr("energy__,a\n"));
  folder.write("file", "");
  EXPECT_THROW(write_chains(folder.path() / "file", broken, settings), CannotWrite);
}

TEST(WholeFiles, AreInPlaceOrNotThere) {
  const TemporaryFolder folder;
  {
    WholeFiles files;
    files.write(folder.path() / "a", "new");
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "a"));
  }
  EXPECT_THAT(file_names_in(folder.path()), IsEmpty());
  folder.write("a", "old");
  WholeFiles files;
  files.write(folder.path() / "a", "new");
  EXPECT_EQ(scenarios::read_input(folder.path() / "a").value->bytes, "old");
  files.put_in_place();
  EXPECT_EQ(scenarios::read_input(folder.path() / "a").value->bytes, "new");
  EXPECT_THAT(file_names_in(folder.path()), ElementsAre("a"));
  EXPECT_THROW(files.write(folder.path() / "none" / "a", "new"), CannotWrite);
  std::filesystem::create_directory(folder.path() / "b");
  WholeFiles onto_a_folder;
  onto_a_folder.write(folder.path() / "b", "new");
  EXPECT_THROW(onto_a_folder.put_in_place(), CannotWrite);
}

} // namespace
} // namespace headwater::calibration
