// Payers: which public purse pays which share of each cost category. A table of data, sourced and graded; a user may
// bring another.
#pragma once

#include "model/quantities/stocks.hpp"
#include "scenarios/payers.hpp"
#include "scenarios/reading/input_file.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::outputs {

using scenarios::label;
using scenarios::name;
using scenarios::Payer;
using scenarios::payer_count;
using scenarios::PayerShares;
using scenarios::public_payer_count;

/// One row of the table.
struct PayerShare {
  model::Category category;
  /// Of a category that several levers pay into: the lever whose part this is, by its position; none: of all of it.
  std::optional<std::size_t> lever;
  Payer payer;
  double share; ///< 0 to 1; the shares of a category sum to 1
  std::string grade;
  std::string source;
  std::string note;
};

struct PayerTable {
  std::vector<PayerShare> rows;

  /// Shares by payer of a category, summing to 1; all 0 for a memo. Levers with payers of their own weigh the same.
  PayerShares shares(model::Category category) const;
  /// Of the money of one lever in a category: what the table says of that lever, or of the category as a whole.
  PayerShares shares(model::Category category, std::size_t lever) const;
};

/// The levers, by symbol, whose money a category is made of where there are several with payers of their own. A table
/// states them as `adult_services/recovery`, each of them, or the category as a whole.
std::span<const std::string_view> levers_within(model::Category category);

/// Reads a table with the header `category,payer,share,grade,source,note`, such as outputs/data/payer_shares.csv. Every
/// problem at once: an unknown category or payer (with the nearest), a share outside 0 to 1, a pair stated twice, a
/// category whose shares do not sum to 1 or that is missing, a memo, a household that pays for a public service, an
/// unknown grade, a source left out.
scenarios::Read<PayerTable> read_payer_table(const scenarios::InputFile& file);

} // namespace headwater::outputs
