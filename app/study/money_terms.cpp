#include "app/study/money_terms.hpp"

#include "app/study/contents.hpp"
#include "app/study/settings.hpp"
#include "app/study/value_or_note.hpp"

#include <filesystem>
#include <optional>
#include <utility>

namespace headwater::app {
using scenarios::Problem;

scenarios::Read<MoneyTerms> read_money_terms(const StudyRequest& request, const ShippedFiles& shipped,
                                             std::vector<outputs::HashedFile>& read) {
  scenarios::Read<MoneyTerms> result;
  std::vector<Problem>& problems = result.problems;
  const AppraisalRequest& asked = request.appraisal;
  outputs::Prices prices;
  outputs::AppraisalBasis basis;
  if (const auto file = value_or_note(scenarios::read_input(shipped.deflator()), problems)) {
    if (auto deflator = value_or_note(outputs::read_deflator(*file), problems)) {
      prices.deflator = std::move(*deflator);
      prices.base = price_base_of(request.price_base, prices.deflator).value();
    }
  }

  const auto open = [&](const std::filesystem::path& file) -> std::optional<scenarios::InputFile> {
    auto input = value_or_note(scenarios::read_input(file), problems);
    if (input) {
      read.push_back(digested(*input));
    }
    return input;
  };
  std::string payers;
  if (const auto file =
          open(asked.payer_shares.empty() ? shipped.payers() : std::filesystem::path(asked.payer_shares))) {
    if (auto table = value_or_note(outputs::read_payer_table(*file), problems)) {
      basis.payers = std::move(*table);
    }
    const auto usual = scenarios::read_input(shipped.payers());
    payers = usual.value && usual.value->bytes == file->bytes ? "shipped" : contents_in_words({digested(*file)});
  }
  if (const auto file = open(shipped.discount_rates())) {
    if (const auto vintages = value_or_note(outputs::read_discount_rates(*file), problems)) {
      basis.rates = *outputs::find_vintage(*vintages, asked.discount_rates, "standard");
      if (asked.health_rate) {
        basis.health_rates = *outputs::find_vintage(*vintages, asked.discount_rates, "health");
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
    result.value = {std::move(prices), std::move(basis), std::move(payers)};
  }
  return result;
}

} // namespace headwater::app
