#include "outputs/calibration/fitted_toml.hpp"

#include "model/quantities/parameters.hpp"
#include "outputs/calibration/fit_words.hpp"
#include "outputs/tables/table.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <string_view>

namespace headwater::outputs {
namespace {

using calibration::ParameterFit;

/// A float of TOML, never an integer.
std::string toml_float(double value) {
  if (!std::isfinite(value)) {
    return std::isnan(value) ? "nan" : value > 0.0 ? "inf" : "-inf";
  }
  const std::string text = exact(value);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

/// A basic string. Control characters, which a name has no use for, are left out.
std::string toml_string(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
    }
    if (static_cast<unsigned char>(c) >= 0x20U && c != 0x7F) {
      quoted += c;
    }
  }
  return quoted + '"';
}

/// What may stand after `#`.
std::string toml_words(std::string_view text) {
  std::string line;
  for (const char c : text) {
    line += static_cast<unsigned char>(c) >= 0x20U && c != 0x7F ? c : ' ';
  }
  return line;
}

/// " # 1/yr", or nothing.
std::string toml_comment(std::string_view text) { return text.empty() ? "" : " # " + toml_words(text); }

template<class Number> std::string toml_row(std::size_t count, const Number& number) {
  std::string row = "[";
  for (std::size_t i = 0; i < count; ++i) {
    row += (i == 0 ? "" : ", ") + number(i);
  }
  return row + "]";
}

const model::Parameter& table_row(const ParameterFit& one) {
  const std::size_t row = model::find_parameter(one.name);
  if (row == model::parameter_count) {
    throw std::invalid_argument("there is no parameter " + one.name + " in the table");
  }
  return model::parameters()[row];
}

std::string toml_opening(const FitRecord& record) {
  std::string text = "# What Headwater was fitted to: " + toml_words(fitted_in_words(record)) + ".\n" + "# " +
                     toml_words(trust_line(record)) + ".\n";
  const std::vector<std::string> reasons = trust_reasons(record);
  for (const std::string& reason : reasons) {
    text += "#   " + toml_words(reason) + "\n";
  }
  text += fmt::format("# Made by: {}\n", toml_words(record.command));
  text += fmt::format("headwater = {}\ncommit = {}\nmethod = {}\nvalues = \"point estimate\"\nseed = {}\nlast_year = "
                      "{}\ntrusted = {}\n",
                      toml_string(record.version), toml_string(record.commit),
                      toml_string(method_in_words(record.findings.method)), record.findings.seed, record.findings.last,
                      record.findings.trusted());
  if (record.findings.as_of) {
    text += "as_of = " + day_text(*record.findings.as_of) + "\n";
  }
  return text;
}

} // namespace

std::string fitted_toml(const FitRecord& record) {
  check(record);
  const std::size_t n = table_parameters(record);
  const auto& parameters = record.findings.parameters;
  std::string text = toml_opening(record);

  std::string values;
  std::string beyond;
  for (std::size_t i = 0; i < n; ++i) {
    const ParameterFit& one = parameters[i];
    const model::Parameter& row = table_row(one);
    values += fmt::format("{} = {}{}\n", one.name, toml_float(one.estimate), toml_comment(one.unit));
    if (!(row.low <= one.estimate && one.estimate <= row.high)) {
      beyond += (beyond.empty() ? "" : ", ") + one.name;
    }
  }
  text += "\n# The point estimate; may stand in a scenario file as it is.\n[parameters]\n";
  text += beyond.empty() ? "" : "beyond_range = true # outside the range of the table: " + beyond + "\n";
  text += values;

  text += "\n# Standard deviations of the point estimate, to first order.\n[sd]\n";
  for (std::size_t i = 0; i < n; ++i) {
    text +=
        fmt::format("{} = {}{}\n", parameters[i].name, toml_float(parameters[i].sd), toml_comment(parameters[i].unit));
  }
  if (record.findings.posterior) {
    text += "\n# Of each parameter by itself: together they need not be a point that fits.\n[posterior_median]\n";
    for (const ParameterFit& one : parameters) {
      if (one.summary) {
        text +=
            fmt::format("{} = {}{}\n", toml_string(one.name), toml_float(one.summary->median), toml_comment(one.unit));
      }
    }
  }
  text += "\n# How figures scatter about the model; the point estimate holds these at the centres of their priors.\n"
          "[scatter]\n";
  for (std::size_t i = n; i < parameters.size(); ++i) {
    text += fmt::format("{} = {}{}\n", toml_string(parameters[i].name), toml_float(parameters[i].estimate),
                        toml_comment(parameters[i].meaning));
  }

  const calibration::Fit& fit = record.findings.estimate.best_fit();
  const std::vector<double>& covariance = record.findings.estimate.certificate.free_covariance;
  text += "\n# In the free scale, without bounds: log(x - lower), -log(upper - x), log odds between two, or x itself.\n"
          "[free_scale]\n";
  text += "names = " + toml_row(n, [&](std::size_t i) { return toml_string(parameters[i].name); }) + "\n";
  text +=
      "lower = " + toml_row(n, [&](std::size_t i) { return toml_float(parameters[i].prior.scale().lower()); }) + "\n";
  text +=
      "upper = " + toml_row(n, [&](std::size_t i) { return toml_float(parameters[i].prior.scale().upper()); }) + "\n";
  text += "point = " + toml_row(n, [&](std::size_t i) { return toml_float(fit.free[i]); }) + "\n";
  text += "covariance = [\n";
  for (std::size_t i = 0; i < n; ++i) {
    text += "  " + toml_row(n, [&](std::size_t j) { return toml_float(covariance[i * n + j]); }) + ",\n";
  }
  return text + "]\n";
}

} // namespace headwater::outputs
