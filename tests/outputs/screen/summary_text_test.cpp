// What a planner reads on the terminal: people before money, every scenario beside its baseline.
#include "outputs/screen/summary_text.hpp"

#include "outputs/appraisal/appraisal.hpp"

#include "outputs/appraisal/net_position.hpp"
#include "outputs/charts/number_text.hpp"
#include "outputs/results/quantities.hpp"
#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <sstream>

namespace headwater::outputs {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// A heading, its lines joined, and the indented lines under it.
struct Block {
  std::string heading;
  std::vector<std::string> lines;
};

std::vector<Block> blocks_of(const std::string& text) {
  std::vector<Block> blocks;
  std::istringstream in(text);
  std::string line;
  while (std::getline(in, line)) {
    if (!line.empty() && line[0] != ' ' && !blocks.empty() && blocks.back().lines.empty()) {
      blocks.back().heading += " " + line;
    } else if (!line.empty() && line[0] != ' ') {
      blocks.push_back({line, {}});
    } else if (!line.empty() && !blocks.empty()) {
      blocks.back().lines.push_back(line);
    }
  }
  return blocks;
}

/// The numbers behind a name.
std::vector<std::string> cells(const Block& block, const std::string& name) {
  for (const std::string& line : block.lines) {
    if (line.find("  " + name + "  ") == 0) {
      std::istringstream in(line.substr(name.size() + 2));
      return {std::istream_iterator<std::string>(in), {}};
    }
  }
  return {};
}

std::string difference(double by, int decimals) {
  const std::string text = readable_number(by, decimals);
  return by > 0.0 && text != readable_number(0.0, decimals) ? "+" + text : text;
}

TEST(SummaryText, SpeaksOfPeopleBeforeMoney) {
  std::vector<std::string> headings;
  for (const Block& block : blocks_of(summary_text(tests::booklet_of({"cuts"}), false))) {
    headings.push_back(block.heading);
  }
  const auto people = [](const char* day, const char* year) {
    return AllOf(StartsWith("People, Scotland, 31 July " + std::string(day)), HasSubstr(year));
  };
  EXPECT_THAT(headings,
              ElementsAre(people("2030", "2030-31"), people("2040", "2040-41"),
                          StartsWith("What the public purse pays in 2030-31, £ million, real 2024-25 prices"),
                          StartsWith("What the public purse pays in 2040-41, £ million, real 2024-25 prices"),
                          AllOf(StartsWith("Net position of the public purse"), HasSubstr("real 2024-25 prices")),
                          AllOf(StartsWith("The same as a net present value"), HasSubstr("Robust: the same")),
                          AllOf(StartsWith("Of that net present value"), HasSubstr("beyond care (not added)")),
                          StartsWith("Cuts. Rule, not price: budget growth is charged to nobody")));
}

TEST(SummaryText, ShowsEveryScenarioInEveryBlock) {
  const Booklet booklet = tests::booklet_of(tests::shipped_ids());
  for (const Block& block : blocks_of(summary_text(booklet, false))) {
    for (const ScenarioRun& run : booklet.runs) {
      if (block.heading.find("Rule, not price") != std::string::npos ||
          block.heading.find("Paid by") != std::string::npos) {
        continue; // of one scenario
      }
      const bool compares = block.heading.starts_with("Net p") || block.heading.starts_with("The same as") ||
                            block.heading.starts_with("Of that");
      const bool expected = &run != &booklet.runs.front() || !compares;
      EXPECT_EQ(!cells(block, run.name).empty(), expected) << run.name << " under " << block.heading;
    }
  }
}

TEST(SummaryText, ShowsABaselineAsItIsAndOthersAsTheirDifference) {
  const Booklet booklet = tests::booklet_of({"keep-the-promise"}, {.price_base = PriceBase::nominal});
  const std::vector<Block> blocks = blocks_of(summary_text(booklet, false));
  const auto read = [&](std::size_t run, const char* quantity, int year) {
    return find_quantity(quantity)->value(YearView(booklet.runs[run].record, {year}));
  };
  std::vector<std::string> as_now;
  std::vector<std::string> by_plan;
  for (const char* quantity : {"looked_after", "looked_after_away", "families_waiting", "families_supported",
                               "harm_at_home", "harm_from_separation"}) {
    as_now.push_back(readable_number(read(0, quantity, 2040), 0));
    by_plan.push_back(difference(read(1, quantity, 2040) - read(0, quantity, 2040), 0));
  }
  EXPECT_EQ(cells(blocks.at(1), "Continue as now"), as_now);
  EXPECT_EQ(cells(blocks.at(1), "Keep the Promise"), by_plan);

  // care is shown without aftercare, which has a column of its own
  const auto millions = [&](std::size_t run, const char* quantity) {
    return booklet.runs.prices.pounds(read(run, quantity, 2040), {2040}) / 1e6;
  };
  const auto care = [&](std::size_t run) {
    return millions(run, "cost_care_system") - millions(run, "cost_aftercare");
  };
  EXPECT_EQ(cells(blocks.at(3), "Continue as now").at(1), readable_number(millions(0, "cost_aftercare"), 0));
  EXPECT_EQ(cells(blocks.at(3), "Continue as now").at(2), readable_number(care(0), 0));
  EXPECT_EQ(cells(blocks.at(3), "Keep the Promise").at(2), difference(care(1) - care(0), 0));
  EXPECT_EQ(cells(blocks.at(3), "Keep the Promise").at(3),
            difference(millions(1, "cost_failure_demand") - millions(0, "cost_failure_demand"), 0));
}

TEST(SummaryText, SaysWhenMoneyComesBackAndHowDeepItGoes) {
  const Booklet booklet = tests::booklet_of({"intensive-only"});
  const NetPosition position =
      net_position(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices, booklet.runs.basis);
  const FundingGap gap = peak_funding_gap(position);
  const std::vector<Block> blocks = blocks_of(summary_text(booklet, false));
  const std::vector<std::string> shown = cells(blocks.at(4), "Intensive support only");
  const std::vector<std::string> worth = cells(blocks.at(5), "Intensive support only");
  ASSERT_EQ(pays_back(position), std::nullopt) << "not within 20 years";
  const CashFlows flows = cash_flows(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices, booklet.runs.basis,
                                     Perspective::public_purse);
  const double ratio =
      *find_measure(measures(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices, flows), "bcr")->value;
  const auto change = [&](const char* quantity) {
    const Quantity& row = *find_quantity(quantity);
    return difference(
        row.value(YearView(booklet.runs[1].record, {2040})) - row.value(YearView(booklet.runs[0].record, {2040})), 0);
  };
  EXPECT_THAT(shown, ElementsAre(change("looked_after"), change("harm_at_home"), change("harm_from_separation"),
                                 difference(position.yearly[4] / 1e6, 0), difference(position.yearly[14] / 1e6, 0),
                                 difference(position.cumulative.back() / 1e6, 0), readable_number(gap.gbp / 1e6, 0),
                                 "(" + gap.year.label() + ")"));
  EXPECT_THAT(worth, ElementsAre(change("looked_after"), change("harm_at_home"), change("harm_from_separation"),
                                 difference(npv(flows) / 1e6, 0), readable_number(ratio, 2), "not", "by", "then", "–"))
      << "20 years do not say whether it is robust";
}

// Plans, cuts and shocks stand apart, and a row with money says what becomes of children.
TEST(SummaryText, ShowsPlansCutsAndShocksApart) {
  const Booklet booklet = tests::booklet_of({"cuts", "keep-the-promise", "poverty-rise"});
  for (const Block& block : blocks_of(summary_text(booklet, false))) {
    if (block.heading.find("Paid by") != std::string::npos || block.heading.find("Rule, not") != std::string::npos) {
      continue;
    }
    std::vector<std::string> order;
    for (const std::string& line : block.lines) {
      for (const char* name : {"Plans", "Keep the Promise", "Cuts", "Shocks", "Poverty rises"}) {
        if (line.starts_with("  " + std::string(name))) {
          order.emplace_back(name);
        }
      }
    }
    EXPECT_THAT(order, ElementsAre("Plans", "Keep the Promise", "Cuts", "Cuts", "Shocks", "Poverty rises"))
        << block.heading;
  }
  EXPECT_THAT(summary_text(tests::booklet_of({"keep-the-promise"}), false), Not(HasSubstr("  Plans\n")));
  const std::vector<Block> blocks = blocks_of(summary_text(booklet, false));
  EXPECT_EQ(cells(blocks.at(5), "Cuts").at(5), "–") << "the cut invests nothing, so nothing is paid back";
}

TEST(SummaryText, ComparesEachScenarioWithItsOwnBaseline) {
  Booklet booklet = tests::booklet_of({"cuts", "poverty-rise"});
  booklet.runs.all[1].baseline = 1; // Cuts as it is
  booklet.runs.all[2].baseline = 1;
  const Block people = blocks_of(summary_text(booklet, false)).at(0);
  const auto looked_after = [&](std::size_t run) {
    return find_quantity("looked_after")->value(YearView(booklet.runs[run].record, {2030}));
  };
  EXPECT_EQ(cells(people, booklet.runs[1].name).at(0), readable_number(looked_after(1), 0));
  EXPECT_EQ(cells(people, booklet.runs[2].name).at(0), difference(looked_after(2) - looked_after(1), 0));
}

TEST(SummaryText, SpeaksOfPeopleHoweverShortTheRun) {
  for (const int horizon : {2027, 2029, 2030, 2031, 2040, 2041}) {
    const std::string text = summary_text(tests::booklet_of({"cuts"}, {.horizon = horizon}), false);
    EXPECT_THAT(text, StartsWith("People")) << horizon;
    EXPECT_THAT(text, HasSubstr("\nWhat the public purse pays in")) << horizon;
    EXPECT_THAT(text, HasSubstr("\nNet position")) << horizon;
  }
}

TEST(SummaryText, OfACouncilKeepsADecimalOfMoney) {
  const Booklet booklet = tests::booklet_of({"keep-the-promise"}, {.area = "Moray"});
  const Block cost = blocks_of(summary_text(booklet, false)).at(2);
  EXPECT_THAT(cells(cost, "Continue as now"), Not(Contains(Not(testing::MatchesRegex("[0-9,]+\\.[0-9]")))));
}

TEST(SummaryText, ABaselineAloneHasNoNetPosition) {
  EXPECT_THAT(summary_text(tests::booklet_of({}), false), Not(HasSubstr("Net position")));
}

TEST(SummaryText, IsPlainUnlessColourIsAskedFor) {
  const Booklet booklet = tests::booklet_of({}, {.horizon = 2030});
  const std::string plain = summary_text(booklet, false);
  std::string coloured = summary_text(booklet, true);
  EXPECT_THAT(plain, Not(HasSubstr("\x1b")));
  EXPECT_THAT(coloured, HasSubstr("\x1b[1mPeople"));
  for (const std::string code : {"\x1b[1m", "\x1b[0m"}) {
    for (std::size_t at = coloured.find(code); at != std::string::npos; at = coloured.find(code)) {
      coloured.erase(at, code.size());
    }
  }
  EXPECT_EQ(coloured, plain);
}

TEST(SummaryJson, HoldsTheSameNumbers) {
  const Booklet booklet = tests::booklet_of({"keep-the-promise"}, {.horizon = 2032});
  const nlohmann::ordered_json json = summary_json(booklet);
  EXPECT_EQ(json["area"], "Scotland");
  EXPECT_EQ(json["horizon"], 2032);
  EXPECT_EQ(json["price_base"], "2024-25");
  EXPECT_EQ(json["run_code"], "c0de1234");
  EXPECT_EQ(json["scenarios"][1]["id"], "keep-the-promise");
  EXPECT_EQ(json["scenarios"][1]["baseline"], "continue-as-now");
  const double wanted = find_quantity("looked_after")->value(YearView(booklet.runs[1].record, {2030}));
  int found = 0;
  for (const auto& row : json["summary"]) {
    EXPECT_TRUE(row["value"].is_number() || row["unit"] == "fiscal year" || row.contains("why_no_value")) << row;
    if (row["scenario"] == "keep-the-promise" && row["quantity"] == "looked_after" && row["at"] == "2030-07-31") {
      EXPECT_EQ(row["value"], wanted);
      ++found;
    }
  }
  EXPECT_EQ(found, 1);
}

TEST(SummaryText, SaysWhatTheDrawsSayAndWhichBrokeDown) {
  const Booklet booklet =
      tests::with_draws(tests::booklet_of({"keep-the-promise", "invest-to-save-loan"}), 1000.0, 1e5);
  const std::string text = summary_text(booklet, false);
  ASSERT_TRUE(text.starts_with("Draws: ")) << "what the draws say stands first";
  const std::size_t end = text.find("What follows are central values");
  ASSERT_LT(end, text.find("People, "));
  const std::string draws = text.substr(0, end);
  EXPECT_THAT(draws, HasSubstr("1000 draws of 100 parameters"));
  EXPECT_THAT(draws, HasSubstr("not probabilities of the world"));
  EXPECT_THAT(draws, HasSubstr("2 of 1000 draws broke down"));
  EXPECT_THAT(draws, HasSubstr("draw 17 ("));
  EXPECT_THAT(draws, HasSubstr("\u221280 to +280"));
  EXPECT_THAT(draws, HasSubstr("71%"));
  std::istringstream lines(draws);
  for (std::string line; std::getline(lines, line);) {
    const auto characters = std::count_if(line.begin(), line.end(),
                                          [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    EXPECT_LE(characters, 100) << line;
  }
  const auto json = summary_json(booklet);
  EXPECT_EQ(json["draws"]["used"], 998);
  EXPECT_THAT(json["draws"]["failures"].get<std::string>(), HasSubstr("broke down"));
  EXPECT_EQ(json["draws"]["plans"][0]["p_break_even_by_2046"], 0.71);
  EXPECT_EQ(json["draws"]["plans"][0]["npv"][0]["horizon"], "2045-46");
  EXPECT_FALSE(summary_json(tests::booklet_of({"cuts"})).contains("draws"));
}

} // namespace
} // namespace headwater::outputs
