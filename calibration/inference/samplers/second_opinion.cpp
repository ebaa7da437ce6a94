#include "calibration/inference/samplers/second_opinion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace headwater::calibration {
namespace {

struct MeanAndSd {
  double mean, sd;
};

/// Of column `j` of `draws`.
MeanAndSd mean_and_sd(std::span<const double> draws, std::size_t names, std::size_t j) {
  const auto count = static_cast<double>(draws.size() / names);
  double sum = 0.0;
  for (std::size_t i = j; i < draws.size(); i += names) {
    sum += draws[i];
  }
  const double mean = sum / count;
  double squares = 0.0;
  for (std::size_t i = j; i < draws.size(); i += names) {
    squares += (draws[i] - mean) * (draws[i] - mean);
  }
  return {mean, std::sqrt(squares / (count - 1.0))};
}

} // namespace

bool SecondOpinion::trusted() const {
  return std::all_of(parameters.begin(), parameters.end(), [](const ParameterAgreement& one) { return one.agrees; });
}

std::string SecondOpinion::verdict() const {
  if (trusted()) {
    return fmt::format("trusted: two samplers agree on all {} parameters", parameters.size());
  }
  std::string text = "not trusted: two samplers disagree on ";
  const char* between = "";
  for (const ParameterAgreement& one : parameters) {
    if (!one.agrees) {
      text += fmt::format("{}{} (means {:.2f} sd apart, sd ratio {:.2f})", between, one.parameter,
                          std::fabs(one.mean_difference), one.sd_ratio);
      between = ", ";
    }
  }
  return text;
}

SecondOpinion second_opinion(std::span<const std::string> names, std::span<const double> first,
                             std::span<const double> second) {
  for (const std::span<const double> draws : {first, second}) {
    if (names.empty() || draws.size() % names.size() != 0 || draws.size() < 2 * names.size()) {
      throw std::invalid_argument("two posteriors are compared by two or more draws of each of their parameters");
    }
  }
  SecondOpinion opinion;
  for (std::size_t j = 0; j < names.size(); ++j) {
    const MeanAndSd a = mean_and_sd(first, names.size(), j);
    const MeanAndSd b = mean_and_sd(second, names.size(), j);
    const double difference = (b.mean - a.mean) / a.sd;
    const double ratio = b.sd / a.sd;
    const bool agrees =
        std::fabs(difference) <= most_mean_difference && ratio >= least_sd_ratio && ratio <= most_sd_ratio;
    opinion.parameters.push_back({names[j], difference, ratio, agrees});
  }
  return opinion;
}

} // namespace headwater::calibration
