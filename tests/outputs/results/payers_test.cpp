// Payer shares: the shipped table is whole, and every problem of another is named.
#include "outputs/results/payers.hpp"

#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

namespace headwater::outputs {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

/// The shipped table with one text put in place of another.
std::string shipped_with(std::string_view from, std::string_view to) {
  const std::filesystem::path path =
      std::filesystem::path(HEADWATER_SOURCE_DIR) / "outputs" / "data" / "payer_shares.csv";
  std::string text = scenarios::read_input(path).value.value().bytes;
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::vector<std::string> problems_of(const std::string& text) {
  std::vector<std::string> said;
  for (const scenarios::Problem& problem : read_payer_table({"shares.csv", text}).problems) {
    said.push_back(to_string(problem));
  }
  return said;
}

TEST(Payers, SharesOfEveryCategorySumToOne) {
  EXPECT_THAT(problems_of(shipped_with("category", "category")), IsEmpty());
  for (std::size_t i = 0; i < model::category_count; ++i) {
    double total = 0.0;
    for (const double share : tests::shipped_terms().basis.payers.shares(static_cast<model::Category>(i))) {
      total += share;
    }
    const bool memo = model::categories()[i].cost_class == model::CostClass::memo;
    EXPECT_DOUBLE_EQ(total, memo ? 0.0 : 1.0) << model::categories()[i].name;
  }
}

TEST(Payers, EveryProblemIsNamed) {
  EXPECT_THAT(problems_of(shipped_with("at_home,council,1.0", "at_hme,council,1.0")),
              Contains(HasSubstr("did you mean \"at_home\"")));
  EXPECT_THAT(problems_of(shipped_with("at_home,council,1.0", "at_hme,council,1.0")),
              Contains(HasSubstr("no row says who pays for at_home")));
  EXPECT_THAT(problems_of(shipped_with("at_home,council,1.0", "at_home,counsil,1.0")),
              Contains(HasSubstr("did you mean \"council\"")));
  EXPECT_THAT(problems_of(shipped_with("at_home,council,1.0", "at_home,council,0.9")),
              Contains(HasSubstr("the shares of at_home sum to 0.9")));
  EXPECT_THAT(problems_of(shipped_with("at_home,council,1.0", "at_home,council,1,0")),
              Contains(HasSubstr("the comma in \"1,0\" parts it into two fields; allowed: 1.0")));
  EXPECT_THAT(problems_of(shipped_with("at_home,council,1.0", "at_home,council,nan")),
              Contains(HasSubstr("\"nan\" is not a number; allowed: a number from 0 to 1")));
  EXPECT_THAT(problems_of(shipped_with("at_home,council,1.0,D", "at_home,council,1.0,E")),
              Contains(HasSubstr("\"E\" is not a grade")));
  EXPECT_THAT(problems_of(shipped_with("at_home,council,1.0,D,assumption", "at_home,council,1.0,D,")),
              Contains(HasSubstr("without a source")));
  EXPECT_THAT(problems_of(shipped_with("at_home,council", "at_home,household")),
              Contains(HasSubstr("households pay no public service")));
  EXPECT_THAT(problems_of(shipped_with("at_home,council,1.0", "ringfenced_memo,council,1.0")),
              Contains(HasSubstr("inside other categories")));
  EXPECT_THAT(problems_of(shipped_with("bc_earnings,household", "bc_earnings,nhs")),
              Contains(HasSubstr("only people bear the income they lose or gain")));
  EXPECT_THAT(problems_of(shipped_with("bc_tax,uk_government,0.6", "bc_tax,uk_government,0.5")),
              Contains(HasSubstr("the shares of bc_tax sum to 0.9")));
  EXPECT_THAT(problems_of(shipped_with("adult_services/recovery", "adult_services/recovry")),
              Contains(HasSubstr("did you mean \"recovery\"")));
  EXPECT_THAT(problems_of(shipped_with("adult_services/recovery,nhs,1.0", "adult_services/recovery,nhs,0.8")),
              Contains(HasSubstr("the shares of adult_services/recovery sum to 0.8")));
  EXPECT_THAT(problems_of(shipped_with("adult_services/recovery,nhs,1.0", "adult_services,nhs,1.0")),
              Contains(HasSubstr("adult_services is stated by lever and as a whole")));
  EXPECT_THAT(problems_of(shipped_with("kinship,council", "kinship/recovery,council")),
              Contains(HasSubstr("is not a lever with payers of its own in kinship")));
  EXPECT_THAT(problems_of("payer,share\n"), Contains(HasSubstr("shares.csv:1:1")));
}

} // namespace
} // namespace headwater::outputs
