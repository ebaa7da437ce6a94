#include "scenarios/reading/toml_limits.hpp"

#include "scenarios/reading/input_file.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace headwater::scenarios {
namespace {

bool opens_a_name(char c) {
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '_' || c == '-' ||
         c == '"' || c == '\'';
}

/// Goes through a text once, knowing strings and comments from all else.
class Scan {
public:
  explicit Scan(std::string_view text) : text_{text} {}

  std::optional<TomlSlip> run() {
    bool line_starts = true;
    while (i_ < text_.size() && !found_) {
      const char c = text_[i_];
      const bool may_be_header = line_starts && depth_ == 0 && c == '[';
      line_starts = c == '\n' || (line_starts && (c == ' ' || c == '\t' || c == '\r'));
      if (may_be_header) {
        check_header();
      }
      step(c);
    }
    return std::move(found_);
  }

private:
  void step(char c) {
    switch (c) {
    case '#':
      i_ = std::min(text_.find('\n', i_), text_.size());
      return;
    case '"':
    case '\'':
      skip_string(c);
      return;
    case '.':
      if (++dots_ == deepest_toml) {
        found("a key has more than " + std::to_string(deepest_toml) + " names between dots");
      }
      break;
    case '[':
    case '{':
      dots_ = 0;
      if (++depth_ > deepest_toml) {
        found(fmt::format("lists and tables stand more than {} deep inside one another", deepest_toml));
      }
      break;
    case ']':
    case '}':
      depth_ -= depth_ == 0 ? 0U : 1U;
      dots_ = 0;
      break;
    case ',':
    case '=':
    case '\n':
      dots_ = 0;
      break;
    default:
      check_letter(c);
      break;
    }
    ++i_;
  }

  /// Outside of quotes and comments TOML knows ASCII alone, and toml++ is undefined at what else stands there.
  void check_letter(char c) {
    const bool is_ascii = static_cast<unsigned char>(c) < 0x80U;
    if (!is_ascii && !(i_ == 0 && text_.starts_with(byte_order_mark))) {
      const std::size_t length = std::max<std::size_t>(character_length(text_.substr(i_)), 1);
      found(in_quotes(text_.substr(i_, length)) + " stands outside of quotes");
    } else if (!is_ascii) {
      i_ += byte_order_mark.size() - 1;
    }
  }

  /// A table's name must open behind its brackets.
  void check_header() {
    std::size_t name = i_ + 1;
    name += name < text_.size() && text_[name] == '[' ? 1U : 0U;
    name = std::min(text_.find_first_not_of(" \t", name), text_.size());
    if (name < text_.size() && text_[name] != ']' && !opens_a_name(text_[name])) {
      const std::size_t length = std::max<std::size_t>(character_length(text_.substr(name)), 1);
      const std::string seen = in_quotes(text_.substr(name, length));
      i_ = name;
      found("the name of a table in brackets begins with " + seen);
    }
  }

  /// Goes past a string; one that is not closed ends with its line.
  void skip_string(char quote) {
    const std::string three(3, quote);
    if (text_.substr(i_).starts_with(three)) {
      for (i_ += 3; i_ < text_.size() && !text_.substr(i_).starts_with(three); ++i_) {
        i_ += quote == '"' && text_[i_] == '\\' ? 1U : 0U;
      }
      i_ = std::min(i_ + 3, text_.size());
      while (i_ < text_.size() && text_[i_] == quote) { // up to two quotes may stand before those that close
        ++i_;
      }
      return;
    }
    for (++i_; i_ < text_.size() && text_[i_] != quote && text_[i_] != '\n'; ++i_) {
      i_ += quote == '"' && text_[i_] == '\\' ? 1U : 0U;
    }
    i_ += i_ < text_.size() && text_[i_] == quote ? 1U : 0U;
  }

  void found(std::string what) {
    const std::string_view before = text_.substr(0, i_);
    const auto lines = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    const std::string_view line = before.substr(lines == 0 ? 0 : before.rfind('\n') + 1);
    found_ = TomlSlip{
        {lines + 1, characters(line).size() + 1}, std::move(what), "key = value lines, [parameters] and [[lever]]"};
  }

  std::string_view text_;
  std::size_t i_ = 0;
  std::size_t depth_ = 0;
  std::size_t dots_ = 0; ///< of the key that is being read
  std::optional<TomlSlip> found_;
};

} // namespace

std::optional<TomlSlip> unreadable_toml(std::string_view text) { return Scan(text).run(); }

} // namespace headwater::scenarios
