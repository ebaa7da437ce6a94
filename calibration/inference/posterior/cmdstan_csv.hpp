// A posterior as the files CmdStan writes, one a chain, so that whatever reads Stan reads it: R's rstan::read_stan_csv,
// and with it the packages posterior, bayesplot and loo; and our own `run --posterior`.
//
//   # stan_version_major = 2                      every setting, those left as they come marked (Default)
//   # ...
//   lp__,accept_stat__,...,energy__,a,b.1,b.2     the sampler's own columns, then parameters; b[1] is written b.1
//   # Adaptation terminated
//   # Step size = 0.9                             what warm-up came to
//   # Diagonal elements of inverse mass matrix:
//   # 0.5, 0.7, 0.2
//   -6.9,1,0.9,2,3,0,7.6,0.18,0.2,0.3             a row a draw, in the shortest digits that read back as the same bits
//   #  Elapsed Time: 1.5 seconds (Warm-up)        ...
//
// The form is that of CmdStan 2.23 (stan-dev/cmdstan, src/test/interface/example_output/bernoulli_chain_1.csv).
#pragma once

#include "calibration/inference/posterior/sampled_posterior.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace headwater::calibration {

enum class Metric : std::uint8_t { unit, diagonal, dense };

/// How the sampler was asked to run. The defaults are CmdStan's, and are marked in the file where they are kept.
struct SamplingSettings {
  int stan_version[3] = {2, 21, 0}; ///< of the sampler's code
  std::string model = "headwater_model";
  std::size_t draws = 1000;   ///< transitions after warm-up, before thinning [num_samples]
  std::size_t warm_up = 1000; ///< [num_warmup]
  std::size_t thin = 1;
  double gamma = 0.05; ///< of the adaptation of the step size
  double delta = 0.8;
  double kappa = 0.75;
  double t0 = 10.0;
  std::size_t init_buffer = 75; ///< of the adaptation of the metric
  std::size_t term_buffer = 50;
  std::size_t window = 25;
  Metric metric = Metric::diagonal;
  double step_size = 1.0; ///< that adaptation starts from
  double step_size_jitter = 0.0;
  std::string data_file;
  std::string init = "2"; ///< how the first point of a chain is found
  std::uint64_t seed = 0;
  /// Further lines of the header, `# headwater_NAME = VALUE`: names of a-z and _.
  std::vector<std::pair<std::string, std::string>> notes;
};

/// The text of one chain's file; `file` is the name it says it has. Throws std::invalid_argument for no such chain, for
/// what check(posterior) refuses, and where settings do not belong to the posterior: another number of draws, an
/// inverse metric of another kind, a name that is no name in Stan (letters, digits and single _, opening with a letter;
/// indices in brackets), is there twice or would be read as the same column as another, a setting of two lines.
std::string cmdstan_csv(const Posterior& posterior, std::size_t chain, const SamplingSettings& settings,
                        const std::string& file);

/// The names of the files of so many chains: chain_1.csv and so on, with leading zeros where there are more than 9, so
/// that names in order are chains in order.
std::vector<std::string> chain_file_names(std::size_t chains);

/// Writes every chain into a folder, which is made if it is not there. All files are written beside their places
/// before the first is put in place; a folder of which not even a cut between two renames may be seen is written
/// elsewhere as a whole, from cmdstan_csv(). Throws what cmdstan_csv() throws, and CannotWrite: also if the folder has
/// chains of another calibration that these would not replace, as whoever reads the folder would take them for one.
void write_chains(const std::filesystem::path& folder, const Posterior& posterior, const SamplingSettings& settings);

} // namespace headwater::calibration
