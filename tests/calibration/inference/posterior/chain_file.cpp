#include "tests/calibration/inference/posterior/chain_file.hpp"

#include "scenarios/reading/csv_checks.hpp"
#include "scenarios/reading/read_csv.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>

namespace headwater::calibration {
namespace {

using scenarios::CsvField;
using scenarios::CsvRow;
using scenarios::Position;
using scenarios::Problem;
using scenarios::Read;

constexpr std::array sampler_columns{"lp__",         "accept_stat__", "stepsize__", "treedepth__",
                                     "n_leapfrog__", "divergent__",   "energy__"};

/// a.1.2 as a[1,2].
std::string in_brackets(const std::string& column) {
  const std::size_t dot = column.find('.');
  const std::string indices = dot == std::string::npos ? "" : column.substr(dot + 1);
  const bool is_indices = !indices.empty() && indices.find_first_not_of("0123456789.") == std::string::npos &&
                          indices.find("..") == std::string::npos && indices.front() != '.' && indices.back() != '.';
  if (!is_indices) {
    return column;
  }
  std::string name = column.substr(0, dot) + "[" + indices + "]";
  std::replace(name.begin() + static_cast<std::ptrdiff_t>(dot), name.end(), '.', ',');
  return name;
}

/// `#   name = 10 (Default)` among the comments above the columns, as a number.
std::optional<std::size_t> setting_in(std::string_view text, std::string_view name) {
  while (text.starts_with('#')) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    line.remove_prefix(std::min(line.find_first_not_of("# "), line.size()));
    if (!line.starts_with(name) || !line.substr(name.size()).starts_with(" = ")) {
      continue;
    }
    line.remove_prefix(name.size() + 3);
    std::size_t value = 0;
    if (std::from_chars(line.data(), line.data() + line.size(), value).ec == std::errc()) {
      return value;
    }
  }
  return std::nullopt;
}

/// One file, as it stands.
struct ReadChain {
  std::vector<std::string> parameters;
  Chain chain;
  int most_doublings = 0;
};

class ChainReader {
public:
  explicit ChainReader(std::string name) : noted_{std::move(name), problems_} {}

  Read<ReadChain> read(std::string_view text) {
    scenarios::CsvRows rows(text, noted_, scenarios::Comments::hash);
    CsvRow row;
    if (!rows.next(row)) {
      noted_.note({}, "the file has no columns and no draws", "a chain as CmdStan writes it");
      return {{}, std::move(problems_)};
    }
    read_header(row);
    if (problems_.empty()) {
      const Position of_header{row.line, 1};
      const std::size_t fields = row.fields.size();
      const std::size_t thin = std::max<std::size_t>(setting_in(text, "thin").value_or(1), 1);
      const std::size_t warm_up = setting_in(text, "save_warmup").value_or(0) == 0
                                      ? 0
                                      : (setting_in(text, "num_warmup").value_or(0) + thin - 1) / thin;
      std::size_t count = 0;
      for (; rows.next(row); ++count) {
        if (count >= warm_up) {
          read_row(row, fields);
        }
      }
      if (count <= warm_up) {
        noted_.note(of_header, "the chain has no draws", "one row of numbers or more after warm-up");
      }
    }
    if (!problems_.empty()) {
      return {{}, std::move(problems_)};
    }
    result_.most_doublings = static_cast<int>(std::min<std::size_t>(setting_in(text, "max_depth").value_or(10), 1000));
    return {std::move(result_), {}};
  }

private:
  void read_header(const CsvRow& header) {
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
      const CsvField& field = header.fields[i];
      if (!places.emplace(field.text, i).second) {
        noted_.note(field.at, "the column " + scenarios::in_quotes(field.text) + " is there twice",
                    "one column a parameter");
      } else if (!field.text.ends_with("__")) {
        parameters_.push_back(i);
        result_.parameters.push_back(in_brackets(field.text));
      }
    }
    for (std::size_t i = 0; i < sampler_columns.size(); ++i) {
      const auto found = places.find(sampler_columns[i]);
      if (found == places.end()) {
        noted_.note({header.line, 1}, fmt::format("the column {} is missing", sampler_columns[i]),
                    fmt::format("the columns {} and parameters", fmt::join(sampler_columns, ", ")));
      } else {
        sampler_[i] = found->second;
      }
    }
    if (parameters_.empty()) {
      noted_.note({header.line, 1}, "the header names no parameter", "one column or more beside the sampler's own");
    }
  }

  double number(const CsvRow& row, std::size_t column) {
    return scenarios::number_in(row.fields[column], noted_).value_or(0.0);
  }

  int whole_number(const CsvRow& row, std::size_t column, int most) {
    const double value = number(row, column);
    if (!(0.0 <= value && value <= most && value == std::floor(value))) {
      noted_.note(row.fields[column].at, scenarios::in_quotes(row.fields[column].text) + " is out of range",
                  fmt::format("a whole number from 0 to {}", most));
      return 0;
    }
    return static_cast<int>(value);
  }

  void read_row(const CsvRow& row, std::size_t fields) {
    if (!scenarios::has_width(row, fields, "one number for each column", noted_)) {
      return;
    }
    constexpr int most_counted = 1'000'000'000;
    Transition t{};
    t.log_density = number(row, sampler_[0]);
    t.acceptance = number(row, sampler_[1]);
    t.step_size = number(row, sampler_[2]);
    t.doublings = whole_number(row, sampler_[3], most_counted);
    t.leapfrog_steps = whole_number(row, sampler_[4], most_counted);
    t.divergent = whole_number(row, sampler_[5], 1) == 1;
    t.energy = number(row, sampler_[6]);
    result_.chain.transitions.push_back(t);
    for (const std::size_t column : parameters_) {
      result_.chain.values.push_back(number(row, column));
    }
  }

  std::array<std::size_t, sampler_columns.size()> sampler_{}; ///< the columns of a transition
  std::vector<std::size_t> parameters_;                       ///< the columns of the others
  ReadChain result_;
  std::vector<Problem> problems_;
  scenarios::ProblemList noted_;
};

/// In what a chain is unlike the first; empty where it is like it.
std::string difference(const ReadChain& chain, const Posterior& posterior) {
  const std::size_t draws = posterior.chains.front().transitions.size();
  if (chain.parameters != posterior.parameters) {
    return "the chain has other columns than the first";
  }
  if (chain.chain.transitions.size() != draws) {
    return fmt::format("the chain has {} draws, and the first has {}", chain.chain.transitions.size(), draws);
  }
  if (chain.most_doublings != posterior.most_doublings) {
    return fmt::format("the chain has max_depth {}, and the first has {}", chain.most_doublings,
                       posterior.most_doublings);
  }
  return "";
}

} // namespace

Read<Posterior> read_chains(std::span<const scenarios::InputFile> files) {
  Posterior posterior;
  std::vector<Problem> problems;
  for (const scenarios::InputFile& file : files) {
    const std::string name = file.path.generic_string();
    Read<ReadChain> read = ChainReader(name).read(file.text());
    problems.insert(problems.end(), read.problems.begin(), read.problems.end());
    if (!read.value) {
      continue;
    }
    if (posterior.chains.empty()) {
      posterior.parameters = read.value->parameters;
      posterior.most_doublings = read.value->most_doublings;
    } else if (const std::string unlike = difference(*read.value, posterior); !unlike.empty()) {
      problems.push_back({name, 1, 1, unlike, "chains of one calibration", ""});
      continue;
    }
    posterior.chains.push_back(std::move(read.value->chain));
  }
  if (files.empty()) {
    problems.push_back({"", 1, 1, "there is no chain", "one file or more", ""});
  }
  if (!problems.empty()) {
    return {{}, std::move(problems)};
  }
  return {std::move(posterior), {}};
}

} // namespace headwater::calibration
