// The settings of a verb, each told once: a row is an option of the command line, its default and a row of the
// manifest, and so a part of the run code. A row that the manifest does not have says so.
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

/// An option ("--draws") or an argument ("scenario") of a verb.
class SettingRow {
public:
  SettingRow(std::string option, SettingValue value, Allowed allowed, std::string meaning);

  /// Under a heading of the help.
  SettingRow& in_group(std::string group);
  /// Several may stand in one word, with commas between.
  SettingRow& in_commas();
  SettingRow& required();
  /// Its name in the manifest, where that is not the option's: "--payer-shares" is payer_shares, and a flag "--no-x" is
  /// x, which it takes away.
  SettingRow& told_as(std::string name);
  /// Behind another row of the manifest, where the help has another order.
  SettingRow& told_after(std::string name);
  /// What the manifest says where nothing is given.
  SettingRow& otherwise(std::string words);
  /// In the manifest only where it is not the default, at the end: a row that came later leaves earlier run codes alone.
  SettingRow& told_if_changed();
  /// Not in the manifest: other rows or the contents of inputs tell it, or no result depends on it.
  SettingRow& not_told();

  const std::string& option() const { return option_; }
  bool is_argument() const { return !option_.starts_with("--"); }
  const SettingValue& value() const { return value_; }
  const Allowed& allowed() const { return allowed_; }
  const std::string& meaning() const { return meaning_; }
  const std::string& group() const { return group_; }
  bool has_commas() const { return has_commas_; }
  bool is_required() const { return is_required_; }
  bool is_told() const { return when_ != When::never; }

private:
  friend class SettingTable;
  enum class When : std::uint8_t { always, if_changed, never };

  nlohmann::ordered_json now() const;
  outputs::Setting as_told() const;

  std::string option_;
  SettingValue value_;
  Allowed allowed_;
  std::string meaning_;
  std::string group_;
  std::string name_;
  std::string after_;
  std::string otherwise_;
  nlohmann::ordered_json usual_;
  bool has_commas_ = false;
  bool is_required_ = false;
  When when_ = When::always;
};

class SettingTable {
public:
  SettingTable() = default;
  SettingTable(const SettingTable&) = delete; // rows point at what they are read into
  SettingTable& operator=(const SettingTable&) = delete;
  ~SettingTable() = default;

  /// A row, in the order of the help, which is that of the manifest but for told_after(). The reference holds until the
  /// next row is added.
  SettingRow& add(std::string option, SettingValue value, std::string meaning, Allowed allowed = {});

  /// A row of the manifest that no option sets.
  void add_fact(std::string name, nlohmann::ordered_json value);
  /// The same, whose value is known only when inputs have been read.
  void add_fact(std::string name);

  /// The options and arguments, in order.
  std::vector<const SettingRow*> options() const;

  /// The rows of the manifest, in order. `known`: what some of them came to when inputs had been read, which is told in
  /// place of their text. Throws std::logic_error where one of those is no row, and where a fact is missing there.
  std::vector<outputs::Setting> told(const std::vector<outputs::Setting>& known = {}) const;

private:
  struct Fact {
    std::string name;
    nlohmann::ordered_json value; ///< null: not known yet
  };
  std::vector<std::variant<Fact, SettingRow>> rows_;
};

} // namespace headwater::app
