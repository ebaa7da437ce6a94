#include "outputs/pictures/words.hpp"

#include "outputs/charts/number_text.hpp"
#include "outputs/results/net_position.hpp"

#include <algorithm>
#include <cmath>

namespace headwater::outputs {

std::string people(double value) { return readable_number(value, 0); }

std::string pounds_in_words(double gbp) {
  const std::string sign = gbp < 0.0 ? "\u2212" : "";
  const double size = std::abs(gbp);
  if (size >= 999.5e6) {
    return sign + "£" + readable_number(size / 1e9, 2) + " billion";
  }
  const double millions = size / 1e6;
  return sign + "£" + readable_number(millions, millions < 10.0 ? 1 : 0) + " million";
}

std::string source_line(const Study& study, bool with_history) {
  const std::string history =
      with_history && !study.history.empty()
          ? "History: Scottish Government, Children's Social Work Statistics, and the Local Government Benchmarking "
            "Framework. "
          : "";
  return history + "Headwater, central values of one run each; no uncertainty is shown. Run " + study.run_code + ".";
}

const ScenarioRun& leading_baseline(const Study& study) { return study.runs[study.runs.front().baseline]; }

std::vector<double> july_values(const Study& study, const ScenarioRun& run, const Quantity& quantity) {
  std::vector<double> values;
  for (int year = model::start_year; year <= study.horizon; ++year) {
    values.push_back(quantity.value(YearView(run.path, {year})));
  }
  return values;
}

std::vector<double> july_years(const Study& study) {
  std::vector<double> years;
  for (int year = model::start_year; year <= study.horizon; ++year) {
    years.push_back(year);
  }
  return years;
}

int spoken_year(const Study& study) { return std::min(2040, study.horizon); }

std::vector<FiscalYear> compared_years(const Study& study) {
  std::vector<FiscalYear> years;
  for (FiscalYear year = comparison_starts; year <= last_whole_year(study.horizon); ++year.first) {
    years.push_back(year);
  }
  return years;
}

std::string span_of(const std::vector<FiscalYear>& years) {
  return years.size() == 1 ? years.front().label() : years.front().label() + " to " + years.back().label();
}

} // namespace headwater::outputs
