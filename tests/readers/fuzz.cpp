#include "tests/readers/fuzz.hpp"

#include "tests/scenarios/temporary_folder.hpp"

#include <algorithm>
#include <array>
#include <gtest/gtest.h>
#include <random>

namespace headwater::tests {
namespace {

using scenarios::Problem;

/// What stands between the words of our files, what people write in place of numbers, and what breaks readers.
constexpr std::array<std::string_view, 46> pieces{"\"",
                                                  ",",
                                                  ";",
                                                  "\t",
                                                  "\n",
                                                  "\r\n",
                                                  "\r",
                                                  "[",
                                                  "]",
                                                  "[[",
                                                  "]]",
                                                  "{",
                                                  "}",
                                                  ".",
                                                  "=",
                                                  "#",
                                                  "'",
                                                  "'''",
                                                  "\"\"\"",
                                                  "\\",
                                                  "\\u001b",
                                                  "\x1b",
                                                  "\xE2\x80\xAE",
                                                  "\xEF\xBB\xBF",
                                                  "\xC3\xA9",
                                                  "\xFF",
                                                  "£12",
                                                  "“12”",
                                                  "1,200",
                                                  "12%",
                                                  "(12)",
                                                  "-",
                                                  "0",
                                                  "1e999",
                                                  "nan",
                                                  "inf",
                                                  "0x1F",
                                                  "9007199254740993",
                                                  "99999999999999999999",
                                                  "1e308",
                                                  "-0",
                                                  "2026/27",
                                                  "2026-27",
                                                  "true",
                                                  "1979-05-27",
                                                  ".."};

class Accidents {
public:
  Accidents(const std::vector<std::string>& seeds, std::uint64_t seed) : seeds_{seeds}, random_{seed} {}

  /// One of the texts after one to six accidents.
  std::string text() {
    std::string text = seeds_[below(seeds_.size())];
    for (std::size_t accidents = 1 + below(6); accidents > 0; --accidents) {
      happen(text);
    }
    return text;
  }

private:
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(random_() % count); }

  void happen(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    const std::size_t length = std::min(below(12), text.size() - at);
    switch (below(8)) {
    case 0: // one byte is another
      if (at < text.size()) {
        text[at] = static_cast<char>(below(256));
      }
      break;
    case 1:
      text.insert(at, pieces[below(pieces.size())]);
      break;
    case 2:
      text.replace(at, length, pieces[below(pieces.size())]);
      break;
    case 3:
      text.erase(at, length);
      break;
    case 4: // a part of another text
      text.insert(at, part_of(seeds_[below(seeds_.size())]));
      break;
    case 5: // a part of this one again
      text.insert(at, part_of(text));
      break;
    case 6: { // one piece again and again
      const std::string_view piece = pieces[below(pieces.size())];
      for (std::size_t times = below(200); times > 0; --times) {
        text.insert(at, piece);
      }
      break;
    }
    default: // cut off
      text.resize(below(4) == 0 ? at : text.size());
      break;
    }
  }

  std::string part_of(const std::string& text) {
    const std::size_t at = below(text.size() + 1);
    return text.substr(at, below(80));
  }

  const std::vector<std::string>& seeds_;
  std::mt19937_64 random_;
};

void check(const Outcome& outcome, const std::string& text) {
  EXPECT_NE(outcome.value, !outcome.problems.empty()) << text;
  EXPECT_LE(outcome.problems.size(), 2 * (scenarios::most_problems + 1)) << text;
  const auto lines =
      static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }));
  for (const Problem& problem : outcome.problems) {
    const std::string shown = to_string(problem);
    EXPECT_FALSE(problem.file.empty()) << text;
    EXPECT_FALSE(problem.what.empty()) << text;
    EXPECT_TRUE(1 <= problem.line && problem.line <= lines + 2 && problem.column >= 1) << shown << "\n" << text;
    EXPECT_FALSE(scenarios::has_control(shown)) << text;
    EXPECT_EQ(scenarios::printable(shown), shown) << text; // no byte that is not UTF-8
  }
}

} // namespace

void fuzz(const FuzzedReader& reader, std::size_t texts) {
  const TemporaryFolder folder;
  for (const std::string& seed : reader.seeds) {
    const Outcome outcome = reader.read(folder.write(reader.file_name, seed));
    check(outcome, seed);
    EXPECT_TRUE(outcome.value) << (outcome.problems.empty() ? "" : to_string(outcome.problems.front())) << "\n" << seed;
  }
  Accidents accidents(reader.seeds, texts);
  for (std::size_t i = 0; i < texts && !testing::Test::HasFailure(); ++i) {
    const std::string text = accidents.text();
    std::filesystem::remove(folder.path() / reader.file_name); // a new file is written faster than an old one anew
    check(reader.read(folder.write(reader.file_name, text)), text);
  }
}

} // namespace headwater::tests
