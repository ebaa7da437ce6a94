#include "scenarios/reading/nearest.hpp"

#include <algorithm>

namespace headwater::scenarios {
namespace {

constexpr std::size_t longest_word = 100; // nobody mistypes a longer one; also bounds the work

std::string folded(std::string_view name) {
  std::string result(name);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') {
      c = static_cast<char>(c - 'A' + 'a');
    } else if (c == '-' || c == ' ') {
      c = '_';
    }
  }
  return result;
}

} // namespace

std::size_t slips_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> two_back(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) {
    row[j] = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    two_back.swap(last);
    last.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], two_back[j - 2] + 1);
      }
    }
  }
  return row[b.size()];
}

std::string nearest(std::string_view word, const std::vector<std::string>& names) {
  if (word.size() > longest_word) {
    return "";
  }
  const std::string wanted = folded(word);
  const std::string* best = nullptr;
  std::size_t fewest = 0;
  for (const std::string& name : names) {
    const std::size_t slips = slips_between(wanted, folded(name));
    if (slips <= std::max<std::size_t>(1, std::max(word.size(), name.size()) / 3) &&
        (best == nullptr || slips < fewest)) {
      best = &name;
      fewest = slips;
    }
  }
  return best == nullptr ? "" : *best;
}

} // namespace headwater::scenarios
