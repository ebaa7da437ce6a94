// The plan that finance pages are about: one that invests, before cuts and what is met by a shock.
#include "outputs/booklet/findings.hpp"

#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

namespace headwater::outputs {
namespace {

std::string leads(const std::vector<std::string>& ids) {
  const Booklet booklet = tests::booklet_of(ids, {.horizon = 2032});
  return booklet.runs[booklet.findings.leading.value()].id;
}

TEST(LeadingPlan, OfAllShippedIsKeepThePromise) { EXPECT_EQ(leads(tests::shipped_ids()), "keep-the-promise"); }

TEST(LeadingPlan, InvestsWhereOneDoes) {
  EXPECT_EQ(leads({"reform-pause", "kinship-first"}), "kinship-first") << "a pause changes more";
  EXPECT_EQ(leads({"poverty-rise", "cuts", "recovery-and-home"}), "recovery-and-home");
  EXPECT_EQ(leads({"time-limited-support", "kinship-first"}), "kinship-first");
}

TEST(LeadingPlan, IsAnotherWhereNoneInvests) {
  EXPECT_EQ(leads({"reform-pause"}), "reform-pause");
  EXPECT_EQ(leads({"poverty-rise"}), "poverty-rise");
}

TEST(LeadingPlan, ThereIsNoneOfABaseline) { EXPECT_FALSE(tests::booklet_of({}).findings.leading); }

} // namespace
} // namespace headwater::outputs
