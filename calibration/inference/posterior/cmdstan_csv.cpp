#include "calibration/inference/posterior/cmdstan_csv.hpp"

#include "calibration/inference/posterior/whole_files.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <set>
#include <stdexcept>

namespace headwater::calibration {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse_chain(const std::string& what) { throw std::invalid_argument(what); }

bool is_name_letter(char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'); }
bool is_name_digit(char c) { return '0' <= c && c <= '9'; }

/// b[1,2] as b.1.2; nothing where it is no name.
std::string column_of(std::string_view name) {
  const std::size_t bracket = std::min(name.find('['), name.size());
  const std::string_view word = name.substr(0, bracket);
  const auto may_stand = [](char c) { return is_name_letter(c) || is_name_digit(c) || c == '_'; };
  if (word.empty() || !is_name_letter(word.front()) || word.ends_with("__") ||
      !std::all_of(word.begin(), word.end(), may_stand)) {
    return "";
  }
  std::string column(word);
  std::string_view indices = name.substr(bracket);
  if (indices.empty()) {
    return column;
  }
  bool ends_in_digit = false;
  for (const char c : indices.substr(1)) {
    if (c == ']' || c == ',') {
      if (!ends_in_digit) {
        return "";
      }
      ends_in_digit = false;
      continue;
    }
    if (!is_name_digit(c)) {
      return "";
    }
    column += ends_in_digit ? "" : ".";
    column += c;
    ends_in_digit = true;
  }
  const bool closed_once = std::count(indices.begin(), indices.end(), ']') == 1 && indices.back() == ']';
  return closed_once ? column : "";
}

std::vector<std::string> columns_of(const std::vector<std::string>& parameters) {
  std::vector<std::string> columns;
  std::set<std::string> seen;
  for (const std::string& name : parameters) {
    columns.push_back(column_of(name));
    if (columns.back().empty()) {
      refuse_chain("\"" + name + "\" is not a name that can head a column");
    }
    if (!seen.insert(columns.back()).second) {
      refuse_chain("the column " + columns.back() + " would be there twice");
    }
  }
  return columns;
}

const char* word_of(Metric metric) {
  switch (metric) {
  case Metric::unit:
    return "unit_e";
  case Metric::diagonal:
    return "diag_e";
  case Metric::dense:
    return "dense_e";
  }
  return "";
}

/// The lines of a header, indented as CmdStan nests them.
class ChainHeader {
public:
  template<class Value> void line(int depth, const char* name, const Value& value, bool is_default = false) {
    fmt::format_to(std::back_inserter(text_), "# {:{}}{} = {}{}\n", "", 2 * depth, name, value,
                   is_default ? " (Default)" : "");
  }
  void group(int depth, const char* name) {
    fmt::format_to(std::back_inserter(text_), "# {:{}}{}\n", "", 2 * depth, name);
  }

  const std::string& text() const { return text_; }

private:
  std::string text_;
};

std::string header_of(const SamplingSettings& settings, int most_doublings, std::size_t id, const std::string& file) {
  const SamplingSettings usual;
  ChainHeader header;
  header.line(0, "stan_version_major", settings.stan_version[0]);
  header.line(0, "stan_version_minor", settings.stan_version[1]);
  header.line(0, "stan_version_patch", settings.stan_version[2]);
  header.line(0, "model", settings.model);
  header.line(0, "method", "sample", true);
  header.group(1, "sample");
  header.line(2, "num_samples", settings.draws, settings.draws == usual.draws);
  header.line(2, "num_warmup", settings.warm_up, settings.warm_up == usual.warm_up);
  header.line(2, "save_warmup", 0, true);
  header.line(2, "thin", settings.thin, settings.thin == usual.thin);
  header.group(2, "adapt");
  header.line(3, "engaged", settings.warm_up > 0 ? 1 : 0, settings.warm_up > 0);
  header.line(3, "gamma", settings.gamma, settings.gamma == usual.gamma);
  header.line(3, "delta", settings.delta, settings.delta == usual.delta);
  header.line(3, "kappa", settings.kappa, settings.kappa == usual.kappa);
  header.line(3, "t0", settings.t0, settings.t0 == usual.t0);
  header.line(3, "init_buffer", settings.init_buffer, settings.init_buffer == usual.init_buffer);
  header.line(3, "term_buffer", settings.term_buffer, settings.term_buffer == usual.term_buffer);
  header.line(3, "window", settings.window, settings.window == usual.window);
  header.line(2, "algorithm", "hmc", true);
  header.group(3, "hmc");
  header.line(4, "engine", "nuts", true);
  header.group(5, "nuts");
  header.line(6, "max_depth", most_doublings, most_doublings == Posterior{}.most_doublings);
  header.line(4, "metric", word_of(settings.metric), settings.metric == usual.metric);
  header.line(4, "metric_file", "", true);
  header.line(4, "stepsize", settings.step_size, settings.step_size == usual.step_size);
  header.line(4, "stepsize_jitter", settings.step_size_jitter, settings.step_size_jitter == usual.step_size_jitter);
  header.line(0, "id", id);
  header.group(0, "data");
  header.line(1, "file", settings.data_file);
  header.line(0, "init", settings.init, settings.init == usual.init);
  header.group(0, "random");
  header.line(1, "seed", settings.seed);
  header.group(0, "output");
  header.line(1, "file", file);
  header.line(1, "diagnostic_file", "", true);
  for (const auto& note : settings.notes) {
    header.line(0, ("headwater_" + note.first).c_str(), note.second);
  }
  return header.text();
}

/// Of a square of so many numbers; where they make none, of the next larger.
std::size_t side_of(std::size_t numbers) {
  std::size_t side = 0;
  while (side * side < numbers) {
    ++side;
  }
  return side;
}

std::string adaptation_of(const Adaptation& adaptation, Metric metric) {
  std::string text = fmt::format("# Adaptation terminated\n# Step size = {}\n", adaptation.step_size);
  if (metric == Metric::unit) {
    return text + "# No free parameters for unit metric\n";
  }
  const std::vector<double>& numbers = adaptation.inverse_metric;
  const std::size_t width = metric == Metric::dense ? side_of(numbers.size()) : numbers.size();
  text += metric == Metric::dense ? "# Elements of inverse mass matrix:\n"
                                  : "# Diagonal elements of inverse mass matrix:\n";
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    fmt::format_to(std::back_inserter(text), "{}{}{}", i % width == 0 ? "# " : ", ", numbers[i],
                   i % width == width - 1 ? "\n" : "");
  }
  return text;
}

std::string elapsed_of(const std::optional<Elapsed>& elapsed) {
  // With its words but without a number, read_stan_csv reads NA.
  const auto seconds = [](double value) { return fmt::format("{:.6g} seconds", value); };
  const std::string warm_up = elapsed ? seconds(elapsed->warm_up) : "not kept";
  const std::string sampling = elapsed ? seconds(elapsed->sampling) : "not kept";
  const std::string total = elapsed ? seconds(elapsed->warm_up + elapsed->sampling) : "not kept";
  return fmt::format(
      "# \n#  Elapsed Time: {} (Warm-up)\n#                {} (Sampling)\n#                {} (Total)\n# \n", warm_up,
      sampling, total);
}

void check_settings(const Chain& chain, const SamplingSettings& settings) {
  if (settings.thin == 0 || chain.transitions.size() != (settings.draws + settings.thin - 1) / settings.thin) {
    refuse_chain(fmt::format("{} draws, {} of them kept, are not the {} of the chain", settings.draws,
                             settings.thin == 1 ? "all" : fmt::format("one in {}", settings.thin),
                             chain.transitions.size()));
  }
  // As many as coordinates on the unconstrained scale, which need not be as many as columns: shares of a whole are one
  // fewer.
  const std::size_t numbers = chain.adaptation.inverse_metric.size();
  const std::size_t side = side_of(numbers);
  if ((numbers == 0) != (settings.metric == Metric::unit) ||
      (settings.metric == Metric::dense && side * side != numbers)) {
    refuse_chain(fmt::format("{} numbers are no inverse metric of the kind {}", numbers, word_of(settings.metric)));
  }
  std::vector<std::string> texts = {settings.model, settings.data_file, settings.init};
  for (const auto& note : settings.notes) {
    const auto may_stand = [](char c) { return ('a' <= c && c <= 'z') || c == '_'; };
    if (note.first.empty() || !std::all_of(note.first.begin(), note.first.end(), may_stand)) {
      refuse_chain("\"" + note.first + "\" is not a name for a note");
    }
    texts.push_back(note.second);
  }
  for (const std::string& text : texts) {
    if (text.find_first_of("\r\n") != std::string::npos) {
      refuse_chain("a setting takes one line: " + text);
    }
  }
}

/// A chain in the folder that is none of these.
std::string chain_of_another(const fs::path& folder, const std::vector<std::string>& names) {
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    std::string name = entry.path().filename().string();
    if (name.starts_with("chain_") && name.ends_with(".csv") &&
        std::find(names.begin(), names.end(), name) == names.end()) {
      return name;
    }
  }
  return "";
}

} // namespace

std::string cmdstan_csv(const Posterior& posterior, std::size_t chain, const SamplingSettings& settings,
                        const std::string& file) {
  check(posterior);
  if (chain >= posterior.chains.size()) {
    refuse_chain(fmt::format("there is no chain {}", chain + 1));
  }
  const Chain& drawn = posterior.chains[chain];
  check_settings(drawn, settings);
  const std::vector<std::string> columns = columns_of(posterior.parameters);

  std::string text = header_of(settings, posterior.most_doublings, chain + 1, file);
  text += "lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__";
  for (const std::string& column : columns) {
    text += "," + column;
  }
  text += "\n" + adaptation_of(drawn.adaptation, settings.metric);
  const auto end = std::back_inserter(text);
  const double* value = drawn.values.data();
  for (const Transition& t : drawn.transitions) {
    fmt::format_to(end, "{},{},{},{},{},{},{}", t.log_density, t.acceptance, t.step_size, t.doublings, t.leapfrog_steps,
                   t.divergent ? 1 : 0, t.energy);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      fmt::format_to(end, ",{}", *value++);
    }
    text += '\n';
  }
  return text + elapsed_of(drawn.elapsed);
}

std::vector<std::string> chain_file_names(std::size_t chains) {
  const std::size_t digits = std::to_string(chains).size();
  std::vector<std::string> names;
  for (std::size_t i = 1; i <= chains; ++i) {
    names.push_back(fmt::format("chain_{:0{}}.csv", i, digits));
  }
  return names;
}

void write_chains(const fs::path& folder, const Posterior& posterior, const SamplingSettings& settings) {
  const std::vector<std::string> names = chain_file_names(posterior.chains.size());
  WholeFiles files;
  try {
    fs::create_directories(folder);
    if (const std::string other = chain_of_another(folder, names); !other.empty()) {
      throw CannotWrite(
          fmt::format("{} holds {}, a chain of another calibration; move it away, or choose another folder",
                      folder.string(), other));
    }
  } catch (const fs::filesystem_error& error) {
    throw CannotWrite(fmt::format("cannot write {}: {}", folder.string(), error.code().message()));
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    files.write(folder / names[i], cmdstan_csv(posterior, i, settings, names[i]));
  }
  files.put_in_place();
}

} // namespace headwater::calibration
