// The nearest valid name: what somebody who mistyped a name most likely meant.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::scenarios {

/// How many single-letter slips (one added, left out, changed, or two neighbours swapped) lie between two words:
/// the Damerau-Levenshtein distance in which no letter is edited twice.
std::size_t slips_between(std::string_view a, std::string_view b);

/// The name with the fewest slips from `word`, capitals and the choice of `-`, `_` or space not counting; the first of
/// equals. Empty where even that one differs in more than a third of its letters: then a guess would only mislead.
std::string nearest(std::string_view word, const std::vector<std::string>& names);

} // namespace headwater::scenarios
