// The settings of a verb, each told once: a row is an option of the command line, its default and a row of the
// manifest, and so a part of the run code. What a row does not go into, it says.
#pragma once

#include "outputs/files/manifest.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace headwater::app {

/// What a setting is read into, which outlives the table and holds the default until then.
using SettingValue = std::variant<bool*, int*, unsigned*, std::uint64_t*, double*, std::string*, std::optional<int>*,
                                  std::optional<std::string>*, std::vector<std::string>*>;

struct WholeRange {
  std::uint64_t low;
  std::uint64_t high;
};
struct NumberRange {
  double low;
  double high;
};
/// One of these words, and no other.
using Words = std::vector<std::string>;

/// What may be given; any text where nothing is said.
using Allowed = std::variant<std::monostate, WholeRange, NumberRange, Words>;

/// Any number of 64 bits, which seeds are.
constexpr WholeRange any_whole{0, UINT64_MAX};
/// More threads than any machine of today has processors; so many can be started.
constexpr WholeRange thread_range{0, 1024};

class SettingRow {
public:
  SettingRow(std::string option, SettingValue value, Allowed allowed, std::string meaning);

  /// Under a heading of the help.
  SettingRow& in_group(std::string group);
  /// Several may stand in one word, with commas between.
  SettingRow& in_commas();
  /// Has to be given.
  SettingRow& required();
  /// Its name in the manifest, where that is not the option's: "--payer-shares" is payer_shares, and a flag "--no-x" is
  /// x, which it takes away.
  SettingRow& told_as(std::string name);
  /// What the manifest says where nothing is given.
  SettingRow& otherwise(std::string words);
  /// In the manifest only where it is not the default: a row that came later leaves the run codes before it alone.
  SettingRow& told_if_changed();
  /// Not in the manifest: what it changes is told by another row or by the contents of inputs, or is no result.
  SettingRow& not_told();

  const std::string& option() const { return option_; }
  const std::string& meaning() const { return meaning_; }
  const std::string& group() const { return group_; }
  const SettingValue& value() const { return value_; }
  const Allowed& allowed() const { return allowed_; }
  bool is_required() const { return is_required_; }
  bool has_commas() const { return has_commas_; }
  /// Whether the manifest has it at all.
  bool is_told() const { return is_told_; }
  /// The row of the manifest as the setting is now; nothing where it has none.
  std::optional<outputs::Setting> told() const;
  const std::string& name() const { return name_; }

private:
  nlohmann::ordered_json now() const;

  std::string option_;
  SettingValue value_;
  Allowed allowed_;
  std::string meaning_;
  std::string group_;
  std::string name_;
  std::string otherwise_;
  nlohmann::ordered_json usual_;
  bool is_required_ = false;
  bool has_commas_ = false;
  bool is_told_ = true;
  bool only_if_changed_ = false;
};

class SettingTable {
public:
  /// An option ("--draws", "--json" for a flag) or an argument ("scenario"), in the order of help and manifest.
  SettingRow& add(std::string option, SettingValue value, std::string meaning, Allowed allowed = {});

  /// A row of the manifest that no option sets.
  void add_fact(std::string name, nlohmann::ordered_json value);
  /// The same, known only when inputs have been read: see know().
  void add_fact(std::string name);

  /// What a row of the manifest came to when inputs had been read, where that says more than its text. Throws
  /// std::logic_error where there is no such row.
  void know(const std::string& name, nlohmann::ordered_json value, bool is_default);

  /// The options, in order.
  std::vector<const SettingRow*> options() const;

  /// The rows of the manifest, in order. Throws std::logic_error where a fact is not known yet.
  std::vector<outputs::Setting> told() const;

private:
  struct Fact {
    std::string name;
  };
  std::vector<std::variant<Fact, SettingRow>> rows_;
  std::vector<outputs::Setting> known_;
};

} // namespace headwater::app
