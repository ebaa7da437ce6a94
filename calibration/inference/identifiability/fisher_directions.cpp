#include "calibration/inference/identifiability/fisher_directions.hpp"

#include <Eigen/Dense>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace headwater::calibration {
namespace {

constexpr double information_rounding = 1e-16; // of the greatest
constexpr double named_weight = 0.25;          // of the greatest
constexpr double even_weight = 0.9;            // of the greatest: as good as the same
constexpr std::size_t most_named = 5;
constexpr double next_to_nothing = 0.01; // of the prior variance

/// The derivatives by the coordinates, m x n.
Eigen::MatrixXd derivatives_by_coordinates(const ResidualProblem& problem, std::span<const double> free,
                                           Coordinates coordinates) {
  check_problem(problem);
  const std::vector<EstimatedParameter>& parameters = problem.parameters();
  const std::size_t n = parameters.size();
  const ResidualsAt there = residuals_at(problem, free);
  Eigen::MatrixXd jacobian = Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
      there.jacobian.data(), static_cast<Eigen::Index>(there.residuals.size()), static_cast<Eigen::Index>(n));
  if (coordinates == Coordinates::free) {
    for (std::size_t j = 0; j < n; ++j) {
      jacobian.col(static_cast<Eigen::Index>(j)) *= parameters[j].scale.slope(free[j]);
    }
  }
  return jacobian;
}

std::vector<double> deviations_of_priors(const Eigen::MatrixXd& jacobian, std::size_t priors) {
  std::vector<double> deviations;
  for (Eigen::Index j = 0; j < jacobian.cols(); ++j) {
    deviations.push_back(1.0 / jacobian.col(j).tail(static_cast<Eigen::Index>(priors)).stableNorm());
  }
  return deviations;
}

void check_deviations(const std::vector<EstimatedParameter>& parameters, std::span<const double> prior_sd) {
  if (prior_sd.size() != parameters.size()) {
    throw std::invalid_argument(
        fmt::format("{} prior standard deviations for {} parameters", prior_sd.size(), parameters.size()));
  }
  std::string wrong;
  for (std::size_t j = 0; j < prior_sd.size(); ++j) {
    if (!std::isfinite(prior_sd[j]) || !(prior_sd[j] > 0.0)) {
      wrong += fmt::format("{}{} has {}", wrong.empty() ? "" : ", ", parameters[j].name, prior_sd[j]);
    }
  }
  if (!wrong.empty()) {
    throw std::invalid_argument("directions are measured in prior standard deviations, finite and above 0: " + wrong);
  }
}

FisherDirection fisher_direction(const Eigen::VectorXd& along, double information) {
  FisherDirection one{information, {along.begin(), along.end()}, {}};
  std::vector<std::size_t> order(one.direction.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(one.direction[a]) > std::abs(one.direction[b]);
  });
  const double greatest = one.direction[order.front()];
  for (const std::size_t j : order) {
    if (std::abs(one.direction[j]) >= named_weight * std::abs(greatest)) {
      one.parameters.push_back(j);
    }
  }
  if (greatest < 0.0) {
    for (double& weight : one.direction) {
      weight = -weight;
    }
  }
  return one;
}

/// "the sum of a and b", "a + 0.6 b - 0.3 c and 2 more".
std::string combination_words(const FisherDirection& one, const std::vector<std::string>& names) {
  const std::vector<std::size_t>& named = one.parameters;
  const double greatest = one.direction[named.front()];
  if (named.size() == 1) {
    return names[named.front()];
  }
  const bool even = std::all_of(named.begin(), named.end(),
                                [&](std::size_t j) { return std::abs(one.direction[j]) >= even_weight * greatest; });
  const bool rising = std::all_of(named.begin(), named.end(), [&](std::size_t j) { return one.direction[j] > 0.0; });
  const std::size_t shown = std::min(named.size(), most_named);
  const std::string more = named.size() > shown ? fmt::format(" and {} more", named.size() - shown) : "";
  if (even && (rising || named.size() == 2)) {
    // In the order of the parameters: weights that are the same have none.
    std::vector<std::size_t> in_order = named;
    std::sort(in_order.begin(), in_order.end());
    std::string list;
    for (std::size_t k = 0; k < shown; ++k) {
      list += (k == 0 ? "" : k + 1 == shown && more.empty() ? " and " : ", ") + names[in_order[k]];
    }
    return (rising ? "the sum of " : "the difference of ") + list + more;
  }
  std::string text;
  for (std::size_t k = 0; k < shown; ++k) {
    const double weight = one.direction[named[k]] / greatest;
    const std::string size = std::abs(weight) >= 0.995 ? "" : fmt::format("{:.2g} ", std::abs(weight));
    text += (k == 0 ? "" : weight < 0.0 ? " - " : " + ") + size + names[named[k]];
  }
  return text + more;
}

} // namespace

std::string coordinate_words(const EstimatedParameter& parameter, Coordinates coordinates) {
  const ParameterScale& scale = parameter.scale;
  if (coordinates == Coordinates::own || (!scale.has_lower() && !scale.has_upper())) {
    return parameter.name;
  }
  if (scale.has_lower() && scale.has_upper()) {
    return scale.lower() == 0.0 && scale.upper() == 1.0
               ? fmt::format("log odds of {}", parameter.name)
               : fmt::format("log odds of {} between {} and {}", parameter.name, scale.lower(), scale.upper());
  }
  if (scale.has_lower()) {
    return scale.lower() == 0.0 ? fmt::format("log {}", parameter.name)
                                : fmt::format("log ({} - {})", parameter.name, scale.lower());
  }
  return fmt::format("-log ({} - {})", scale.upper(), parameter.name);
}

double FisherDirection::known_to() const {
  return information > 0.0 ? 1.0 / std::sqrt(information) : std::numeric_limits<double>::infinity();
}

std::vector<double> prior_deviations(const ResidualProblem& problem, std::span<const double> free,
                                     Coordinates coordinates) {
  return deviations_of_priors(derivatives_by_coordinates(problem, free, coordinates), problem.prior_residuals());
}

FisherDirections fisher_directions(const ResidualProblem& problem, std::span<const double> free,
                                   std::span<const double> prior_sd, Coordinates coordinates) {
  const Eigen::MatrixXd jacobian = derivatives_by_coordinates(problem, free, coordinates);
  const std::vector<double> deviations = prior_sd.empty() ? deviations_of_priors(jacobian, problem.prior_residuals())
                                                          : std::vector<double>(prior_sd.begin(), prior_sd.end());
  check_deviations(problem.parameters(), deviations);

  // Fewer residuals than parameters: as many rows of zeros as are wanting.
  const Eigen::Index n = jacobian.cols();
  const Eigen::Index data = jacobian.rows() - static_cast<Eigen::Index>(problem.prior_residuals());
  Eigen::MatrixXd scaled = Eigen::MatrixXd::Zero(std::max(data, n), n);
  for (Eigen::Index j = 0; j < n; ++j) {
    scaled.col(j).head(data) = jacobian.col(j).head(data) * deviations[static_cast<std::size_t>(j)];
  }
  const Eigen::JacobiSVD<Eigen::MatrixXd> svd(scaled, Eigen::ComputeThinV);
  const Eigen::VectorXd& singular = svd.singularValues(); // the greatest first
  FisherDirections all;
  all.coordinates = coordinates;
  for (Eigen::Index k = 0; k < n; ++k) {
    const double information = singular[k] * singular[k];
    const bool rounding = information < information_rounding * singular[0] * singular[0];
    all.directions.push_back(fisher_direction(svd.matrixV().col(k), rounding ? 0.0 : information));
  }
  return all;
}

std::string FisherDirections::words(const std::vector<EstimatedParameter>& parameters) const {
  std::vector<std::string> names;
  for (const EstimatedParameter& parameter : parameters) {
    names.push_back(coordinate_words(parameter, coordinates));
  }
  std::string text = "what the data alone know, each parameter in its prior standard deviations, the best first\n";
  for (const FisherDirection& one : directions) {
    text += "  " + combination_words(one, names) + ": ";
    if (one.stiff()) {
      const double per_cent = 100.0 * one.known_to();
      text += fmt::format("known to {} % of its prior standard deviation\n",
                          per_cent < 10.0 ? fmt::format("{:.2g}", per_cent) : fmt::format("{:.0f}", per_cent));
    } else if (one.contraction() >= next_to_nothing) {
      text += fmt::format("hardly known, the data take {:.0f} % of its prior variance\n", 100.0 * one.contraction());
    } else {
      text += "not known at all\n";
    }
  }
  return text;
}

} // namespace headwater::calibration
