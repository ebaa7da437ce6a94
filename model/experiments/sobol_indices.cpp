#include "model/experiments/sobol_indices.hpp"

#include "model/experiments/quantile.hpp"
#include "model/experiments/random_engine.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace headwater::experiments {
namespace {

constexpr std::uint64_t bootstrap_purpose = 0x626f6f74; // "boot"
constexpr double no_index = std::numeric_limits<double>::quiet_NaN();

void check_partition(std::size_t inputs, const InputGroups& groups) {
  std::vector<int> met(inputs, 0);
  for (const std::vector<std::size_t>& group : groups) {
    if (group.empty()) {
      throw std::invalid_argument("a group of inputs is empty");
    }
    for (const std::size_t input : group) {
      if (input >= inputs) {
        throw std::invalid_argument("a group has input " + std::to_string(input) + " of " + std::to_string(inputs));
      }
      ++met[input];
    }
  }
  for (std::size_t input = 0; input < inputs; ++input) {
    if (met[input] != 1) {
      throw std::invalid_argument("input " + std::to_string(input) + " is in " + std::to_string(met[input]) +
                                  " groups, not in one");
    }
  }
}

/// The whole rows of one output. All outputs have the mean of A and B taken off, so that sums of squares keep their
/// figures.
struct WholeRows {
  double mean = 0.0;
  std::vector<double> a;
  std::vector<double> b;
  std::vector<std::vector<double>> mixed; ///< A_B^g, one list for each group
};

WholeRows whole_rows_of(const RunOutputs& runs, std::size_t output, std::size_t groups) {
  const std::size_t set = groups + 2; // A, B, and A_B^g for each group
  WholeRows rows;
  rows.mixed.resize(groups);
  for (std::size_t first = 0; first < runs.runs(); first += set) {
    bool whole = true;
    for (std::size_t run = first; run < first + set; ++run) {
      whole = whole && runs.has(run, output);
    }
    if (whole) {
      rows.a.push_back(runs.of(first, output));
      rows.b.push_back(runs.of(first + 1, output));
      for (std::size_t g = 0; g < groups; ++g) {
        rows.mixed[g].push_back(runs.of(first + 2 + g, output));
      }
    }
  }
  for (std::size_t i = 0; i < rows.a.size(); ++i) {
    rows.mean += (rows.a[i] + rows.b[i]) / 2 / static_cast<double>(rows.a.size());
  }
  const auto take_off_the_mean = [&rows](std::vector<double>& values) {
    for (double& value : values) {
      value -= rows.mean;
    }
  };
  take_off_the_mean(rows.a);
  take_off_the_mean(rows.b);
  std::for_each(rows.mixed.begin(), rows.mixed.end(), take_off_the_mean);
  return rows;
}

bool never_varies(const WholeRows& rows) {
  const auto same = [&rows](double value) { return value == rows.a.front(); };
  return std::all_of(rows.a.begin(), rows.a.end(), same) && std::all_of(rows.b.begin(), rows.b.end(), same);
}

/// The indices of rows taken as often as `times` says.
struct PlainIndices {
  double variance = 0.0;
  std::vector<double> first;
  std::vector<double> total;
};

PlainIndices indices_of(const WholeRows& rows, const std::vector<double>& times) {
  const std::size_t n = rows.a.size();
  double sum = 0.0;
  double squares = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    sum += times[i] * (rows.a[i] + rows.b[i]);
    squares += times[i] * (rows.a[i] * rows.a[i] + rows.b[i] * rows.b[i]);
  }
  const auto count = static_cast<double>(n);
  const double mean = sum / (2.0 * count);
  PlainIndices found;
  found.variance = std::max(0.0, squares / (2.0 * count) - mean * mean);
  for (const std::vector<double>& mixed : rows.mixed) {
    double first = 0.0;
    double total = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      const double difference = mixed[i] - rows.a[i];
      first += times[i] * (rows.b[i] - mean) * difference;
      total += times[i] * difference * difference;
    }
    found.first.push_back(first / count / found.variance);
    found.total.push_back(total / (2.0 * count) / found.variance);
  }
  return found;
}

/// For each group, what came out of rows drawn again.
struct Redrawn {
  std::vector<std::vector<double>> first;
  std::vector<std::vector<double>> total;
};

Redrawn draw_again(const WholeRows& rows, const SobolSettings& settings) {
  const std::size_t n = rows.a.size();
  Redrawn redrawn{std::vector<std::vector<double>>(rows.mixed.size()),
                  std::vector<std::vector<double>>(rows.mixed.size())};
  for (std::size_t r = 0; r < settings.resamples; ++r) {
    RandomEngine random(settings.seed, r, bootstrap_purpose); // the same rows for every output
    std::vector<double> times(n, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
      times[random.below(n)] += 1.0;
    }
    const PlainIndices again = indices_of(rows, times);
    if (again.variance > 0.0) { // else all rows drawn are the same, and there are no indices
      for (std::size_t g = 0; g < rows.mixed.size(); ++g) {
        redrawn.first[g].push_back(again.first[g]);
        redrawn.total[g].push_back(again.total[g]);
      }
    }
  }
  return redrawn;
}

IndexEstimate estimate_of(double value, std::vector<double>& redrawn, double confidence) {
  if (redrawn.empty()) {
    return {value, no_index, no_index};
  }
  std::sort(redrawn.begin(), redrawn.end());
  return {value, quantile(redrawn, (1.0 - confidence) / 2), quantile(redrawn, (1.0 + confidence) / 2)};
}

SobolIndices indices_of_output(const RunOutputs& runs, std::size_t output, std::size_t groups,
                               const SobolSettings& settings) {
  const WholeRows rows = whole_rows_of(runs, output, groups);
  const std::size_t used = rows.a.size();
  SobolIndices found{used == 0 ? no_index : rows.mean, no_index, used, settings.rows - used, {}};
  const bool none = used < 2 || never_varies(rows);
  if (none) {
    constexpr IndexEstimate nothing{no_index, no_index, no_index};
    found.variance = used < 2 ? no_index : 0.0;
    found.groups.assign(groups, {nothing, nothing});
    return found;
  }
  const PlainIndices indices = indices_of(rows, std::vector<double>(used, 1.0));
  Redrawn redrawn = draw_again(rows, settings);
  found.variance = indices.variance;
  for (std::size_t g = 0; g < groups; ++g) {
    found.groups.push_back({estimate_of(indices.first[g], redrawn.first[g], settings.confidence),
                            estimate_of(indices.total[g], redrawn.total[g], settings.confidence)});
  }
  return found;
}

} // namespace

InputGroups each_by_itself(std::size_t inputs) {
  InputGroups groups;
  for (std::size_t input = 0; input < inputs; ++input) {
    groups.push_back({input});
  }
  return groups;
}

InputGroups with_all_others(std::size_t inputs, const std::vector<std::size_t>& alone) {
  InputGroups groups;
  std::vector<std::size_t> others;
  for (const std::size_t input : alone) {
    groups.push_back({input});
  }
  for (std::size_t input = 0; input < inputs; ++input) {
    if (std::find(alone.begin(), alone.end(), input) == alone.end()) {
      others.push_back(input);
    }
  }
  if (!others.empty()) {
    groups.push_back(others);
  }
  check_partition(inputs, groups);
  return groups;
}

std::vector<SobolIndices> sobol_indices(std::size_t inputs, const InputGroups& groups, const PointModel& model,
                                        const BaseSample& base_sample, const SobolSettings& settings) {
  if (settings.rows < 2) {
    throw std::invalid_argument("a variance needs at least 2 rows");
  }
  if (!(settings.confidence > 0.0 && settings.confidence < 1.0)) {
    throw std::invalid_argument("a confidence is between 0 and 1");
  }
  check_partition(inputs, groups);
  // The runs of row i stand together: A, B, A_B^1 ... Only one row of the base sample is kept at a time.
  const std::size_t set = groups.size() + 2;
  std::vector<double> base(2 * inputs);
  const RunOutputs runs =
      evaluate(model, settings.rows * set, inputs, settings.batch, [&](std::size_t run, std::vector<double>& point) {
        if (run % set == 0) {
          for (std::size_t d = 0; d < base.size(); ++d) {
            base[d] = base_sample(run / set, d);
          }
        }
        const std::size_t from_b = run % set == 1 ? inputs : 0;
        for (std::size_t i = 0; i < inputs; ++i) {
          point[i] = base[from_b + i];
        }
        if (run % set >= 2) {
          for (const std::size_t i : groups[run % set - 2]) {
            point[i] = base[inputs + i];
          }
        }
      });
  std::vector<SobolIndices> found;
  for (std::size_t k = 0; k < runs.outputs(); ++k) {
    found.push_back(indices_of_output(runs, k, groups.size(), settings));
  }
  return found;
}

} // namespace headwater::experiments
