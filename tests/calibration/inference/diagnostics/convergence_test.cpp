#include "calibration/inference/diagnostics/convergence.hpp"

#include "calibration/inference/diagnostics/moments.hpp"
#include "calibration/inference/diagnostics/standard_error.hpp"
#include "calibration/inference/diagnostics/summary.hpp"
#include "scenarios/reading/input_file.hpp"
#include "scenarios/reading/read_csv.hpp"
#include "tests/calibration/inference/diagnostics/known_chains.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <string>

namespace headwater::calibration {
namespace {

using testing::SizeIs;

/// What the R package posterior 1.4.0 says of some chains. Names as its functions have them.
struct SaidByPosterior {
  double mean, sd, median, rhat, rhat_basic, ess_bulk, ess_tail, ess_mean, ess_median, ess_sd, ess_q30, mcse_mean,
      mcse_median, mcse_sd, mcse_q05, mcse_q95, q05;
};

constexpr double no_figure = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite_figure = std::numeric_limits<double>::infinity();

/// Both not numbers, or equal to so much of the expected one.
void expect_relative(double found, double expected, double tolerance, const std::string& what) {
  if (std::isnan(expected)) {
    EXPECT_TRUE(std::isnan(found)) << what << " is " << found;
  } else {
    EXPECT_LE(std::abs(found - expected), tolerance * std::abs(expected)) << what << ": " << found << ", " << expected;
  }
}

constexpr double exact_bar = 1e-9;
constexpr double ess_bar = 1e-6;

void expect_said(const ChainDraws& draws, const SaidByPosterior& said) {
  expect_relative(mean_of(draws.all()), said.mean, exact_bar, "mean");
  expect_relative(deviation_of(draws.all()), said.sd, exact_bar, "sd");
  expect_relative(quantile_of(draws.all(), 0.5), said.median, exact_bar, "median");
  expect_relative(quantile_of(draws.all(), 0.05), said.q05, exact_bar, "q05");
  expect_relative(r_hat(draws), said.rhat, exact_bar, "R-hat");
  expect_relative(r_hat_without_ranks(draws), said.rhat_basic, exact_bar, "R-hat without ranks");
  expect_relative(ess_bulk(draws), said.ess_bulk, ess_bar, "bulk ESS");
  expect_relative(ess_tail(draws), said.ess_tail, ess_bar, "tail ESS");
  expect_relative(ess_mean(draws), said.ess_mean, ess_bar, "ESS of the mean");
  expect_relative(ess_median(draws), said.ess_median, ess_bar, "ESS of the median");
  expect_relative(ess_sd(draws), said.ess_sd, ess_bar, "ESS of the sd");
  expect_relative(ess_quantile(draws, 0.3), said.ess_q30, ess_bar, "ESS of the quantile 0.3");
  expect_relative(mcse_mean(draws), said.mcse_mean, exact_bar, "MCSE of the mean");
  expect_relative(mcse_median(draws), said.mcse_median, exact_bar, "MCSE of the median");
  expect_relative(mcse_sd(draws), said.mcse_sd, exact_bar, "MCSE of the sd");
  expect_relative(mcse_quantile(draws, 0.05), said.mcse_q05, exact_bar, "MCSE of the quantile 0.05");
  expect_relative(mcse_quantile(draws, 0.95), said.mcse_q95, exact_bar, "MCSE of the quantile 0.95");
}

// The figures are those of R 4.2.2 with posterior 1.4.0 on the chains of known_chains.hpp, made anew in R.
TEST(Convergence, IsWhatPosteriorSaysOfChainsThatRemember) {
  expect_said(known::autoregressive_chains(4, 251, 0.5),
              {0.019670695186864189, 0.34151282218131718, 0.023008673241491792, 1.0156333987671529, 1.0162048478301167,
               354.72603745348124, 560.5790708715341, 355.43972446027334, 480.95272182336004, 766.65795219401912,
               448.35141536772409, 0.018114403281801538, 0.022841502779311414, 0.0074772412644804002,
               0.022760419015352806, 0.02150868825029123, -0.56066262256889365});
}

TEST(Convergence, IsWhatPosteriorSaysOfChainsThatAlternate) { // more independent than independent draws: cut at a bound
  expect_said(known::autoregressive_chains(4, 251, -0.9),
              {0.0046463466350009103, 0.65926121618022759, 0.026678461307350694, 1.0363747386447335,
               0.99635794553851365, 3000, 320.0484527555252, 3000, 3000, 128.79258249175518, 780.97646907058675,
               0.012036407979673348, 0.014699351651965967, 0.039677637482899888, 0.084295124648393394,
               0.085383720859239509, -1.0943847292453637});
}

TEST(Convergence, IsWhatPosteriorSaysOfHeavyTails) { // where R-hat without ranks sees nothing
  std::vector<double> values;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    for (const double u : known::minimal_standard(seed, 251)) {
      const double x = (u - 0.5) / (u * (1.0 - u));
      values.push_back(x * x * x);
    }
  }
  expect_said({4, values},
              {-305846183499.21857, 8298220771945.5771, 0.0003431483493748777, 1.0023324105546783, 0.99979231331984708,
               928.31364304881185, 941.80911698230511, 1000.9599311047933, 938.00111896363228, 1000.9269526673744,
               998.24075745663367, 262286923171.34592, 0.00084698639750627788, 4078829391592.4419, 783.28655702620154,
               233.63619399133245, -1027.0907336048081});
}

TEST(Convergence, IsWhatPosteriorSaysOfChainsThatHaveNotMet) {
  expect_said(known::autoregressive_chains(4, 101, 0.9, 1.0),
              {2.3680589003448738, 1.1532237526884035, 2.3676937150533588, 1.9336866642771369, 2.162803350870671,
               6.1220029093317541, 23.225753874920485, 5.6585069130637606, 6.3627653543349885, 13.822509828783808,
               7.6911568416227514, 0.48480004723242476, 0.72181171484107165, 0.13660662599571957, 0.29079812368042801,
               0.27131518390423026, 0.55017876311451408});
}

TEST(Convergence, IsWhatPosteriorSaysOfShortChainsAndOfOne) {
  expect_said(known::autoregressive_chains(2, 11, 0.25),
              {-0.098478226737044802, 0.31763143520840437, -0.11256240553257787, 0.93004355262165184,
               0.94336585581239274, 10, 10, 10, 10, 10, 10, 0.10044387917267571, 0.18289479422914351,
               0.046404086616036608, 0.039461281758932903, 0.17515525782638736, -0.49999178231227759});
  expect_said({1, known::autoregressive(7, 333, 0.75)},
              {0.07376974882716518, 0.46913250776040238, 0.070006770426529086, 1.0143572602816024, 0.99698345715621151,
               54.693591017144442, 76.524584128529725, 55.442097563047511, 66.613030136538043, 95.100949721175056,
               72.934257348010732, 0.06300509943831048, 0.067275036503598187, 0.034188100627465121, 0.1505992421387205,
               0.073533197641051318, -0.6796155216992974});
  // Once the middle draws are left out, all are at or below the quantile 0.95: its ESS is not defined.
  expect_said(known::autoregressive_chains(3, 7, 0.25),
              {-0.21031778722800001, 0.26092466223030092, -0.27336711703648137, 1.0082406615661059, 0.93768711197014543,
               9, no_figure, 9, 9, 9, 9, 0.086974887410100302, 0.1080325913530375, 0.052153306341193716,
               0.013918453890057692, no_figure, -0.49999217363074056});
}

TEST(Convergence, FewerThanTwentyDrawsHaveNoTails) {
  std::vector<double> draws;
  for (int i = 0; i < 20; ++i) {
    draws.push_back(i);
  }
  EXPECT_NEAR(summary_of("x", ChainDraws(2, draws)).q05, 0.95, 1e-12);
  draws.resize(18);
  const ParameterSummary few = summary_of("x", ChainDraws(2, draws));
  EXPECT_TRUE(std::isnan(few.q05) && std::isnan(few.q95));
  EXPECT_EQ(few.median, 8.5);
}

TEST(Convergence, NothingIsSaidOfDrawsThatAreNotFinite) {
  for (const double bad : {no_figure, infinite_figure, -infinite_figure}) {
    std::vector<double> values = known::autoregressive(1, 100, 0.5);
    values[42] = bad;
    const ChainDraws draws(2, values);
    for (const double figure :
         {r_hat(draws), r_hat_without_ranks(draws), ess_bulk(draws), ess_tail(draws), ess_mean(draws), ess_sd(draws),
          ess_median(draws), mcse_mean(draws), mcse_sd(draws), mcse_median(draws), mcse_quantile(draws, 0.95)}) {
      EXPECT_TRUE(std::isnan(figure)) << figure;
    }
  }
}

TEST(Convergence, NothingIsSaidOfDrawsThatAreAllTheSame) {
  const ChainDraws draws(4, std::vector<double>(40, 1.5));
  for (const double figure : {r_hat(draws), r_hat_without_ranks(draws), ess_bulk(draws), ess_tail(draws),
                              ess_mean(draws), ess_sd(draws), mcse_mean(draws), mcse_sd(draws), mcse_median(draws)}) {
    EXPECT_TRUE(std::isnan(figure)) << figure;
  }
  EXPECT_EQ(mean_of(draws.all()), 1.5);
  EXPECT_EQ(deviation_of(draws.all()), 0.0);
}

// R: x <- matrix(rep(c(1, 2.5, 3, 7), each = 10), 10, 4) gives Inf, 20, NA, 20.
TEST(Convergence, ChainsThatStayEachInAPlaceOfItsOwnHaveAnInfiniteRHat) {
  std::vector<double> values;
  for (const double place : {1.0, 2.5, 3.0, 7.0}) {
    values.insert(values.end(), 10, place);
  }
  const ChainDraws draws(4, values);
  EXPECT_EQ(r_hat(draws), infinite_figure);
  EXPECT_DOUBLE_EQ(ess_bulk(draws), 20.0);
  EXPECT_TRUE(std::isnan(ess_tail(draws)));
  EXPECT_DOUBLE_EQ(ess_mean(draws), 20.0);
}

TEST(Convergence, TooFewDrawsSayNothing) {
  EXPECT_TRUE(std::isnan(r_hat({0, {}})));
  EXPECT_TRUE(std::isnan(ess_bulk({0, {}})));
  EXPECT_TRUE(std::isnan(ess_tail({2, {}})));
  EXPECT_TRUE(std::isnan(mcse_median({2, {}})));
  EXPECT_TRUE(std::isnan(ess_mean({1, {1.0, 2.0, 3.0, 4.0, 5.0}}))); // 2 draws in half a chain
  EXPECT_FALSE(std::isnan(ess_mean({1, {1.0, 2.0, 3.0, 4.0, 5.0, 6.5}})));
  EXPECT_TRUE(std::isnan(mean_of({})));
}

TEST(Convergence, RanksDoNotMindTheUnit) {
  const ChainDraws draws = known::autoregressive_chains(4, 101, 0.5);
  std::vector<double> scaled;
  for (const double value : draws.all()) {
    scaled.push_back(value * 0x1p-80);
  }
  EXPECT_EQ(r_hat({4, scaled}), r_hat(draws));
  EXPECT_EQ(ess_bulk({4, scaled}), ess_bulk(draws));
}

TEST(Convergence, ProbabilitiesAreProbabilities) {
  const ChainDraws draws = known::autoregressive_chains(2, 50, 0.5);
  EXPECT_THROW(ess_quantile(draws, -0.1), std::invalid_argument);
  EXPECT_THROW(mcse_quantile(draws, 1.5), std::invalid_argument);
  EXPECT_FALSE(std::isnan(ess_quantile(draws, 1.0)));
  EXPECT_THROW(ChainDraws(3, std::vector<double>(10)), std::invalid_argument);
  EXPECT_THROW(ChainDraws(0, std::vector<double>(10)), std::invalid_argument);
}

TEST(Moments, AreRsQuantiles) { // quantile(c(4, 1, 3, 2), c(0, 0.05, 0.5, 1))
  const std::vector<double> values = {4.0, 1.0, 3.0, 2.0};
  EXPECT_EQ(quantile_of(values, 0.0), 1.0);
  EXPECT_DOUBLE_EQ(quantile_of(values, 0.05), 1.15);
  EXPECT_EQ(quantile_of(values, 0.5), 2.5);
  EXPECT_EQ(quantile_of(values, 1.0), 4.0);
  EXPECT_DOUBLE_EQ(variance_of(values), 5.0 / 3.0);
}

// ---- every figure of the reference files ----------------------------------------------------------------------------

/// A line of figures by the names of their columns.
using Figures = std::map<std::string, double>;

/// Rows by the order of variables. Names of variables may hold commas, so figures are counted from the end.
std::vector<Figures> expected_figures(const std::filesystem::path& file) {
  std::vector<Figures> rows;
  const auto input = scenarios::read_input(file);
  const auto table = scenarios::read_csv(input.value.value().text(), "expected");
  const auto& names = table.value.value().front().fields;
  for (std::size_t i = 1; i < table.value->size(); ++i) {
    const auto& fields = (*table.value)[i].fields;
    rows.emplace_back();
    for (std::size_t k = 1; k < names.size(); ++k) {
      rows.back()[names[k].text] = std::stod(fields[fields.size() - names.size() + k].text);
    }
  }
  return rows;
}

/// The columns of a file of 4 chains that follow each other.
std::vector<ChainDraws> drawn_columns(const std::filesystem::path& file, std::size_t columns) {
  const auto input = scenarios::read_input(file);
  const auto table = scenarios::read_csv(input.value.value().text(), "draws");
  std::vector<ChainDraws> draws;
  for (std::size_t k = 0; k < columns; ++k) {
    std::vector<double> values;
    for (std::size_t i = 1; i < table.value.value().size(); ++i) {
      values.push_back(scenarios::parse_number((*table.value)[i].fields.at(k).text).value());
    }
    draws.emplace_back(4, std::move(values));
  }
  return draws;
}

/// The draws whose printing lost their last bits, with each way in which rounding may have left the two draws around
/// the median: as they are printed, and the lower one a little nearer to and farther from it.
std::vector<ChainDraws> as_they_may_have_been(const ChainDraws& draws) {
  std::vector<double> sorted(draws.all().begin(), draws.all().end());
  std::sort(sorted.begin(), sorted.end());
  const double below = sorted[sorted.size() / 2 - 1];
  const double above = sorted[sorted.size() / 2];
  std::vector<ChainDraws> ways = {draws};
  // Steps of 1 to 4 units in the last place: at least one of them leaves a tie, and one each order.
  for (int step = -4; step <= 4; ++step) {
    std::vector<double> values(draws.all().begin(), draws.all().end());
    const double unit = std::nextafter(std::abs(below), infinite_figure) - std::abs(below);
    std::replace(values.begin(), values.end(), below, std::min(below + step * unit, above));
    ways.emplace_back(draws.chains(), std::move(values));
  }
  return ways;
}

void expect_figures(const ChainDraws& draws, const Figures& expected, const std::string& what) {
  const std::map<std::string, std::function<double()>> found = {
      {"mean", [&] { return mean_of(draws.all()); }},
      {"sd", [&] { return deviation_of(draws.all()); }},
      {"rhat_basic", [&] { return r_hat_without_ranks(draws); }},
      {"ess_bulk", [&] { return ess_bulk(draws); }},
      {"ess_tail", [&] { return ess_tail(draws); }},
      {"ess_basic", [&] { return ess_mean(draws); }},
      {"ess_mean", [&] { return ess_mean(draws); }},
      {"ess_sd", [&] { return ess_sd(draws); }},
      {"ess_median", [&] { return ess_median(draws); }},
      {"ess_q05", [&] { return ess_quantile(draws, 0.05); }},
      {"ess_q95", [&] { return ess_quantile(draws, 0.95); }},
      {"mcse_mean", [&] { return mcse_mean(draws); }},
      {"mcse_sd", [&] { return mcse_sd(draws); }},
      {"mcse_q05", [&] { return mcse_quantile(draws, 0.05); }},
      {"mcse_q95", [&] { return mcse_quantile(draws, 0.95); }},
      {"q5", [&] { return quantile_of(draws.all(), 0.05); }},
      {"q50", [&] { return quantile_of(draws.all(), 0.5); }},
      {"q95", [&] { return quantile_of(draws.all(), 0.95); }}};
  EXPECT_THAT(expected, SizeIs(found.size() + 1)) << what; // and R-hat
  for (const auto& figure : found) {
    expect_relative(figure.second(), expected.at(figure.first), figure.first.starts_with("ess") ? ess_bar : exact_bar,
                    what + " " + figure.first);
  }
  // R found R-hat of draws with more digits than are printed, and it may hang on their last bit (convergence.hpp).
  double nearest = infinite_figure;
  for (const ChainDraws& way : as_they_may_have_been(draws)) {
    nearest = std::min(nearest, std::abs(r_hat(way) / expected.at("rhat") - 1.0));
  }
  EXPECT_LE(nearest, exact_bar) << what << ": R-hat " << r_hat(draws) << ", " << expected.at("rhat");
}

TEST(Convergence, IsEveryFigureOfTheExampleDraws) {
  const std::filesystem::path folder = known::calibration_references() / "diagnostics";
  if (!std::filesystem::exists(folder)) {
    GTEST_SKIP() << "the reference draws are not at " << folder << "; only the typed figures are compared";
  }
  for (const auto& [set, variables] : {std::pair{"eight_schools", 10U}, std::pair{"multi_normal", 12U}}) {
    const std::vector<Figures> expected = expected_figures(folder / (std::string(set) + "_expected.csv"));
    const std::vector<ChainDraws> draws = drawn_columns(folder / (std::string(set) + "_draws.csv"), variables);
    ASSERT_THAT(expected, SizeIs(variables));
    for (std::size_t i = 0; i < variables; ++i) {
      ASSERT_EQ(draws[i].draws(), 100U);
      expect_figures(draws[i], expected[i], std::string(set) + " " + std::to_string(i));
    }
  }
}

// R-hat that posterior 1.4.0 gives of the draws as they are printed in those files.
TEST(Convergence, IsRHatOfTheExampleDrawsAsPrinted) {
  const std::filesystem::path file = known::calibration_references() / "diagnostics" / "eight_schools_draws.csv";
  if (!std::filesystem::exists(file)) {
    GTEST_SKIP() << "the reference draws are not at " << file << "; only the typed figures are compared";
  }
  const std::vector<double> printed = {1.0219230274731481, 1.0146727395101212, 1.0142799229632362, 1.0150962136452226,
                                       1.0137490966950264, 1.0234627505015217, 1.0052289245427304, 1.019374616736594,
                                       1.0044617982141033, 1.0233026707669863};
  const std::vector<ChainDraws> draws = drawn_columns(file, printed.size());
  for (std::size_t i = 0; i < printed.size(); ++i) {
    expect_relative(r_hat(draws[i]), printed[i], 1e-14, "variable " + std::to_string(i));
  }
}

/// `"name": [1, 2, ...]` of a text of JSON, for each chain; empty where the text is none.
std::vector<double> json_numbers(const std::string& text, const std::string& name) {
  std::vector<double> values;
  const std::string start = "\"" + name + "\": [";
  for (std::size_t at = text.find(start); at != std::string::npos; at = text.find(start, at)) {
    at += start.size();
    const char* next = text.c_str() + at;
    for (bool more = true; more; ++next) {
      char* end = nullptr;
      values.push_back(std::strtod(next, &end));
      next = end;
      more = *next == ',';
    }
  }
  return values;
}

TEST(Convergence, IsEveryFigureOfTheLotkaVolterraDraws) { // 10 chains of 1000
  const std::filesystem::path folder = known::calibration_references();
  const std::filesystem::path archive = folder / "posteriordb" / "hudson_lynx_hare-lotka_volterra.draws.json.zip";
  if (!std::filesystem::exists(archive)) {
    GTEST_SKIP() << "the reference draws are not at " << archive << "; only the typed figures are compared";
  }
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(
      popen(("unzip -p '" + archive.string() + "' 2>/dev/null").c_str(), "r"), pclose);
  std::string text;
  std::vector<char> buffer(1U << 16U);
  for (std::size_t read = 1; pipe && read > 0; text.append(buffer.data(), read)) {
    read = std::fread(buffer.data(), 1, buffer.size(), pipe.get());
  }
  if (text.empty()) {
    GTEST_SKIP() << "unzip is not installed, and the draws are zipped";
  }
  const std::vector<Figures> expected = expected_figures(folder / "diagnostics" / "lotka_volterra_expected.csv");
  const std::vector<std::string> names = {"theta[1]",  "theta[2]",  "theta[3]", "theta[4]",
                                          "z_init[1]", "z_init[2]", "sigma[1]", "sigma[2]"};
  ASSERT_THAT(expected, SizeIs(names.size()));
  for (std::size_t i = 0; i < names.size(); ++i) {
    const ChainDraws draws(10, json_numbers(text, names[i]));
    ASSERT_EQ(draws.draws(), 1000U);
    expect_figures(draws, expected[i], names[i]);
  }
}

TEST(Summary, HasEachFigureInItsPlace) {
  Posterior posterior{{"a", "b"}, {}, 10};
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    Chain chain;
    const std::vector<double> a = known::autoregressive(seed, 251, 0.5);
    const std::vector<double> b = known::autoregressive(seed, 251, -0.9);
    const std::vector<double> c = known::autoregressive(seed, 251, 0.9);
    for (std::size_t i = 0; i < a.size(); ++i) {
      chain.transitions.push_back({c[i], 0.9, 0.1, 3, 7, false, -c[i]});
      chain.values.insert(chain.values.end(), {a[i], b[i]});
    }
    posterior.chains.push_back(chain);
  }
  const std::vector<ParameterSummary> rows = summaries(posterior);
  ASSERT_THAT(rows, SizeIs(3));
  EXPECT_EQ(rows[0].name, "a");
  EXPECT_EQ(rows[1].name, "b");
  EXPECT_EQ(rows[2].name, "lp__");
  expect_relative(rows[0].mean, 0.019670695186864189, exact_bar, "mean");
  expect_relative(rows[0].median, 0.023008673241491792, exact_bar, "median");
  expect_relative(rows[0].sd, 0.34151282218131718, exact_bar, "sd");
  expect_relative(rows[0].q05, -0.56066262256889365, exact_bar, "q05");
  expect_relative(rows[1].r_hat, 1.0363747386447335, exact_bar, "R-hat");
  expect_relative(rows[1].ess_bulk, 3000.0, ess_bar, "bulk ESS");
  expect_relative(rows[1].ess_tail, 320.0484527555252, ess_bar, "tail ESS");
  expect_relative(rows[0].mcse_mean, 0.018114403281801538, exact_bar, "MCSE of the mean");
  expect_relative(rows[0].mcse_median, 0.022841502779311414, exact_bar, "MCSE of the median");
  expect_relative(rows[0].mcse_sd, 0.0074772412644804002, exact_bar, "MCSE of the sd");
  expect_relative(rows[0].mcse_q05, 0.022760419015352806, exact_bar, "MCSE of the quantile 0.05");
  expect_relative(rows[0].mcse_q95, 0.02150868825029123, exact_bar, "MCSE of the quantile 0.95");
  EXPECT_EQ(rows[2].r_hat, r_hat(known::autoregressive_chains(4, 251, 0.9)));
  posterior.chains.back().values.back() = no_figure;
  EXPECT_THROW(summaries(posterior), std::invalid_argument);
}

} // namespace
} // namespace headwater::calibration
