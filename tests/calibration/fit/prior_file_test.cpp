#include "calibration/fit/prior_file.hpp"

#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace headwater::calibration {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* header_line = "parameter,distribution,centre,low,high,least,most,note\n";

scenarios::Read<Priors> priors_of(const std::string& text) {
  const headwater::tests::TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "priors.csv";
  std::ofstream(file) << text;
  return read_priors(file);
}

TEST(PriorFile, OfTheProjectHoldsEveryFittedParameter) {
  const auto read = read_priors(std::filesystem::path(HEADWATER_SOURCE_DIR) / "calibration" / "data" / "priors.csv");
  ASSERT_TRUE(read.value);
  std::vector<std::size_t> fitted;
  for (const FittedParameter& one : read.value->fitted) {
    fitted.push_back(one.parameter);
  }
  std::vector<std::size_t> expected;
  for (std::size_t i = 0; i < model::parameter_count; ++i) {
    if (model::is_fitted(model::parameters()[i])) {
      expected.push_back(i);
    }
  }
  EXPECT_EQ(fitted, expected);
}

TEST(PriorFile, SaysEverythingThatIsWrongAtOnce) {
  const auto read = priors_of(std::string(header_line) + "crisis_hazard_awy,normal,1,0,2,,,\n"
                                                         "kinship_order,triangular,0.1,0.05,0.2,,,\n"
                                                         "kinship_order,lognormal,0.1,-0.05,0.2,,,\n"
                                                         "kinship_order,lognormal,0.1,0.05,0.2,0.15,,\n"
                                                         "return_scale,lognormal,0.7,0.3,x,,,\n"
                                                         "return_scale,lognormal,0.7\n");
  EXPECT_FALSE(read.value);
  std::vector<std::string> said;
  for (const scenarios::Problem& problem : read.problems) {
    said.push_back(to_string(problem));
  }
  EXPECT_THAT(said, ElementsAre(HasSubstr("priors.csv:2:1: parameter: \"crisis_hazard_awy\" is not a parameter"),
                                HasSubstr("priors.csv:3:15: distribution: \"triangular\""),
                                HasSubstr("priors.csv:4:25: centre: \"0.1\" does not lie between -0.05 and 0.2"),
                                HasSubstr("priors.csv:5:25: centre: \"0.1\" does not lie between least and most"),
                                HasSubstr("priors.csv:6:32: high: \"x\" is not a number"),
                                HasSubstr("priors.csv:7:1: the row has 3 fields, not 8")));
  EXPECT_THAT(said.front(), HasSubstr("did you mean \"crisis_hazard_away\"?"));
}

TEST(PriorFile, RefusesASecondRowAndNone) {
  const auto twice = priors_of(std::string(header_line) + "kinship_order,lognormal,0.1,0.05,0.2,,,\n"
                                                          "kinship_order,lognormal,0.1,0.05,0.2,,,\n");
  ASSERT_EQ(twice.problems.size(), 1U);
  EXPECT_THAT(to_string(twice.problems[0]), HasSubstr(":3:1: parameter: \"kinship_order\" has a prior already"));
  EXPECT_EQ(priors_of(header_line).problems.size(), 1U);
  EXPECT_EQ(priors_of("a,b\n").problems.size(), 1U);
}

} // namespace
} // namespace headwater::calibration
