// A loan by contract: textbook schedules, identities of every loan, and what is refused.
#include "scenarios/loan.hpp"
#include "scenarios/put_up.hpp"
#include "scenarios/scenario.hpp"
#include "scenarios/scenario_text.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace headwater::scenarios {
namespace {

using testing::ElementsAre;

constexpr model::FiscalYear year_before{2026};
constexpr model::FiscalYear first_instalment{2027};

LoanTerms over(int years, double interest, Repayment repayment = Repayment::level_instalments) {
  return {{first_instalment.first + years - 1}, interest, repayment};
}

/// Of 5,000 at 9% over five years, the schedule of S. Ross, R. Westerfield and B. Jordan, Fundamentals of Corporate
/// Finance, chapter 6, amortised loans: 1,285.46 a year.
TEST(Loan, LevelInstalmentsAreThoseOfATextbook) {
  const std::vector<LoanYear> years = amortised({{year_before, 5000.0}}, first_instalment, over(5, 0.09));
  ASSERT_EQ(years.size(), 6U);
  const double interest[] = {450.00, 374.81, 292.85, 203.51, 106.14};
  const double repaid[] = {835.46, 910.65, 992.61, 1081.95, 1179.32};
  const double owed[] = {4164.54, 3253.88, 2261.27, 1179.32, 0.0};
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_NEAR(years[i + 1].interest, interest[i], 0.011) << i;
    EXPECT_NEAR(years[i + 1].repaid, repaid[i], 0.011) << i;
    EXPECT_NEAR(years[i + 1].owed, owed[i], 0.011) << i;
    EXPECT_NEAR(years[i + 1].repaid + years[i + 1].interest, 1285.46, 0.005) << i;
  }
}

/// The same loan in equal parts: 1,000 a year and 9% of what is left.
TEST(Loan, EqualPrincipalIsThatOfATextbook) {
  const std::vector<LoanYear> years =
      amortised({{year_before, 5000.0}}, first_instalment, over(5, 0.09, Repayment::equal_principal));
  ASSERT_EQ(years.size(), 6U);
  const double interest[] = {450.0, 360.0, 270.0, 180.0, 90.0};
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_NEAR(years[i + 1].repaid, 1000.0, 1e-9) << i;
    EXPECT_NEAR(years[i + 1].interest, interest[i], 1e-9) << i;
  }
}

/// Whatever its terms: drawn as stated, repaid is what was drawn, exactly 0 owed at the end, and at the rate of the loan the
/// draws are worth what is paid for them.
TEST(Loan, IsRepaidWhole) {
  const std::vector<ScheduledYear> drawn{{{2024}, 3.0}, {{2025}, 0.0}, {{2026}, 5.5}};
  for (const Repayment repayment : {Repayment::level_instalments, Repayment::equal_principal}) {
    for (const double rate : {0.0, 0.001, 0.05, 0.25}) {
      for (const int years : {1, 2, 8, 59}) {
        double owed = 0.0;
        double out = 0.0;
        double back = 0.0;
        double worth = 0.0;
        double factor = 1.0;
        const std::vector<LoanYear> schedule = amortised(drawn, first_instalment, over(years, rate, repayment));
        EXPECT_EQ(schedule.size(), 3U + static_cast<std::size_t>(years));
        for (const LoanYear& year : schedule) {
          EXPECT_DOUBLE_EQ(year.interest, rate * owed);
          owed += year.drawn - year.repaid;
          EXPECT_DOUBLE_EQ(year.owed, owed);
          EXPECT_TRUE(year.year < first_instalment ? year.repaid == 0.0 : year.drawn == 0.0);
          out += year.drawn;
          back += year.repaid;
          worth += factor * (year.drawn - year.repaid - year.interest);
          factor /= 1.0 + rate;
        }
        EXPECT_EQ(out, 8.5);
        EXPECT_NEAR(back, 8.5, 1e-12);
        EXPECT_EQ(schedule.back().owed, 0.0);
        EXPECT_NEAR(worth, 0.0, 1e-11);
        if (repayment == Repayment::level_instalments) {
          EXPECT_NEAR(schedule.back().repaid + schedule.back().interest, schedule[3].repaid + schedule[3].interest,
                      1e-8);
        }
      }
    }
  }
}

class LoanFile : public testing::Test {
protected:
  Read<Scenario> read(const std::string& rest) const {
    return read_scenario(folder_.write("s.toml", "name = \"x\"\n[[lever]]\nname = \"bridging_loan\"\n" + rest),
                         folder_.path());
  }
  std::vector<std::string> problems(const std::string& rest) const {
    std::vector<std::string> lines;
    for (const Problem& problem : read(rest).problems) {
      lines.push_back(std::to_string(problem.line) + ":" + std::to_string(problem.column) + ": " + problem.what +
                      (problem.nearest.empty() ? "" : " -> " + problem.nearest));
    }
    return lines;
  }
  tests::TemporaryFolder folder_;
};

const std::string drawn_three_years = "start = \"2027-28\"\namount = 1.5\nuntil = \"2030-31\"\n";
const std::string contract = drawn_three_years + "repay_by = \"2037-38\"\ninterest = 0.05\n";

TEST_F(LoanFile, IsDrawnByExactlyTheAmountOfEachYear) {
  const Read<Scenario> found = read(contract + "repayment = \"equal_principal\"\n");
  ASSERT_TRUE(found.value) << testing::PrintToString(problems(contract));
  ASSERT_TRUE(found.value->loan);
  const Loan expected{
      {{2037}, 0.05, Repayment::equal_principal}, {2030}, {{{2027}, 1.5}, {{2028}, 1.5}, {{2029}, 1.5}}};
  EXPECT_EQ(*found.value->loan, expected);
  // it is spent as drawn, on intensive support, by the council, and the loan of the equations is not drawn
  EXPECT_EQ(found.value->plan.loan_end, model::never);
  ASSERT_EQ(found.value->payers.size(), found.value->plan.steps.size());
  for (model::FiscalYear year{2026}; year.first <= 2030; ++year.first) {
    double spent = 0.0;
    for (std::size_t i = 0; i < found.value->plan.steps.size(); ++i) {
      EXPECT_EQ(model::levers()[found.value->plan.steps[i].lever].name, "intensive_support");
      EXPECT_EQ(found.value->payers[i], all_by(Payer::council));
      spent += put_up(found.value->plan.steps[i], year);
    }
    EXPECT_NEAR(spent * model::user_prices, year.first >= 2027 && year.first < 2030 ? 1.5 : 0.0, 1e-12) << year.label();
  }
}

TEST_F(LoanFile, StepsOfOneContractAdd) {
  const Read<Scenario> found =
      read(contract + "[[lever]]\nname = \"bridging_loan\"\nstart = \"2029-30\"\namount = 2\n" +
           "until = \"2030-31\"\nrepay_by = \"2037-38\"\ninterest = 0.05\n");
  ASSERT_TRUE(found.value);
  EXPECT_THAT(found.value->loan->drawn,
              ElementsAre(ScheduledYear{{2027}, 1.5}, ScheduledYear{{2028}, 1.5}, ScheduledYear{{2029}, 3.5}));
}

TEST_F(LoanFile, IsWrittenAsItIsRead) {
  const Read<Scenario> found = read(contract + "repayment = \"equal_principal\"\n");
  ASSERT_TRUE(found.value);
  const std::vector<TextFile> files = scenario_files(*found.value, nullptr);
  ASSERT_EQ(files.size(), 1U);
  const Read<Scenario> again = read_scenario(folder_.write("again.toml", files.front().text), folder_.path());
  ASSERT_TRUE(again.value) << files.front().text;
  EXPECT_EQ(*again.value->loan, *found.value->loan);
}

TEST_F(LoanFile, BadTermsAreRefused) {
  EXPECT_THAT(problems(drawn_three_years + "repay_by = \"2029-30\"\ninterest = 0.05\n"),
              ElementsAre("7:12: the loan is repaid before it is drawn"));
  EXPECT_THAT(problems(drawn_three_years + "repay_by = \"2037-38\"\n"),
              ElementsAre("2:1: the loan does not say at what rate"));
  EXPECT_THAT(problems(drawn_three_years + "interest = 0.05\n"),
              ElementsAre("7:12: the loan has \"interest\" and no date by which it is repaid"));
  EXPECT_THAT(problems(contract + "repayment = \"level_instalment\"\n"),
              ElementsAre("9:13: \"level_instalment\" is not a way to repay a loan -> level_instalments"));
  EXPECT_THAT(problems(contract + "ramp = 2\n"),
              ElementsAre("9:8: a loan with \"repay_by\" is drawn by exactly the amount of each year"));
  EXPECT_THAT(problems(drawn_three_years + "repay_by = \"2037-38\"\ninterest = 4.5\n"), testing::SizeIs(1));
  EXPECT_THAT(
      problems("start = \"2027-28\"\namount = -1\nuntil = \"2030-31\"\nrepay_by = \"2037-38\"\ninterest = 0.05\n"),
      testing::Contains("5:10: a loan is drawn by more than 0, and this is -1"));
  EXPECT_THAT(problems(contract + "[[lever]]\nname = \"bridging_loan\"\n" + drawn_three_years +
                       "repay_by = \"2037-38\"\ninterest = 0.06\n"),
              ElementsAre("12:10: the loan has other terms here than before"));
  folder_.write("late.csv", "fiscal_year,gbp_million\n2027-28,1\n2028-29,1\n");
  EXPECT_THAT(problems("schedule = \"late.csv\"\nuntil = \"2028-29\"\nrepay_by = \"2037-38\"\ninterest = 0.05\n"),
              ElementsAre("4:12: the loan is drawn in 2028-29 and its first instalment is due in 2028-29"));
}

} // namespace
} // namespace headwater::scenarios
