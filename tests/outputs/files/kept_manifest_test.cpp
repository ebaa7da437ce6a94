// In what two runs differ, by the manifests that they left.
#include "outputs/files/kept_manifest.hpp"

#include <gmock/gmock.h>

namespace headwater::outputs {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Manifest a_run() {
  return {.version = "1.0.0",
          .commit = "abc",
          .settings = {{"scenarios", {"plan"}, false}, {"seed", 1, true}, {"horizon", 2086, true}},
          .scenarios = {"plan"},
          .inputs = {{"plan.toml", "11"}, {"deflator.csv", "22"}},
          .outputs = {{"annual.csv", "33"}},
          .cautions = {}};
}

std::vector<std::string> between(const Manifest& from, const Manifest& to) {
  std::vector<std::string> found;
  for (const ManifestDifference& one : differences(KeptManifest(from), KeptManifest(to))) {
    found.push_back(one.name + ": " + one.from_in_words() + " > " + one.to_in_words());
  }
  return found;
}

TEST(KeptManifest, OfTheSameRunDiffersInNothing) {
  Manifest again = a_run();
  again.outputs.clear();
  again.cautions = {"a word"};
  EXPECT_THAT(between(a_run(), again), IsEmpty());
}

TEST(KeptManifest, TellsEverySettingAndInputThatDiffersFromEitherSide) {
  Manifest other = a_run();
  other.version = "1.1.0";
  other.commit = "def";
  other.scenarios = {"plan", "cuts"};
  other.settings = {{"scenarios", {"plan", "cuts"}, false}, {"seed", 2, false}, {"draws", 64, false}};
  other.inputs = {{"plan.toml", "44"}, {"cuts.toml", "55"}};
  EXPECT_THAT(between(a_run(), other),
              ElementsAre(": [\"plan\"] > [\"plan\",\"cuts\"]", "seed: 1 > 2", "draws: none > 64",
                          "horizon: 2086 > none", "plan.toml: \"11\" > \"44\"", "deflator.csv: \"22\" > none",
                          "cuts.toml: none > \"55\"", ": \"1.0.0\" > \"1.1.0\"", ": \"abc\" > \"def\""));
  EXPECT_EQ(between(a_run(), other).size(), between(other, a_run()).size());
}

} // namespace
} // namespace headwater::outputs
