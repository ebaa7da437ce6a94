#include "scenarios/scenario_file.hpp"

#include "model/quantities/parameters.hpp"
#include "scenarios/lever_words.hpp"
#include "scenarios/reading/inside_folder.hpp"
#include "scenarios/reading/nearest.hpp"
#include "scenarios/stated_prices.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace headwater::scenarios {
namespace {

constexpr double shortest_ramp = 0.25;
constexpr double longest_ramp = 30.0;
constexpr double highest_interest = 0.25; // more is a rate in per cent
constexpr double rounding_of_shares = 1e-9;
constexpr std::size_t longest_name = 120;
constexpr std::size_t longest_question = 400;
constexpr std::size_t longest_id = 100;   // spreadsheets and folders hold no name much longer
constexpr std::size_t most_levers = 1000; // more is no plan, and would take long to add up

std::vector<std::string> all_top_level_keys() {
  std::vector<std::string> keys = {"name", "question", "parent", "area", "kind"};
  for (const model::Setting& setting : model::settings()) {
    if (setting.stated != model::StatedAs::loan_until) {
      keys.emplace_back(setting.key);
    }
  }
  keys.insert(keys.end(),
              {"payer", "lever", "move", "parameters", "price_base", "beyond_range", "only_in_this_plan", "off"});
  return keys;
}

const std::vector<std::string> top_level_keys = all_top_level_keys();
const std::vector<std::string> lever_keys = {"name",     "start", "ramp",  "amount",   "price_base", "end",
                                             "schedule", "payer", "until", "repay_by", "interest",   "repayment"};
const std::vector<std::string> contract_keys = {"repay_by", "interest", "repayment"};
const std::vector<std::string> move_keys = {"from", "to", "start", "ramp", "amount", "price_base", "end", "payer"};

/// Names a reader may have meant, each with the name to suggest for it.
std::string nearest_of(std::string_view word, const std::vector<std::pair<std::string_view, std::string_view>>& names) {
  std::vector<std::string> words;
  words.reserve(names.size());
  for (const auto& [name, plain] : names) {
    words.emplace_back(name);
  }
  const std::string found = nearest(word, words);
  const auto at = std::find(words.begin(), words.end(), found);
  return at == words.end() ? "" : std::string(names[static_cast<std::size_t>(at - words.begin())].second);
}

std::string nearest_lever(std::string_view word) {
  std::vector<std::pair<std::string_view, std::string_view>> names;
  for (const model::Lever& lever : model::levers()) {
    names.emplace_back(lever.name, lever.name);
    names.emplace_back(lever.symbol, lever.name);
  }
  return nearest_of(word, names);
}

std::string nearest_parameter(std::string_view word) {
  std::vector<std::pair<std::string_view, std::string_view>> names;
  for (const model::Parameter& parameter : model::parameters()) {
    names.emplace_back(parameter.name, parameter.name);
    names.emplace_back(parameter.symbol, parameter.symbol);
  }
  return nearest_of(word, names);
}

std::vector<std::string> csv_files_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  std::filesystem::directory_iterator entry(folder.empty() ? "." : folder, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    if (entry->path().extension() == ".csv") {
      names.push_back(entry->path().filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// Reads one file from top to bottom.
class ScenarioFileReader {
public:
  ScenarioFileReader(ScenarioFile& file, std::vector<Problem>& problems)
      : file_{file}, problems_{problems}, toml_{file.path.generic_string(), problems} {}

  bool read() {
    const std::optional<toml::table> root = toml_.parse(file_.inputs.front().text());
    if (!root) {
      return false;
    }
    read_top_level(*root);
    const std::vector<const toml::table*> levers = toml_.tables(*root, "lever");
    if (levers.size() > most_levers) {
      toml_.problem(position(*levers[most_levers]), fmt::format("the scenario states {} levers", levers.size()),
                    fmt::format("at most {}", most_levers));
    } else {
      std::for_each(levers.begin(), levers.end(), [&](const toml::table* lever) { read_lever(*lever); });
    }
    const std::vector<const toml::table*> moves = toml_.tables(*root, "move");
    if (moves.size() > most_levers) {
      toml_.problem(position(*moves[most_levers]), fmt::format("the scenario states {} moves", moves.size()),
                    fmt::format("at most {}", most_levers));
    } else {
      std::for_each(moves.begin(), moves.end(), [&](const toml::table* move) { read_move(*move); });
    }
    if (const toml::table* parameters = toml_.table(*root, "parameters")) {
      read_overrides(*parameters);
    }
    return true;
  }

private:
  void read_top_level(const toml::table& root) {
    for (const auto& [key, node] : root) {
      const std::string_view word = key.str();
      if (toml_.full()) {
        return;
      }
      if (std::find(top_level_keys.begin(), top_level_keys.end(), word) != top_level_keys.end()) {
        continue;
      }
      if (const std::size_t lever = model::find_lever(word); lever < model::lever_count) {
        toml_.problem(position(key), in_quotes(word) + " is a lever, and is not set by a key of its own",
                      fmt::format("a [[lever]] block with name = \"{}\"", model::levers()[lever].name));
      } else if (model::find_parameter(word) < model::parameter_count) {
        toml_.problem(position(key), in_quotes(word) + " is a parameter", "a line below [parameters]");
      } else {
        toml_.problem(position(key), fmt::format("there is no key {} at the top of a scenario", in_quotes(word)),
                      fmt::format("{}", fmt::join(top_level_keys, ", ")), nearest(word, top_level_keys));
      }
    }
    file_.name = toml_.one_line(root, "name", longest_name);
    if (!root.contains("name")) {
      toml_.problem({}, "the scenario has no name", "name = \"...\" at the top of the file");
    }
    file_.question = toml_.one_line(root, "question", longest_question);
    file_.area = toml_.one_line(root, "area", longest_name);
    file_.parent = toml_.text(root, "parent");
    if (const std::optional<Stated<std::string>> kind = toml_.text(root, "kind")) {
      file_.kind = find_kind(kind->value);
      if (!file_.kind) {
        toml_.problem(kind->at, in_quotes(kind->value) + " is not a kind of scenario",
                      fmt::format("{}", fmt::join(kind_names(), ", ")), nearest(kind->value, kind_names()));
      }
    }
    for (std::size_t i = 0; i < model::setting_count; ++i) {
      file_.settings[i] = read_setting(root, model::settings()[i]);
    }
    file_.payer = read_payer(root);
    file_.price_base = read_price_base(root);
    file_.beyond_range = value_of(toml_.yes_or_no(root, "beyond_range")).value_or(false);
    file_.only_in_this_plan = value_of(toml_.yes_or_no(root, "only_in_this_plan")).value_or(false);
    read_cut_loops(root);
  }

  /// Whose money: one payer by its name, or a table of shares that add to 1.
  std::optional<PayerShares> read_payer(const toml::table& table) {
    const toml::node* node = table.get("payer");
    if (node == nullptr) {
      return std::nullopt;
    }
    const std::vector<std::string> names = payer_names(true);
    const std::string allowed =
        fmt::format("{}, or shares that add to 1, such as {{ council = 0.6, nhs = 0.4 }}", fmt::join(names, ", "));
    const auto unknown = [&](Position at, std::string_view word) {
      toml_.problem(at, in_quotes(word) + " is not a public body that pays", allowed, nearest(word, names));
    };
    const auto payer_of = [&](std::string_view word) {
      const std::optional<Payer> payer = find_payer(word);
      return payer == Payer::household ? std::nullopt : payer; // people pay for no plan
    };
    if (node->is_string()) {
      const std::string word = *node->value<std::string>();
      if (const std::optional<Payer> payer = payer_of(word)) {
        return all_by(*payer);
      }
      unknown(position(*node), word);
      return std::nullopt;
    }
    const toml::table* stated = node->as_table();
    if (stated == nullptr) {
      toml_.problem(position(*node), "\"payer\" must be a name or a table of shares, and is neither", allowed);
      return std::nullopt;
    }
    PayerShares shares{};
    double sum = 0.0;
    bool sound = true;
    for (const auto& [key, share] : *stated) {
      const std::optional<Payer> payer = payer_of(key.str());
      const std::optional<Stated<double>> value = toml_.number_within(*stated, key.str(), 0.0, 1.0, "");
      sound = sound && payer && value;
      if (!payer) {
        unknown(position(key), key.str());
      } else if (value) {
        shares.at(static_cast<std::size_t>(*payer)) = value->value;
        sum += value->value;
      }
    }
    if (sound && (sum < 1.0 - rounding_of_shares || sum > 1.0 + rounding_of_shares)) {
      toml_.problem(position(*node), fmt::format("the shares of the payers add up to {:.6g}", sum),
                    "shares that add to 1");
      return std::nullopt;
    }
    return sound ? std::optional(shares) : std::nullopt;
  }

  /// Whose money a lever is: of money levers, but for the loan, which a council borrows and repays.
  void read_payer_of(const toml::table& block, std::optional<std::size_t> number, StatedLever& stated) {
    stated.payer = read_payer(block);
    if (!number || !block.contains("payer")) {
      return;
    }
    if (model::levers()[*number].kind != model::LeverKind::money) {
      toml_.problem(position(*block.get("payer")),
                    fmt::format("{} is not a money lever, so it has no payer", model::levers()[*number].name),
                    "no \"payer\" here; \"payer\" at the top of the file says who pays for the plan");
    } else if (*number == loan_lever) {
      toml_.problem(position(*block.get("payer")), "the loan has no payer: the council borrows it and repays it",
                    "no \"payer\" here");
    }
  }

  /// A setting as a plan keeps it; nothing where the file does not state it.
  std::optional<double> read_setting(const toml::table& root, const model::Setting& setting) {
    switch (setting.stated) {
    case model::StatedAs::number:
      return value_of(toml_.number_within(root, setting.key, setting.low, setting.high, unit_in_words(setting.unit)));
    case model::StatedAs::fiscal_year:
      if (const std::optional<Stated<model::FiscalYear>> year = toml_.fiscal_year(root, setting.key)) {
        return year->value.begins();
      }
      break;
    case model::StatedAs::loan_until:
      break; // the loan says it
    }
    return std::nullopt;
  }

  /// Empty where a table states none, or one that is none.
  std::string read_price_base(const toml::table& table) {
    const std::optional<Stated<std::string>> stated = toml_.text(table, "price_base");
    if (!stated || is_price_base(stated->value)) {
      return stated ? stated->value : "";
    }
    toml_.problem(stated->at, in_quotes(stated->value) + " is not a price base",
                  "\"nominal\" for cash, or a fiscal year such as \"2025-26\"", nearest(stated->value, {"nominal"}));
    return "";
  }

  /// In which prices a lever has its money; what is no money has none.
  void read_price_base_of(const toml::table& block, std::optional<std::size_t> number, StatedLever& stated) {
    const std::string base = read_price_base(block);
    const bool is_money = number && model::levers()[*number].kind == model::LeverKind::money;
    if (number && !is_money && block.contains("price_base")) {
      toml_.problem(position(*block.get("price_base")),
                    fmt::format("{} is not money, so it has no price base", model::levers()[*number].name),
                    "an amount in the unit of the lever");
    }
    stated.price_base = !is_money ? "" : base.empty() ? file_.price_base : base;
  }

  void read_cut_loops(const toml::table& root) {
    if (!root.contains("off")) {
      return;
    }
    std::array<bool, model::loop_count>& cut = file_.cut.emplace();
    for (const Stated<std::string>& named : toml_.texts(root, "off")) {
      const std::size_t loop = model::find_loop(named.value);
      if (loop < model::loop_count) {
        cut.at(loop) = true;
        continue;
      }
      std::vector<std::pair<std::string_view, std::string_view>> names;
      std::vector<std::string_view> symbols;
      for (const model::Loop& row : model::loops()) {
        names.emplace_back(row.name, row.name);
        names.emplace_back(row.symbol, row.symbol);
        symbols.push_back(row.symbol);
      }
      toml_.problem(named.at, "there is no loop " + in_quotes(named.value), fmt::format("{}", fmt::join(symbols, ", ")),
                    nearest_of(named.value, names));
    }
  }

  template<class T> static std::optional<T> value_of(const std::optional<Stated<T>>& stated) {
    return stated ? std::optional(stated->value) : std::nullopt;
  }

  /// The lever a block names, which is a plain name and not a symbol.
  std::optional<std::size_t> read_lever_name(const toml::table& block) {
    const std::optional<Stated<std::string>> name = toml_.text(block, "name");
    if (!name) {
      if (!block.contains("name")) {
        toml_.problem(position(block), "the lever has no name", "name = \"...\", one of `headwater list levers`");
      }
      return std::nullopt;
    }
    const std::size_t lever = model::find_lever(name->value);
    if (lever < model::lever_count && model::levers()[lever].name == name->value) {
      return lever;
    }
    toml_.problem(name->at, "there is no lever " + in_quotes(name->value), "the names in `headwater list levers`",
                  nearest_lever(name->value));
    return std::nullopt;
  }

  void read_lever(const toml::table& block) {
    toml_.only_keys(block, lever_keys, "in [[lever]]");
    const std::size_t problems_before = problems_.size();
    const std::optional<std::size_t> number = read_lever_name(block);
    StatedLever stated;
    stated.lever = number.value_or(0);
    stated.scenario = file_.id;
    stated.at = position(block);
    if (block.contains("schedule")) {
      read_schedule_of(block, number, stated);
    } else {
      read_step_of(block, number, stated);
    }
    read_payer_of(block, number, stated);
    read_until_of(block, number, stated);
    read_terms_of(block, number, stated);
    read_price_base_of(block, number, stated);
    if (problems_.size() == problems_before) {
      file_.levers.push_back(std::move(stated));
    }
  }

  void read_step_of(const toml::table& block, std::optional<std::size_t> number, StatedLever& stated) {
    for (const std::string_view key : {"start", "amount"}) {
      if (!block.contains(key)) {
        toml_.problem(position(block), fmt::format("the lever has no {}", key),
                      key == "start" ? "start = \"2026-27\", the fiscal year in which it begins"
                                     : "amount = ..., a number, or schedule = \"....csv\"");
      }
    }
    stated.start = value_of(toml_.fiscal_year(block, "start")).value_or(model::first_whole_year);
    stated.ramp = value_of(toml_.number_within(block, "ramp", shortest_ramp, longest_ramp, "years")).value_or(1.0);
    if (const std::optional<Stated<double>> amount = toml_.number(block, "amount")) {
      stated.amount = amount->value;
      stated.at = amount->at;
      check_size(number, *amount);
    }
    read_end_of(block, stated);
  }

  /// The end comes once there is something to end.
  void read_end_of(const toml::table& block, StatedLever& stated) {
    const std::optional<Stated<model::FiscalYear>> end = toml_.fiscal_year(block, "end");
    if (!end) {
      return;
    }
    const double full = stated.start.begins() + stated.ramp;
    if (fall_before(end->value) < full) {
      toml_.problem(end->at,
                    fmt::format("it ends before 1 April {}, when it has not yet had its full effect: that comes "
                                "after {} years from {}",
                                end->value.first, stated.ramp, stated.start.label()),
                    fmt::format("a fiscal year from {}, or a shorter ramp",
                                model::FiscalYear{model::fiscal_year_of(full + schedule_ramp).first + 1}.label()));
      return;
    }
    stated.end = end->value;
  }

  /// A money lever that a move names by `key`; nothing, and a problem, where there is none.
  std::optional<std::size_t> read_moved(const toml::table& block, std::string_view key) {
    const std::optional<Stated<std::string>> named = toml_.text(block, key);
    if (!named) {
      if (!block.contains(key)) {
        toml_.problem(position(block), fmt::format("the move does not say {} what money is moved", key),
                      fmt::format("{} = \"...\", a money lever of `headwater list levers`", key));
      }
      return std::nullopt;
    }
    const std::size_t lever = model::find_lever(named->value);
    const bool is_money = lever < model::lever_count && model::levers()[lever].name == named->value &&
                          model::levers()[lever].kind == model::LeverKind::money && lever != loan_lever;
    if (is_money && (key == "to" || has_money_to_take(lever))) {
      return lever;
    }
    const std::string allowed =
        key == "to" ? "the money levers in `headwater list levers`" : "universal_support, intensive_support";
    if (is_money || lever < model::lever_count) {
      toml_.problem(named->at,
                    is_money ? fmt::format("nothing can be taken from {}: no spending on it is counted beside that of "
                                           "plans; wf_end ends Whole Family Wellbeing money",
                                           named->value)
                             : in_quotes(named->value) + " is not a money lever",
                    allowed);
    } else {
      toml_.problem(named->at,
                    in_quotes(named->value) + " is no service that money can be moved " + std::string(key) +
                        ": places in care cost what the children in them cost, and what fewer children release is "
                        "counted by itself",
                    allowed, nearest_lever(named->value));
    }
    return std::nullopt;
  }

  /// Money taken out of one service and put into another, in one entry.
  void read_move(const toml::table& block) {
    toml_.only_keys(block, move_keys, "in [[move]]");
    const std::size_t problems_before = problems_.size();
    const std::optional<std::size_t> from = read_moved(block, "from");
    const std::optional<std::size_t> to = read_moved(block, "to");
    StatedLever given;
    given.scenario = file_.id;
    given.at = position(block);
    given.moved = true;
    given.payer = read_payer(block);
    read_step_of(block, to, given);
    read_price_base_of(block, to, given);
    if (from && to && *from == *to) {
      toml_.problem(position(*block.get("to")), "the money is moved to where it is taken from", "another money lever");
    }
    if (block.contains("amount") && given.amount <= 0.0) {
      toml_.problem(given.at, fmt::format("\"amount\" of a move is above 0, and is {}", given.amount),
                    "a number above 0; exchange from and to for the other way");
    }
    if (!from || !to || problems_.size() > problems_before) {
      return;
    }
    given.lever = *to;
    StatedLever taken = given;
    taken.lever = *from;
    taken.amount = -given.amount;
    file_.levers.push_back(std::move(taken));
    file_.levers.push_back(std::move(given));
  }

  /// A step may take back what others gave, so it may be as large as the range is wide; what steps add up to is
  /// checked once all are known.
  void check_size(std::optional<std::size_t> number, const Stated<double>& amount) {
    if (!number) {
      return;
    }
    const model::Lever& row = model::levers()[*number];
    if (std::abs(amount.value) > row.high - row.low) {
      toml_.problem(amount.at, fmt::format("\"amount\" is out of range: {}", amount.value),
                    fmt::format("steps of {} that add up to {}", row.name,
                                range_in_words(row.low, row.high, unit_in_words(row.unit))));
    }
  }

  void read_schedule_of(const toml::table& block, std::optional<std::size_t> number, StatedLever& stated) {
    for (const std::string_view key : {"start", "ramp", "amount", "end"}) {
      if (const toml::node* node = block.get(key)) {
        toml_.problem(position(*node), fmt::format("the lever has a schedule and {} as well", in_quotes(key)),
                      "either a schedule, or start, ramp, amount and end");
      }
    }
    const std::optional<Stated<std::string>> named = toml_.text(block, "schedule");
    if (!named || !number) {
      return;
    }
    const model::Lever& lever = model::levers()[*number];
    stated.schedule = named->value;
    stated.at = named->at;
    if (lever.kind != model::LeverKind::money) {
      toml_.problem(named->at, fmt::format("{} is not money, so it has no schedule of money", lever.name),
                    "start, ramp and amount");
      return;
    }
    Read<std::filesystem::path> path = inside_folder_of(file_.path, named->value);
    if (!path.value) {
      for (const Problem& problem : path.problems) {
        toml_.problem(named->at, "the schedule " + problem.what, problem.allowed);
      }
      return;
    }
    std::error_code error;
    if (!std::filesystem::exists(*path.value, error)) {
      toml_.problem(named->at, "there is no file " + in_quotes(named->value),
                    "a path relative to this file, inside its folder",
                    nearest(named->value, csv_files_in(path.value->parent_path())));
      return;
    }
    Read<InputFile> csv = read_input(*path.value);
    problems_.insert(problems_.end(), csv.problems.begin(), csv.problems.end());
    if (!csv.value) {
      return;
    }
    Read<std::vector<ScheduledYear>> schedule = read_schedule(*csv.value, lowest_amount(*number), lever.high);
    problems_.insert(problems_.end(), schedule.problems.begin(), schedule.problems.end());
    file_.inputs.push_back(std::move(*csv.value));
    if (schedule.value) {
      stated.years = std::move(*schedule.value);
      stated.start = stated.years.front().year;
    }
  }

  void read_until_of(const toml::table& block, std::optional<std::size_t> number, StatedLever& stated) {
    const std::optional<Stated<model::FiscalYear>> until = toml_.fiscal_year(block, "until");
    if (!number) {
      return;
    }
    const bool is_loan = *number == loan_lever;
    if (is_loan && block.contains("end")) {
      toml_.problem(position(*block.get("end")), "a loan does not stop: it is repaid", "until = \"2031-32\"");
    }
    if (!is_loan && block.contains("until")) {
      toml_.problem(position(*block.get("until")),
                    fmt::format("{} is not a loan: only bridging_loan has \"until\"", model::levers()[*number].name),
                    "end = \"2031-32\", the fiscal year before whose 1 April a lever stops");
    } else if (is_loan && !block.contains("until")) {
      toml_.problem(position(block), "the loan does not say until when it is drawn",
                    "until = \"2031-32\", the fiscal year in which drawing turns to repayment");
    } else if (until && until->value <= stated.start) {
      toml_.problem(until->at, "\"until\" must come after the fiscal year in which the loan begins",
                    "a fiscal year after " + stated.start.label());
    }
    stated.until = value_of(until);
  }

  /// The contract of a loan, which `repay_by` makes. Its draws are then by the year.
  void read_terms_of(const toml::table& block, std::optional<std::size_t> number, StatedLever& stated) {
    const bool is_loan = number == loan_lever;
    bool stated_any = false;
    for (const std::string& key : contract_keys) {
      const toml::node* node = block.get(key);
      stated_any = stated_any || node != nullptr;
      if (node != nullptr && number && !is_loan) {
        toml_.problem(
            position(*node),
            fmt::format("{} is not a loan: only bridging_loan has {}", model::levers()[*number].name, in_quotes(key)),
            "no such key here");
      } else if (node != nullptr && is_loan && key != "repay_by" && !block.contains("repay_by")) {
        toml_.problem(position(*node), fmt::format("the loan has {} and no date by which it is repaid", in_quotes(key)),
                      "repay_by = \"2038-39\", the fiscal year of the last instalment; without it the loan is repaid "
                      "out of the prevention budget, at the parameter loan_interest");
      }
    }
    const std::optional<Stated<model::FiscalYear>> repay_by = toml_.fiscal_year(block, "repay_by");
    const std::optional<Stated<double>> interest =
        toml_.number_within(block, "interest", 0.0, highest_interest, "a year");
    const std::optional<Stated<std::string>> way = toml_.text(block, "repayment");
    const std::optional<Repayment> repayment = way ? find_repayment(way->value) : Repayment::level_instalments;
    if (!repayment) {
      toml_.problem(way->at, in_quotes(way->value) + " is not a way to repay a loan",
                    fmt::format("{}", fmt::join(repayment_names(), ", ")), nearest(way->value, repayment_names()));
    }
    if (!is_loan || !block.contains("repay_by")) {
      return;
    }
    if (!block.contains("interest")) {
      toml_.problem(position(block), "the loan does not say at what rate",
                    "interest = 0.05, the fixed rate of the lender, a share a year in cash");
    }
    if (const toml::node* ramp = block.get("ramp")) {
      toml_.problem(position(*ramp), "a loan with \"repay_by\" is drawn by exactly the amount of each year",
                    "no \"ramp\" here; a schedule where the years differ");
    }
    if (block.contains("amount") && stated.amount <= 0.0) {
      toml_.problem(stated.at, fmt::format("a loan is drawn by more than 0, and this is {}", stated.amount),
                    "a number above 0");
    }
    if (repay_by && stated.until && repay_by->value < *stated.until) {
      toml_.problem(repay_by->at, "the loan is repaid before it is drawn",
                    fmt::format("a fiscal year from {}, in which the first instalment is due", stated.until->label()));
    }
    check_draws(stated);
    if (repay_by && interest && repayment && stated.until) {
      stated.terms = LoanTerms{repay_by->value, interest->value, *repayment};
      for (model::FiscalYear year = stated.start; stated.schedule.empty() && year < *stated.until; year = year.next()) {
        stated.years.push_back({year, stated.amount});
      }
    }
  }

  /// What a schedule draws comes before it is repaid, and is drawn.
  void check_draws(const StatedLever& stated) {
    for (const ScheduledYear& year : stated.years) {
      if (year.amount < 0.0) {
        toml_.problem(stated.at,
                      fmt::format("the loan is drawn by {} in {}: what is repaid follows from its terms", year.amount,
                                  year.year.label()),
                      "0 or above");
      } else if (stated.until && year.amount > 0.0 && year.year >= *stated.until) {
        toml_.problem(stated.at,
                      fmt::format("the loan is drawn in {} and its first instalment is due in {}", year.year.label(),
                                  stated.until->label()),
                      "draws before \"until\"");
      }
    }
  }

  void read_overrides(const toml::table& table) {
    for (const auto& [key, node] : table) {
      if (toml_.full()) {
        return;
      }
      const std::string_view word = key.str();
      if (word == "beyond_range") {
        file_.beyond_range = value_of(toml_.yes_or_no(table, word)).value_or(false) || file_.beyond_range;
        continue;
      }
      if (word == "only_in_this_plan") {
        file_.only_in_this_plan = value_of(toml_.yes_or_no(table, word)).value_or(false) || file_.only_in_this_plan;
        continue;
      }
      const std::size_t number = model::find_parameter(word);
      if (number == model::parameter_count) {
        const std::size_t lever = model::find_lever(word);
        toml_.problem(position(key),
                      lever < model::lever_count ? in_quotes(word) + " is a lever, not a parameter"
                                                 : "there is no parameter " + in_quotes(word),
                      lever < model::lever_count
                          ? fmt::format("a [[lever]] block with name = \"{}\"", model::levers()[lever].name)
                          : "beyond_range, only_in_this_plan and the names in `headwater list parameters`",
                      lever < model::lever_count ? "" : nearest_parameter(word));
        continue;
      }
      const auto same = [&](const StatedOverride& other) { return other.parameter == number; };
      if (std::any_of(file_.overrides.begin(), file_.overrides.end(), same)) {
        toml_.problem(position(key),
                      fmt::format("{} is set twice, by its name and by its symbol", model::parameters()[number].name));
      }
      if (const std::optional<Stated<double>> value = toml_.number(table, word)) {
        file_.overrides.push_back({number, value->value, value->at});
      }
    }
    check_ranges();
  }

  void check_ranges() {
    for (const StatedOverride& override : file_.overrides) {
      const model::Parameter& row = model::parameters()[override.parameter];
      if (file_.beyond_range || (row.low <= override.value && override.value <= row.high)) {
        continue;
      }
      toml_.problem(override.at, fmt::format("{} is out of range: {}", row.name, override.value),
                    range_in_words(row.low, row.high, unit_in_words(row.unit)) +
                        ", or any number with beyond_range = true");
    }
  }

  ScenarioFile& file_;
  std::vector<Problem>& problems_;
  TomlReader toml_;
};

} // namespace

std::optional<ScenarioFile> read_scenario_file(const std::filesystem::path& path, std::vector<Problem>& problems) {
  Read<InputFile> input = read_input(path);
  if (!input.value) {
    problems.insert(problems.end(), input.problems.begin(), input.problems.end());
    return std::nullopt;
  }
  ScenarioFile file;
  file.id = path.stem().string();
  if (const std::size_t length = characters(file.id).size(); length > longest_id) {
    problems.push_back({path.generic_string(), 1, 1,
                        fmt::format("the name of this file is too long: {} characters before .toml", length),
                        fmt::format("at most {}: it names the scenario in every table", longest_id), ""});
    return std::nullopt;
  }
  file.path = path;
  file.inputs.push_back(std::move(*input.value));
  return ScenarioFileReader(file, problems).read() ? std::optional(std::move(file)) : std::nullopt;
}

} // namespace headwater::scenarios
