// How an appraisal treats what the model counts: optimism bias and haircut, in the words that every page says them in.
//
// Categories and parts of cost are shown as counted, with bias and haircut as lines of their own beside them. Every
// position, ratio, payback, gap, present value and sum over parts is after both.
#pragma once

#include "outputs/appraisal/basis.hpp"

#include <string>

namespace headwater::outputs {

/// Whether costs are raised or savings are cut.
bool has_treatment(const AppraisalBasis& basis);

/// "optimism bias of 15% on what the plan adds to cost, haircut of 10% on what it saves"; empty where there is neither.
std::string treatment_in_words(const AppraisalBasis& basis);

/// The same to end a sentence with: "; with an optimism bias of ..."; empty where there is neither.
std::string with_treatment(const AppraisalBasis& basis);

/// How present values are made: "green-book-2022, start of year, effects on health at the health rate".
std::string discounting_in_words(const AppraisalBasis& basis);

} // namespace headwater::outputs
