#include "app/study/money_terms.hpp"

#include "app/study/contents.hpp"
#include "app/study/settings.hpp"
#include "app/study/value_or_note.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <utility>

namespace headwater::app {
using scenarios::Problem;

scenarios::Read<outputs::Deflator> deflator_of(const StudyRequest& request, const ShippedFiles& shipped) {
  const auto file = scenarios::read_input(deflator_file(request, shipped));
  return file.value ? outputs::read_deflator(*file.value) : scenarios::Read<outputs::Deflator>{{}, file.problems};
}

scenarios::Read<outputs::PayerTable> shipped_payers(const ShippedFiles& shipped) {
  const auto file = scenarios::read_input(shipped.payers());
  return file.value ? outputs::read_payer_table(*file.value) : scenarios::Read<outputs::PayerTable>{{}, file.problems};
}

scenarios::Read<MoneyTerms> read_money_terms(const StudyRequest& request, const ShippedFiles& shipped,
                                             std::vector<outputs::HashedFile>& read) {
  scenarios::Read<MoneyTerms> result;
  std::vector<Problem>& problems = result.problems;
  const AppraisalRequest& asked = request.appraisal;
  outputs::Prices prices;
  outputs::AppraisalBasis basis;
  const auto open = [&](const std::filesystem::path& file) -> std::optional<scenarios::InputFile> {
    auto input = value_or_note(scenarios::read_input(file), problems);
    if (input) {
      read.push_back(digested(*input));
    }
    return input;
  };
  const auto is_shipped = [](const scenarios::InputFile& file, const std::filesystem::path& usual) {
    const auto input = scenarios::read_input(usual);
    return input.value && input.value->bytes == file.bytes;
  };
  const auto named = [](const std::string& name, const scenarios::InputFile& file) {
    return fmt::format("{} ({})", name, contents_in_words({digested(file)}));
  };
  std::string deflator_words;
  if (const auto file = open(deflator_file(request, shipped))) {
    if (auto deflator = value_or_note(outputs::read_deflator(*file), problems)) {
      prices.deflator = std::move(*deflator);
      prices.base = price_base_of(request.price_base, prices.deflator).value();
      const std::string& release = prices.deflator.release;
      deflator_words = is_shipped(*file, shipped.deflator()) ? release : named(release, *file);
    }
  }
  std::string payers;
  if (const auto file =
          open(asked.payer_shares.empty() ? shipped.payers() : std::filesystem::path(asked.payer_shares))) {
    if (auto table = value_or_note(outputs::read_payer_table(*file), problems)) {
      basis.payers = std::move(*table);
    }
    payers = is_shipped(*file, shipped.payers()) ? "shipped" : contents_in_words({digested(*file)});
  }
  std::string prevention;
  if (const auto file = open(asked.prevention_levels.empty() ? shipped.prevention_levels()
                                                             : std::filesystem::path(asked.prevention_levels))) {
    if (auto table = value_or_note(outputs::read_prevention_table(*file), problems)) {
      basis.prevention = std::move(*table);
    }
    prevention = is_shipped(*file, shipped.prevention_levels()) ? "shipped" : contents_in_words({digested(*file)});
  }
  std::string rates_words;
  if (const auto file = open(rates_file(asked, shipped))) {
    if (const auto vintages = value_or_note(outputs::read_discount_rates(*file, has_own_rates(asked)), problems)) {
      const auto find = [&](std::string_view kind) -> std::optional<outputs::RateVintage> {
        const outputs::RateVintage* vintage = asked_vintage(asked, *vintages, kind);
        return vintage == nullptr ? std::nullopt : std::optional(*vintage);
      };
      if (const auto standard = find("standard")) {
        basis.rates = *standard;
        basis.health_rates = asked.health_rate ? find("health") : std::nullopt;
        basis.lower_rates = find("sensitivity");
        rates_words = has_own_rates(asked) ? named(standard->name, *file) : standard->name;
      } else { // only a file of the user's own gets as far as this
        problems.push_back({file->path.string(), 1, 1, "the file does not hold one vintage with standard rates",
                            "rows of one name in the column vintage, those of kind standard among them", ""});
      }
    }
  }
  for (const outputs::Timing timing :
       {outputs::Timing::start_of_year, outputs::Timing::mid_year, outputs::Timing::end_of_year}) {
    basis.timing = outputs::name(timing) == asked.timing ? timing : basis.timing;
  }
  basis.optimism_bias = asked.optimism_bias;
  basis.benefit_haircut = asked.benefit_haircut;
  basis.included = {asked.include_beyond_care, asked.include_transfers};
  basis.settle_by = model::parse_fiscal_year(asked.settle_by);
  if (problems.empty()) {
    result.value = {std::move(prices),     std::move(basis),          std::move(payers),
                    std::move(prevention), std::move(deflator_words), std::move(rates_words)};
  }
  return result;
}

} // namespace headwater::app
