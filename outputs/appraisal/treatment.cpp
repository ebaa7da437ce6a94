#include "outputs/appraisal/treatment.hpp"

#include <fmt/format.h>

namespace headwater::outputs {

bool has_treatment(const AppraisalBasis& basis) { return basis.optimism_bias != 0.0 || basis.benefit_haircut != 0.0; }

std::string treatment_in_words(const AppraisalBasis& basis) {
  constexpr double hundred = 100.0;
  std::string words;
  if (basis.optimism_bias != 0.0) {
    words += fmt::format("optimism bias of {:.6g}% on what a plan adds to cost", hundred * basis.optimism_bias);
  }
  if (basis.benefit_haircut != 0.0) {
    words += fmt::format("{}haircut of {:.6g}% on what it saves", words.empty() ? "" : ", ",
                         hundred * basis.benefit_haircut);
  }
  return words;
}

std::string with_treatment(const AppraisalBasis& basis) {
  return has_treatment(basis) ? "; with " + treatment_in_words(basis) : "";
}

std::string discounting_in_words(const AppraisalBasis& basis) {
  return fmt::format("{}, {}{}", basis.rates.name, words(basis.timing),
                     basis.health_rates ? ", effects on health at the health rate" : "");
}

} // namespace headwater::outputs
