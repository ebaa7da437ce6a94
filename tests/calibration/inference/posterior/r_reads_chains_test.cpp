// What we write, read by those it is written for: R with the packages rstan and posterior.
#include "calibration/inference/diagnostics/convergence.hpp"
#include "calibration/inference/diagnostics/sampler_checks.hpp"
#include "calibration/inference/diagnostics/standard_error.hpp"
#include "calibration/inference/posterior/cmdstan_csv.hpp"
#include "tests/calibration/inference/posterior/known_posterior.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace headwater::calibration {
namespace {

/// What a command wrote to its output, and with what it ended.
struct CommandEnd {
  std::string output;
  int status;
};

CommandEnd end_of_command(const std::string& command) {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  CommandEnd end{"", -1};
  std::array<char, 4096> buffer{};
  while (pipe && std::fgets(buffer.data(), static_cast<int>(buffer.size()), pipe.get()) != nullptr) {
    end.output += buffer.data();
  }
  end.status = pipe ? pclose(pipe.release()) : -1;
  return end;
}

bool r_has_the_packages() {
  return end_of_command("Rscript -e 'stopifnot(nzchar(system.file(package = \"rstan\")), "
                        "nzchar(system.file(package = \"posterior\")))' 2>/dev/null")
             .status == 0;
}

/// A warning is an error: the files are to be read as they are.
constexpr const char* reading_script = R"R(
suppressPackageStartupMessages({library(rstan); library(posterior)})
options(warn = 2, digits = 17)
files <- sort(list.files(commandArgs(TRUE)[1], "^chain_.*[.]csv$", full.names = TRUE))
fit <- read_stan_csv(files)
say <- function(name, values) cat(name, sprintf("%.17g", values), "\n")
word <- function(name, words) cat(name, words, "\n")
draws <- as_draws_array(as.array(fit))
word("variables", variables(draws))
say("size", c(nchains(draws), niterations(draws), nvariables(draws)))
word("sampler", fit@stan_args[[1]]$sampler_t)
say("asked", unlist(fit@stan_args[[1]][c("iter", "warmup", "thin", "save_warmup", "chain_id", "delta", "max_depth")]))
say("last_id", fit@stan_args[[length(files)]]$chain_id)
word("seed", fit@stan_args[[1]]$seed)
say("elapsed", get_elapsed_time(fit))
word("adaptation", gsub("\n", "|", get_adaptation_info(fit)[[1]]))
say("bfmi", get_bfmi(fit))
say("divergent", get_num_divergent(fit))
say("leapfrog", sum(sapply(get_sampler_params(fit, inc_warmup = FALSE), function(x) sum(x[, "n_leapfrog__"]))))
for (name in variables(draws)) {
  x <- extract_variable_matrix(draws, name)
  say(paste0("draws:", name), as.vector(x))
  say(paste0("said:", name), c(rhat(x), ess_bulk(x), ess_tail(x), mcse_mean(x), mcse_median(x), mcse_sd(x)))
}
)R";

/// The words that R said after a name.
class WordsOfR {
public:
  explicit WordsOfR(const std::string& output) : output_{"\n" + output} {}

  std::string words(const std::string& name) const {
    const std::size_t at = output_.find("\n" + name + " ");
    if (at == std::string::npos) {
      ADD_FAILURE() << "R did not say " << name;
      return "";
    }
    const std::size_t from = at + name.size() + 2;
    return output_.substr(from, output_.find(" \n", from) - from);
  }
  std::vector<double> numbers(const std::string& name) const {
    std::vector<double> values;
    std::istringstream all(words(name));
    for (std::string word; all >> word;) {
      values.push_back(std::stod(word == "NA" ? "nan" : word));
    }
    return values;
  }

private:
  std::string output_;
};

void expect_close(const std::vector<double>& found, const std::vector<double>& expected, double tolerance,
                  const std::string& what) {
  ASSERT_EQ(found.size(), expected.size()) << what;
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_LE(std::abs(found[i] - expected[i]), tolerance * std::abs(expected[i]))
        << what << " " << i << ": " << found[i] << ", " << expected[i];
  }
}

CommandEnd read_by_r(const headwater::tests::TemporaryFolder& folder, const Posterior& posterior,
                     const SamplingSettings& settings) {
  write_chains(folder.path() / "posterior", posterior, settings);
  const auto file = folder.write("read.R", reading_script);
  return end_of_command("Rscript '" + file.string() + "' '" + (folder.path() / "posterior").string() + "' 2>'" +
                        (folder.path() / "errors").string() + "' || cat '" + (folder.path() / "errors").string() + "'");
}

TEST(RReadsChains, AsTheyWereWritten) {
  if (!r_has_the_packages()) {
    GTEST_SKIP() << "there is no Rscript with the packages rstan and posterior (r-cran-rstan and r-cran-posterior)";
  }
  // An odd number of draws in all, so that no last bit decides how folding ranks two of them (convergence.hpp).
  Posterior posterior = known::hard_to_print({"relapse", "mix[1]", "mix[2]", "S[1,1]", "S[2,1]"}, 3, 101);
  posterior.most_doublings = 4;
  for (Chain& chain : posterior.chains) {
    chain.elapsed = Elapsed{1.25, 2.5};
  }
  SamplingSettings settings;
  settings.draws = 101;
  settings.delta = 0.95;
  settings.seed = 20261124;
  settings.data_file = "published.csv";
  settings.notes = {{"note", "something else, thinly spread = 3"}};
  const headwater::tests::TemporaryFolder folder;
  const CommandEnd end = read_by_r(folder, posterior, settings);
  ASSERT_EQ(end.status, 0);
  const WordsOfR r(end.output);
  ASSERT_EQ(r.words("variables"), "relapse mix[1] mix[2] S[1,1] S[2,1] lp__") << end.output;
  EXPECT_THAT(r.numbers("size"), testing::ElementsAre(3, 101, 6));
  EXPECT_EQ(r.words("sampler"), "NUTS(diag_e)");
  EXPECT_THAT(r.numbers("asked"), testing::ElementsAre(1101, 1000, 1, 0, 1, 0.95, 4));
  EXPECT_THAT(r.numbers("last_id"), testing::ElementsAre(3));
  EXPECT_EQ(r.words("seed"), "20261124");
  EXPECT_THAT(r.numbers("elapsed"), testing::ElementsAre(1.25, 1.25, 1.25, 2.5, 2.5, 2.5));
  EXPECT_THAT(r.words("adaptation"),
              testing::StartsWith("# Step size = 0.03333333333333333|# Diagonal elements of inverse mass matrix:|# "
                                  "0.3333333333333333, 0.25, 0.2, 0.16666666666666666, 0.14285714285714285|"));
  const SamplerChecks checks = sampler_checks(posterior);
  std::vector<double> bfmi = checks.e_bfmi;
  for (double& value : bfmi) {
    value *= 100.0 / 101.0;
  }
  expect_close(r.numbers("bfmi"), bfmi, 1e-9, "E-BFMI");
  EXPECT_THAT(r.numbers("divergent"), testing::ElementsAre(3));
  double steps = 0.0;
  for (const Chain& chain : posterior.chains) {
    for (const Transition& transition : chain.transitions) {
      steps += transition.leapfrog_steps;
    }
  }
  EXPECT_THAT(r.numbers("leapfrog"), testing::ElementsAre(steps));
  for (std::size_t p = 0; p <= posterior.parameters.size(); ++p) {
    const bool is_parameter = p < posterior.parameters.size();
    const ChainDraws draws = is_parameter ? posterior.draws_of(p) : posterior.log_densities();
    const std::string name = is_parameter ? posterior.parameters[p] : "lp__";
    // R's own reading of a decimal is not exactly rounded.
    expect_close(r.numbers("draws:" + name), {draws.all().begin(), draws.all().end()}, 1e-15, name);
    expect_close(r.numbers("said:" + name),
                 {r_hat(draws), ess_bulk(draws), ess_tail(draws), mcse_mean(draws), mcse_median(draws), mcse_sd(draws)},
                 1e-9, name);
  }
}

TEST(RReadsChains, WithoutTimesAndWithADenseMetric) {
  if (!r_has_the_packages()) {
    GTEST_SKIP() << "there is no Rscript with the packages rstan and posterior (r-cran-rstan and r-cran-posterior)";
  }
  Posterior posterior = known::hard_to_print({"a", "b"}, 1, 33);
  posterior.chains.front().adaptation.inverse_metric = {1.0, 0.5, 0.5, 2.0};
  SamplingSettings settings;
  settings.draws = 65; // one in 2 kept
  settings.thin = 2;
  settings.metric = Metric::dense;
  const headwater::tests::TemporaryFolder folder;
  const CommandEnd end = read_by_r(folder, posterior, settings);
  ASSERT_EQ(end.status, 0);
  const WordsOfR r(end.output);
  ASSERT_EQ(r.words("variables"), "a b lp__") << end.output;
  EXPECT_EQ(r.words("sampler"), "NUTS(dense_e)");
  EXPECT_THAT(r.numbers("size"), testing::ElementsAre(1, 33, 3));
  EXPECT_TRUE(std::isnan(r.numbers("elapsed").at(0)));
  EXPECT_THAT(r.words("adaptation"), testing::HasSubstr("Elements of inverse mass matrix:|# 1, 0.5|# 0.5, 2"));
}

} // namespace
} // namespace headwater::calibration
