#include "outputs/results/payers.hpp"

#include "model/quantities/levers.hpp"
#include "scenarios/reading/csv_checks.hpp"
#include "scenarios/reading/nearest.hpp"
#include "scenarios/reading/read_csv.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

namespace headwater::outputs {
namespace {

using model::Account;
using model::Category;

constexpr std::string_view shares_header = "category,payer,share,grade,source,note";
constexpr std::size_t shares_columns = 6;
constexpr double rounding = 1e-9;

constexpr std::array<std::string_view, 5> adult_levers{"recovery", "parental_mh", "da_response", "perinatal_ld",
                                                       "prison_planning"};

std::vector<std::string> category_names() {
  std::vector<std::string> names;
  for (const model::CategoryRow& row : model::categories()) {
    names.emplace_back(row.name);
  }
  return names;
}

std::optional<std::size_t> position_of(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - names.begin()));
}

std::string joined(const std::vector<std::string>& names) { return fmt::format("{}", fmt::join(names, ", ")); }

/// Reads the rows below the header, noting what is wrong with each.
class ShareReader {
public:
  ShareReader(std::string file, std::vector<scenarios::Problem>& problems) : noted_{std::move(file), problems} {}

  scenarios::ProblemList& noted() { return noted_; }

  void read(const scenarios::CsvRow& row) {
    if (!scenarios::has_width(row, shares_columns, shares_header, noted_)) {
      return;
    }
    const std::string& stated = row.fields[0].text;
    const std::size_t slash = std::min(stated.find('/'), stated.size());
    const auto category = position_of(categories_, stated.substr(0, slash));
    std::optional<std::size_t> lever;
    if (category && slash < stated.size()) {
      const auto within = levers_within(static_cast<Category>(*category));
      const std::string symbol = stated.substr(slash + 1);
      if (std::find(within.begin(), within.end(), symbol) == within.end()) {
        const std::vector<std::string> names(within.begin(), within.end());
        noted_.note(row.fields[0].at,
                    scenarios::in_quotes(symbol) + " is not a lever with payers of its own in " +
                        categories_[*category],
                    names.empty() ? "the category as a whole" : joined(names), scenarios::nearest(symbol, names));
        return;
      }
      lever = model::find_lever(symbol);
    }
    const auto payer = position_of(payers_, row.fields[1].text);
    const std::optional<double> share = scenarios::parse_number(row.fields[2].text);
    if (!category) {
      noted_.note(row.fields[0].at, scenarios::in_quotes(stated) + " is not a cost category", joined(categories_),
                  scenarios::nearest(stated, categories_));
    } else if (is_memo(*category)) {
      noted_.note(row.fields[0].at,
                  scenarios::in_quotes(row.fields[0].text) + " is in nobody's account: it is inside other categories",
                  "no row for it");
    }
    if (!payer) {
      noted_.note(row.fields[1].at, scenarios::in_quotes(row.fields[1].text) + " is not a payer", joined(payers_),
                  scenarios::nearest(row.fields[1].text, payers_));
    }
    if (!share) {
      scenarios::note_no_number(row.fields[2], "", "a number from 0 to 1 with a decimal point", noted_);
    } else if (*share < 0.0 || *share > 1.0) {
      noted_.note(row.fields[2].at, scenarios::in_quotes(row.fields[2].text) + " is not a share",
                  "a number from 0 to 1 with a decimal point");
    }
    const std::string& grade = row.fields[3].text;
    if (grade.size() != 1 || grade[0] < 'A' || grade[0] > 'D') {
      noted_.note(row.fields[3].at, scenarios::in_quotes(grade) + " is not a grade",
                  "A official statistic, B good study, C weak or indirect, D assumption");
    }
    if (row.fields[4].text.empty()) {
      noted_.note(row.fields[4].at, "a share without a source", "where the share comes from, or assumption");
    }
    if (!category || !payer || !share) {
      return;
    }
    const bool of_people = model::account_of(static_cast<Category>(*category)) == Account::people ||
                           static_cast<Category>(*category) == Category::bc_earnings;
    if (of_people != (static_cast<Payer>(*payer) == Payer::household) && *share != 0.0) {
      noted_.note(row.fields[1].at,
                  of_people ? "only people bear the income they lose or gain" : "households pay no public service",
                  of_people ? "household" : "a public payer");
    }
    const bool twice = std::any_of(table_.rows.begin(), table_.rows.end(), [&](const PayerShare& known) {
      return known.category == static_cast<Category>(*category) && known.lever == lever &&
             known.payer == static_cast<Payer>(*payer);
    });
    if (twice) {
      noted_.note({row.line, 1}, fmt::format("{} and {} stand together twice", row.fields[0].text, row.fields[1].text),
                  "one row for each category and payer");
    }
    last_line_[*category] = row.line;
    table_.rows.push_back({static_cast<Category>(*category), lever, static_cast<Payer>(*payer), *share, grade,
                           row.fields[4].text, row.fields[5].text});
  }

  PayerTable finish() {
    for (std::size_t i = 0; i < model::category_count; ++i) {
      if (is_memo(i)) {
        continue;
      }
      if (last_line_[i] == 0) {
        noted_.note({}, "no row says who pays for " + categories_[i], "shares of every category");
        continue;
      }
      const auto category = static_cast<Category>(i);
      const auto sum_of = [&](std::optional<std::size_t> lever) {
        double total = 0.0;
        for (const PayerShare& row : table_.rows) {
          total += row.category == category && row.lever == lever ? row.share : 0.0;
        }
        return total;
      };
      const auto check = [&](const std::string& what, double total) {
        if (total < 1.0 - rounding || total > 1.0 + rounding) {
          noted_.note({last_line_[i], 1}, fmt::format("the shares of {} sum to {:.6g}", what, total), "a sum of 1");
        }
      };
      const bool by_lever = std::any_of(table_.rows.begin(), table_.rows.end(),
                                        [&](const PayerShare& row) { return row.category == category && row.lever; });
      if (!by_lever) {
        check(categories_[i], sum_of(std::nullopt));
        continue;
      }
      for (const std::string_view symbol : levers_within(category)) {
        check(categories_[i] + "/" + std::string(symbol), sum_of(model::find_lever(symbol)));
      }
      if (sum_of(std::nullopt) != 0.0) {
        noted_.note({last_line_[i], 1}, categories_[i] + " is stated by lever and as a whole", "one of the two");
      }
    }
    return std::move(table_);
  }

private:
  static bool is_memo(std::size_t category) {
    return model::categories()[category].cost_class == model::CostClass::memo;
  }
  scenarios::ProblemList noted_;
  std::vector<std::string> categories_ = category_names();
  std::vector<std::string> payers_ = scenarios::payer_names();
  std::array<std::size_t, model::category_count> last_line_{};
  PayerTable table_;
};

} // namespace

std::span<const std::string_view> levers_within(Category category) {
  return category == Category::adult_services ? std::span<const std::string_view>(adult_levers)
                                              : std::span<const std::string_view>();
}

PayerShares PayerTable::shares(Category category) const {
  const auto levers = static_cast<double>(levers_within(category).size());
  PayerShares shares{};
  for (const PayerShare& row : rows) {
    if (row.category == category) {
      shares[static_cast<std::size_t>(row.payer)] += row.lever ? row.share / levers : row.share;
    }
  }
  return shares;
}

PayerShares PayerTable::shares(Category category, std::size_t lever) const {
  PayerShares shares{};
  bool is_stated = false;
  for (const PayerShare& row : rows) {
    if (row.category == category && row.lever == lever) {
      shares[static_cast<std::size_t>(row.payer)] += row.share;
      is_stated = true;
    }
  }
  return is_stated ? shares : this->shares(category);
}

scenarios::Read<PayerTable> read_payer_table(const scenarios::InputFile& file) {
  const std::string path = file.path.generic_string();
  scenarios::Read<PayerTable> read;
  ShareReader reader(path, read.problems);
  scenarios::CsvRows rows(file.text(), reader.noted());
  scenarios::CsvRow row;
  if (!rows.next(row)) {
    reader.noted().note({}, "the file is empty", std::string(shares_header));
    return read;
  }
  if (!scenarios::is_header(row, shares_header, "payer shares", reader.noted())) {
    return read;
  }
  while (rows.next(row)) {
    reader.read(row);
  }
  PayerTable table = reader.finish();
  scenarios::sort(read.problems);
  if (read.problems.empty()) {
    read.value = std::move(table);
  }
  return read;
}

} // namespace headwater::outputs
