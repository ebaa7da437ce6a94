#include "outputs/appraisal/discounting.hpp"

#include "model/quantities/sources.hpp"
#include "scenarios/reading/csv_checks.hpp"
#include "scenarios/reading/nearest.hpp"
#include "scenarios/reading/read_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headwater::outputs {
namespace {

constexpr std::string_view rates_header = "vintage,kind,from_year,to_year,rate,source";
constexpr double highest_rate = 0.2;

double product_to(const RateVintage& rates, int n) {
  double product = 1.0;
  for (int k = 1; k <= n; ++k) {
    product *= 1.0 + rates.rate_of(k);
  }
  return product;
}

std::optional<int> whole_number(std::string_view text) {
  const std::optional<double> number = scenarios::parse_number(text);
  constexpr double furthest = 1000.0;
  if (!number || *number != std::floor(*number) || *number < 0.0 || *number > furthest) {
    return std::nullopt;
  }
  return static_cast<int>(*number);
}

} // namespace

double RateVintage::rate_of(int n) const {
  for (const RateBand& band : bands) {
    if (n <= band.to) {
      return band.rate;
    }
  }
  return bands.back().rate;
}

std::string_view name(Timing timing) {
  switch (timing) {
  case Timing::start_of_year:
    return "start-of-year";
  case Timing::mid_year:
    return "mid-year";
  case Timing::end_of_year:
    return "end-of-year";
  }
  return "";
}

std::string_view words(Timing timing) {
  switch (timing) {
  case Timing::start_of_year:
    return "money counted at the start of each year, the first year not discounted, as in the Green Book's tables";
  case Timing::mid_year:
    return "money counted in the middle of each year";
  case Timing::end_of_year:
    return "money counted at the end of each year";
  }
  return "";
}

double discount_factor(const RateVintage& rates, Timing timing, int n) {
  const double start = 1.0 / product_to(rates, n);
  if (timing == Timing::start_of_year) {
    return start;
  }
  const double end = 1.0 / product_to(rates, n + 1);
  return timing == Timing::end_of_year ? end : std::sqrt(start * end);
}

scenarios::Read<std::vector<RateVintage>> read_discount_rates(const scenarios::InputFile& file, bool is_own) {
  scenarios::Read<std::vector<RateVintage>> read;
  scenarios::ProblemList problems(file.path.generic_string(), read.problems);
  scenarios::CsvRows rows(file.text(), problems);
  scenarios::CsvRow row;
  if (!rows.next(row)) {
    problems.note({}, "the file is empty", std::string(rates_header));
    return read;
  }
  if (!scenarios::is_header(row, rates_header, "discount rates", problems)) {
    return read;
  }
  std::vector<RateVintage> vintages;
  bool has_rows = false;
  for (; rows.next(row); has_rows = true) {
    if (!scenarios::has_width(row, 6, rates_header, problems)) {
      continue;
    }
    const std::vector<scenarios::CsvField>& fields = row.fields;
    const std::string& kind = fields[1].text;
    if (fields[0].text.empty()) {
      problems.note(fields[0].at, "the vintage has no name", "a name such as green-book-2022");
    }
    if (kind != "standard" && kind != "health" && kind != "sensitivity") {
      problems.note(fields[1].at, scenarios::in_quotes(kind) + " is not a kind of rate",
                    "standard, health or sensitivity", scenarios::nearest(kind, {"standard", "health", "sensitivity"}));
    }
    const std::optional<int> from = whole_number(fields[2].text);
    const std::optional<int> to = whole_number(fields[3].text);
    const std::optional<double> rate = scenarios::parse_number(fields[4].text);
    if (!from || !to || *to < *from) {
      problems.note(fields[2].at, "from_year and to_year are not a span of years",
                    "whole numbers from 0, the second not below the first");
    }
    if (!rate) {
      scenarios::note_no_number(fields[4], "", "a share from 0 to 0.2, such as 0.035", problems);
    } else if (*rate < 0.0 || *rate > highest_rate) {
      problems.note(fields[4].at, scenarios::in_quotes(fields[4].text) + " is not a yearly discount rate",
                    "a share from 0 to 0.2, such as 0.035");
    }
    if (is_own ? fields[5].text.empty() : !model::is_source(fields[5].text)) {
      problems.note(fields[5].at, "the source " + scenarios::in_quotes(fields[5].text) + " is not known",
                    "a key of model/SOURCES.md, or assumption");
    }
    if (!from || !to || !rate) {
      continue;
    }
    auto vintage = std::find_if(vintages.begin(), vintages.end(), [&](const RateVintage& known) {
      return known.name == fields[0].text && known.kind == kind;
    });
    if (vintage == vintages.end()) {
      vintages.push_back({fields[0].text, kind, {}});
      vintage = std::prev(vintages.end());
    }
    const int wanted = vintage->bands.empty() ? 0 : vintage->bands.back().to + 1;
    if (*from != wanted) {
      problems.note(fields[2].at,
                    fmt::format("the bands of {} ({}) leave a gap or overlap", vintage->name, vintage->kind),
                    fmt::format("from_year {} here", wanted));
    }
    vintage->bands.push_back({*from, *to, *rate, fields[5].text});
  }
  if (!has_rows && read.problems.empty()) {
    problems.note({}, "there are no rates", "one row for each band of years");
  }
  if (read.problems.empty()) {
    read.value = std::move(vintages);
  }
  return read;
}

const RateVintage* find_vintage(const std::vector<RateVintage>& vintages, std::string_view name,
                                std::string_view kind) {
  const auto found = std::find_if(vintages.begin(), vintages.end(), [&](const RateVintage& vintage) {
    return vintage.name == name && vintage.kind == kind;
  });
  return found == vintages.end() ? nullptr : &*found;
}

} // namespace headwater::outputs
