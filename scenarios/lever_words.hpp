// Levers and units as people read them.
#pragma once

#include "model/quantities/levers.hpp"

#include <string>
#include <string_view>

namespace headwater::scenarios {

/// The one lever that has an `until`.
inline constexpr std::size_t loan_lever = model::find_lever("bridging_loan");
/// What a loan by contract pays for.
inline constexpr std::size_t borrowed_for_lever = model::find_lever("intensive_support");

/// Whether Headwater counts what is spent on a service beside plans, so that money may be taken out of it: universal and
/// intensive support.
bool has_money_to_take(std::size_t lever);

/// The lowest amount that a plan may state of a lever; how much may be taken out is known once it is known what is spent.
double lowest_amount(std::size_t lever);

/// How far a plan may move a lever, in the unit of a plan: "0 to 500", or down to what is spent there.
std::string range_of_lever(std::size_t lever);

/// A unit in words: "GBPm/yr" is "GBP million a year". Empty for a plain number, a share or an index.
std::string unit_in_words(std::string_view unit);

/// How far what is known of a lever reaches, and why, as a sentence or two.
std::string evidence_in_words(const model::Lever& lever);

} // namespace headwater::scenarios
