#include "calibration/inference/diagnostics/gates.hpp"

#include "calibration/inference/diagnostics/convergence.hpp"
#include "tests/calibration/inference/diagnostics/known_chains.hpp"
#include "tests/calibration/inference/posterior/chain_file.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <string>

namespace headwater::calibration {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// A row that passes every bar.
ParameterSummary good_row(const std::string& name) {
  ParameterSummary row{};
  row.name = name;
  row.r_hat = 1.001;
  row.ess_bulk = 2000.0;
  row.ess_tail = 1500.0;
  return row;
}

const SamplerChecks good_checks{4000, 10, {0, 0}, {0, 0}, {1.1, 0.9}};

std::vector<bool> gates_passed(const std::vector<Gate>& gates) {
  std::vector<bool> passed;
  for (const Gate& gate : gates) {
    passed.push_back(gate.passed);
  }
  return passed;
}

TEST(Gates, EverythingGoodPasses) {
  const std::vector<Gate> gates = convergence_gates(std::vector{good_row("relapse"), good_row("lp__")});
  ASSERT_THAT(gates, SizeIs(3));
  EXPECT_TRUE(all_passed(gates));
  EXPECT_EQ(gates[0].name, "R-hat");
  EXPECT_EQ(gates[0].bar, "below 1.01");
  EXPECT_EQ(gates[0].verdict, "The chains agree with each other on every parameter (R-hat 1 at most, of relapse).");
  EXPECT_EQ(gates[1].name, "bulk ESS");
  EXPECT_EQ(gates[1].bar, "400 or more");
  EXPECT_EQ(gates[1].verdict,
            "There are enough independent draws for the middle of every parameter (2000 at least, of relapse).");
  EXPECT_EQ(gates[2].name, "tail ESS");
  const std::vector<Gate> of_sampler = sampler_gates(good_checks);
  ASSERT_THAT(of_sampler, SizeIs(3));
  EXPECT_TRUE(all_passed(of_sampler));
  EXPECT_EQ(of_sampler[0].verdict, "No transition went astray.");
  EXPECT_THAT(of_sampler[0].worst, IsEmpty());
  EXPECT_EQ(of_sampler[1].verdict, "No transition was cut off at its most steps (depth 10).");
  EXPECT_EQ(of_sampler[2].verdict,
            "Every chain moved freely between levels of probability (E-BFMI 0.9 at least, of chain 2).");
  EXPECT_EQ(in_one_line(of_sampler), "all 3 checks of the posterior passed");
}

TEST(Gates, TheBarsThemselves) {
  ParameterSummary row = good_row("relapse");
  row.r_hat = 1.01; // must be below
  row.ess_bulk = 400.0;
  row.ess_tail = 400.0;
  EXPECT_THAT(gates_passed(convergence_gates(std::vector{row})), ElementsAre(false, true, true));
  row.r_hat = std::nextafter(1.01, 1.0);
  row.ess_bulk = std::nextafter(400.0, 0.0);
  row.ess_tail = std::nextafter(400.0, 0.0);
  EXPECT_THAT(gates_passed(convergence_gates(std::vector{row})), ElementsAre(true, false, false));
  EXPECT_THAT(gates_passed(convergence_gates(std::vector{row}, {.r_hat = 1.001, .ess = 100.0})),
              ElementsAre(false, true, true));
  SamplerChecks checks = good_checks;
  checks.e_bfmi = {0.3, 0.4};
  EXPECT_THAT(gates_passed(sampler_gates(checks)), ElementsAre(true, true, true));
  checks = {4000, 10, {0, 1}, {1, 0}, {0.4, std::nextafter(0.3, 0.0)}};
  EXPECT_THAT(gates_passed(sampler_gates(checks)), ElementsAre(false, false, false));
  EXPECT_THAT(gates_passed(sampler_gates(checks, {.divergences = 1, .saturated = 1, .e_bfmi = 0.2})),
              ElementsAre(true, true, true));
}

TEST(Gates, TheWorstIsNamedAndSaidPlainly) {
  ParameterSummary slow = good_row("rho_V");
  slow.r_hat = 1.2345;
  slow.ess_bulk = 123.4;
  ParameterSummary slower = good_row("crisis_hazard_away");
  slower.r_hat = 1.7;
  slower.ess_tail = 12.0;
  const std::vector<Gate> gates = convergence_gates(std::vector{good_row("relapse"), slow, slower});
  EXPECT_THAT(gates_passed(gates), ElementsAre(false, false, false));
  EXPECT_EQ(gates[0].worst, "crisis_hazard_away");
  EXPECT_EQ(gates[0].value, 1.7);
  EXPECT_EQ(gates[0].verdict,
            "The chains have not met: 2 parameters of 3 differ from chain to chain, crisis_hazard_away the most (R-hat "
            "1.7). Run longer; if that does not help, the model has more than one answer, or the sampler cannot move.");
  EXPECT_EQ(gates[1].worst, "rho_V");
  EXPECT_EQ(gates[1].verdict, "There are too few independent draws for the middle of 1 parameter of 3; the fewest are "
                              "123, of rho_V. Run longer.");
  EXPECT_EQ(gates[2].worst, "crisis_hazard_away");
  EXPECT_EQ(in_one_line(gates), "3 of 3 checks of the posterior failed: R-hat 1.7 (crisis_hazard_away); bulk ESS 123.4 "
                                "(rho_V); tail ESS 12 (crisis_hazard_away)");

  const std::vector<Gate> of_sampler = sampler_gates({2000, 8, {2, 5}, {100, 0}, {0.25, 0.8}});
  EXPECT_THAT(of_sampler[0].verdict,
              HasSubstr("7 of 2000 transitions went astray, most in chain 2: there is a corner"));
  EXPECT_EQ(of_sampler[1].verdict, "100 of 2000 transitions were cut off at their most steps (depth 8), most in chain "
                                   "1: the draws are right but slow to move. Allow more steps, or adapt longer.");
  EXPECT_EQ(of_sampler[2].worst, "chain 1");
  EXPECT_THAT(of_sampler[2].verdict, HasSubstr("Chain 1 moved too slowly between levels of probability (E-BFMI 0.25)"));
}

TEST(Gates, AFigureIsNeverRoundedPastItsBar) {
  ParameterSummary row = good_row("relapse");
  row.r_hat = 1.0099996;
  EXPECT_THAT(convergence_gates(std::vector{row}).front().verdict, HasSubstr("R-hat 1.0099996 at most"));
  row.r_hat = 1.0100004;
  EXPECT_THAT(convergence_gates(std::vector{row}).front().verdict, HasSubstr("(R-hat 1.01)"));
  row.ess_tail = 399.96;
  EXPECT_THAT(convergence_gates(std::vector{row}).back().verdict, HasSubstr("the fewest are 399.96, of relapse"));
}

TEST(Gates, WhatCannotBeToldDoesNotPass) {
  ParameterSummary stuck = good_row("stuck");
  stuck.r_hat = std::numeric_limits<double>::quiet_NaN();
  stuck.ess_bulk = stuck.r_hat;
  stuck.ess_tail = stuck.r_hat;
  ParameterSummary bad = good_row("bad");
  bad.r_hat = 2.0;
  bad.ess_bulk = 5.0;
  bad.ess_tail = 5.0;
  const std::vector<Gate> gates = convergence_gates(std::vector{bad, stuck, good_row("good"), bad});
  EXPECT_THAT(gates_passed(gates), ElementsAre(false, false, false));
  for (const Gate& gate : gates) {
    EXPECT_EQ(gate.worst, "stuck");
    EXPECT_TRUE(std::isnan(gate.value));
    EXPECT_THAT(gate.verdict, HasSubstr("cannot be told: stuck never changed"));
    EXPECT_THAT(gate.verdict, HasSubstr("(3 parameters of 4 in all)"));
  }
  SamplerChecks checks = good_checks;
  checks.e_bfmi[0] = stuck.r_hat;
  EXPECT_THAT(gates_passed(sampler_gates(checks)), ElementsAre(true, true, false));
  EXPECT_THAT(sampler_gates(checks).back().verdict, HasSubstr("Whether chain 1 moved"));
}

TEST(Gates, NothingToCheckIsNotAPass) {
  EXPECT_THROW(convergence_gates({}), std::invalid_argument);
  EXPECT_THROW(sampler_gates({0, 10, {}, {}, {}}), std::invalid_argument);
  EXPECT_FALSE(all_passed({}));
  EXPECT_EQ(in_one_line({}), "the posterior was not checked");
}

/// Chains that remember so much, with the last of them so far from the others.
Posterior planted(double memory, double away) {
  Posterior posterior{{"a"}, {}, 10};
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    Chain chain;
    const std::vector<double> energy = known::minimal_standard(seed + 10, 1000);
    for (const double value : known::autoregressive(seed, 1000, memory)) {
      const double moved = value + (seed == 4 ? away : 0.0);
      chain.transitions.push_back({-moved * moved, 0.9, 0.1, 3, 7, false, energy[chain.values.size()]});
      chain.values.push_back(moved);
    }
    posterior.chains.push_back(chain);
  }
  return posterior;
}

TEST(Gates, AChainThatSitsElsewhereIsFound) {
  EXPECT_THAT(gates_passed(gates(planted(0.1, 0.0))), ElementsAre(true, true, true, true, true, true));
  EXPECT_THAT(gates_passed(gates(planted(0.1, 1.0))), ElementsAre(false, false, false, true, true, true));
}

TEST(Gates, AChainThatCreepsIsFound) {
  EXPECT_THAT(gates_passed(gates(planted(0.99, 0.0))), ElementsAre(false, false, false, true, true, true));
}

TEST(Gates, AChainThatIsWiderIsFound) { // only folding sees it
  Posterior posterior = planted(0.1, 0.0);
  for (double& value : posterior.chains.front().values) {
    value *= 3.0;
  }
  EXPECT_LT(r_hat_without_ranks(posterior.draws_of(0)), 1.01);
  EXPECT_FALSE(gates(posterior).front().passed);
}

TEST(SamplerChecks, EnergyIsBetancourts) {
  EXPECT_DOUBLE_EQ(e_bfmi(std::vector{1.0, 2.0, 4.0, 1.0}), (1.0 + 4.0 + 9.0) / (1.0 + 0.0 + 4.0 + 1.0));
  EXPECT_TRUE(std::isnan(e_bfmi(std::vector{1.0})));
  EXPECT_TRUE(std::isnan(e_bfmi(std::vector{1.0, 1.0, 1.0})));
  EXPECT_TRUE(std::isnan(e_bfmi(std::vector{1.0, std::numeric_limits<double>::infinity()})));
  // A walk hardly moves between levels; independent energies move by twice their variance.
  EXPECT_LT(e_bfmi(known::autoregressive(1, 5000, 0.95)), 0.3);
  EXPECT_NEAR(e_bfmi(known::minimal_standard(1, 5000)), 2.0, 0.1);
}

TEST(SamplerChecks, AreCountedByChain) {
  Posterior posterior = planted(0.1, 0.0);
  posterior.most_doublings = 5;
  posterior.chains[1].transitions[7].divergent = true;
  posterior.chains[1].transitions[8].divergent = true;
  posterior.chains[3].transitions[0].doublings = 5;
  const SamplerChecks checks = sampler_checks(posterior);
  EXPECT_EQ(checks.transitions, 4000U);
  EXPECT_THAT(checks.divergent, ElementsAre(0, 2, 0, 0));
  EXPECT_THAT(checks.saturated, ElementsAre(0, 0, 0, 1));
  EXPECT_THAT(checks.e_bfmi, SizeIs(4));
  EXPECT_THAT(gates_passed(gates(posterior)), ElementsAre(true, true, true, false, false, true));
}

// What `diagnose` of CmdStan says of its own example: "7 of 1000 (0.70%) transitions ended with a divergence",
// "Treedepth satisfactory", "The E-BFMI, 0.26, is below the nominal threshold of 0.30". The digits are those of
// get_bfmi of R's rstan 2.21.7 times N / (N - 1).
TEST(SamplerChecks, AreWhatCmdStanSaysOfEightSchools) {
  const auto file = known::calibration_references() / "cmdstan_csv" / "eight_schools_output.csv";
  if (!std::filesystem::exists(file)) {
    GTEST_SKIP() << "the example of CmdStan is not at " << file << "; only made chains are checked";
  }
  const auto input = scenarios::read_input(file);
  const auto posterior = read_chains(std::vector{input.value.value()});
  ASSERT_TRUE(posterior.value) << to_string(posterior.problems.front());
  EXPECT_THAT(posterior.value->parameters, SizeIs(10));
  EXPECT_EQ(posterior.value->parameters.back(), "theta[8]");
  EXPECT_EQ(posterior.value->chains.front().transitions.size(), 1000U);
  const std::vector<Gate> found = gates(*posterior.value);
  EXPECT_THAT(gates_passed(found), ElementsAre(testing::_, false, false, false, true, false));
  EXPECT_EQ(found[1].worst, "lp__"); // R posterior 1.4.0, as are the figures
  EXPECT_NEAR(found[1].value, 41.1896939281, 1e-9);
  EXPECT_EQ(found[2].worst, "tau");
  EXPECT_NEAR(found[2].value, 60.4942923452, 1e-9);
  EXPECT_EQ(found[3].value, 7.0);
  EXPECT_NEAR(found[5].value, 0.260941414141488, 1e-12);
}

} // namespace
} // namespace headwater::calibration
