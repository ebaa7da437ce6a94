#include "app/study/settings.hpp"

#include "outputs/results/compared.hpp"
#include "outputs/results/quantities.hpp"
#include "scenarios/reading/nearest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace headwater::app {
std::filesystem::path deflator_file(const StudyRequest& request, const ShippedFiles& shipped) {
  return request.deflator.empty() ? shipped.deflator() : std::filesystem::path(request.deflator);
}

bool has_own_rates(const AppraisalRequest& request) {
  return request.discount_rates.ends_with(".csv") || request.discount_rates.find('/') != std::string::npos;
}

std::filesystem::path rates_file(const AppraisalRequest& request, const ShippedFiles& shipped) {
  return has_own_rates(request) ? std::filesystem::path(request.discount_rates) : shipped.discount_rates();
}

const outputs::RateVintage* asked_vintage(const AppraisalRequest& request,
                                          const std::vector<outputs::RateVintage>& vintages, std::string_view kind) {
  if (!has_own_rates(request)) {
    return outputs::find_vintage(vintages, request.discount_rates, kind);
  }
  const std::string& only = vintages.front().name;
  const bool is_only = std::all_of(vintages.begin(), vintages.end(),
                                   [&](const outputs::RateVintage& vintage) { return vintage.name == only; });
  return is_only ? outputs::find_vintage(vintages, only, kind) : nullptr;
}

std::optional<outputs::PriceBase> price_base_of(const std::string& name, const outputs::Deflator& deflator) {
  if (name == "nominal") {
    return outputs::PriceBase::nominal;
  }
  const std::optional<outputs::FiscalYear> year = model::parse_fiscal_year(name);
  if (!year || !deflator.index.contains(year->first)) {
    return std::nullopt;
  }
  return outputs::PriceBase{*year};
}

std::vector<std::string> setting_problems(const StudyRequest& request, const ShippedFiles& shipped) {
  std::vector<std::string> problems;
  const auto refuse = [&](const char* option, const std::string& value, const std::string& allowed,
                          const std::string& near = "") {
    problems.push_back(fmt::format("{}: {} is not one there is; allowed: {}{}", option, scenarios::in_quotes(value),
                                   allowed, near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)));
  };
  const auto prices = scenarios::read_input(deflator_file(request, shipped));
  const auto deflator = prices.value ? outputs::read_deflator(*prices.value) : scenarios::Read<outputs::Deflator>{};
  if (deflator.value && !price_base_of(request.price_base, *deflator.value)) { // a bad file is told of as an input
    const std::map<int, double>& years = deflator.value->index;
    refuse("--price-base", request.price_base,
           fmt::format("nominal, or a fiscal year from {} to {}", outputs::FiscalYear{years.begin()->first}.label(),
                       outputs::FiscalYear{years.rbegin()->first}.label()),
           scenarios::nearest(request.price_base, {"nominal"}));
  }
  const AppraisalRequest& asked = request.appraisal;
  const auto file = scenarios::read_input(rates_file(asked, shipped));
  const auto rates = file.value ? outputs::read_discount_rates(*file.value, has_own_rates(asked))
                                : scenarios::Read<std::vector<outputs::RateVintage>>{};
  if (rates.value) { // a file that is not sound is told of as an input
    std::vector<std::string> names;
    for (const outputs::RateVintage& vintage : *rates.value) {
      if (vintage.kind == "standard") {
        names.push_back(vintage.name);
      }
    }
    const bool is_there = asked_vintage(asked, *rates.value, "standard") != nullptr;
    if (!is_there && !has_own_rates(asked)) {
      refuse("--discount-rates", asked.discount_rates,
             fmt::format("{}, or a CSV file of your own", fmt::join(names, ", ")),
             scenarios::nearest(asked.discount_rates, names));
    } else if (is_there && asked.health_rate && asked_vintage(asked, *rates.value, "health") == nullptr) {
      refuse("--health-rate", asked.discount_rates, "a vintage that has a health rate");
    }
  }
  std::vector<std::string> quantities{"net_position", "net_position_cumulative", "appraisal", "sums"};
  for (const outputs::Quantity& quantity : outputs::quantities()) {
    quantities.emplace_back(quantity.name);
  }
  for (const std::string& name : request.draws.quantities) {
    if (std::find(quantities.begin(), quantities.end(), name) == quantities.end()) {
      refuse("--quantities", name, "appraisal, sums, net_position, and what `headwater list outputs` names",
             scenarios::nearest(name, quantities));
    }
  }
  const std::optional<outputs::FiscalYear> settle = model::parse_fiscal_year(asked.settle_by);
  if (!asked.settle_by.empty() &&
      (!settle || *settle < outputs::comparison_starts || *settle > outputs::last_whole_year(request.horizon))) {
    refuse("--settle-by", asked.settle_by,
           fmt::format("a fiscal year from {} to {}", outputs::comparison_starts.label(),
                       outputs::last_whole_year(request.horizon).label()));
  }
  return problems;
}

} // namespace headwater::app
