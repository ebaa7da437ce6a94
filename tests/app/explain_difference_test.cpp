// explain-difference: what it says adds up, and is what the two runs differ by.
#include "tests/app/program.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace headwater::tests {
namespace {

using testing::HasSubstr;
using Json = nlohmann::json;

TEST(ExplainDifference, AddsUpToTheDifference) {
  const Ran ran = headwater({"explain-difference", "continue-as-now", "invest-to-save-loan", "--of",
                             "looked_after,cost_care_system", "--at", "2035-36", "--json"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Json json = Json::parse(ran.out);
  EXPECT_EQ(json["method"], "exact");
  ASSERT_EQ(json["outputs"].size(), 2U);
  for (const Json& output : json["outputs"]) {
    const double total = output["total"];
    double sum = 0.0;
    for (const Json& share : output["shares"]) {
      sum += share["share"].get<double>();
    }
    EXPECT_NE(total, 0.0);
    EXPECT_NEAR(sum, total, 1e-9 * std::abs(total)) << output["quantity"];
  }
}

TEST(ExplainDifference, GivesTheSameOnAnyNumberOfThreads) {
  const std::vector<std::string> call{
      "explain-difference", "continue-as-now", "keep-the-promise", "--pairs", "2", "--csv"};
  std::vector<std::string> alone = call;
  alone.insert(alone.end(), {"--threads", "1"});
  const Ran ran = headwater(call);
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("decision_practice"));
  EXPECT_EQ(ran.out, headwater(alone).out);
}

TEST(ExplainDifference, OfAPlanAndItselfIsRefused) {
  const Ran ran = headwater({"explain-difference", "cuts", "cuts"});
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("asked for twice"));
}

} // namespace
} // namespace headwater::tests
