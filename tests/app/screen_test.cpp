// Results go to stdout, messages to stderr; colour only where somebody sees it and wants it.
#include "tests/app/program.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace headwater::tests {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::vector<std::string> with(std::vector<std::string> arguments, const std::vector<std::string>& more) {
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

const char* const bold = "\x1b[1m";

TEST(Screen, ATerminalGetsColourAndStderrTheMessages) {
  NEEDS_A_TERMINAL();
  const TemporaryFolder at;
  const Ran ran = headwater(cheapest_run, {.folder = at.path(), .terminal = true});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr(std::string(bold) + "People"));
  EXPECT_THAT(ran.err, AllOf(StartsWith("running 1 scenario"), HasSubstr("\nResults are in r"), Not(HasSubstr("\x1b")),
                             Not(HasSubstr("\r"))));
}

TEST(Screen, NoColorIsHonoured) {
  NEEDS_A_TERMINAL();
  const TemporaryFolder at;
  const Ran ran = headwater(cheapest_run, {.folder = at.path(), .environment = {{"NO_COLOR", "1"}}, .terminal = true});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("People"), Not(HasSubstr("\x1b"))));
}

TEST(Screen, JsonIsAllThatStdoutHoldsAndQuietIsQuiet) {
  const TemporaryFolder at;
  const Ran ran = headwater(with(cheapest_run, {"--json", "--quiet", "--color", "always"}), {.folder = at.path()});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  const auto json = nlohmann::json::parse(ran.out);
  EXPECT_EQ(json["results"], "r");
  EXPECT_EQ(json["scenarios"][0]["id"], "continue-as-now");
  EXPECT_FALSE(json["summary"].empty());
}

TEST(Screen, ProblemsAreSaidEvenWhenQuiet) {
  const Ran ran = headwater({"run", "nowhere", "--quiet"});
  EXPECT_EQ(ran.code, 3);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr("nowhere:1:1: "));
}

} // namespace
} // namespace headwater::tests
