// A results folder is written whole or not at all, and never over anything that is not one.
#include "outputs/files/results_folder.hpp"

#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace headwater::outputs {
namespace {

namespace fs = std::filesystem;

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using tests::TemporaryFolder;

const std::string a_manifest = R"({"program": "Headwater", "outputs": [{"path": "a.csv"}, {"path": "charts/b.svg"}]})";

/// Every file and folder inside, hidden ones too, relative and in order.
std::vector<std::string> inside(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    names.push_back(entry.path().lexically_relative(folder).generic_string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// What CannotWrite says, or nothing.
std::string refusal(const fs::path& folder) {
  try {
    const ResultsFolder results(folder);
  } catch (const CannotWrite& error) {
    return error.what();
  }
  return "";
}

/// Writes what the manifest above names.
void write_results(const fs::path& folder, const std::string& text) {
  ResultsFolder results(folder);
  results.write("a.csv", text);
  results.write("charts/b.svg", text);
  results.write("manifest.json", a_manifest);
  results.put_in_place();
}

TEST(ResultsFolder, IsThereWholeAndOnlyAtTheEnd) {
  const TemporaryFolder at;
  const fs::path folder = at.path() / "new" / "results";
  {
    ResultsFolder results(folder);
    results.write("a.csv", std::string("1\r\n\0", 4));
    results.write("charts/b.svg", "<svg/>");
    EXPECT_THAT(results.files(), ElementsAre("a.csv", "charts/b.svg"));
    EXPECT_EQ(text_of(results.at_present("a.csv")), std::string("1\r\n\0", 4));
    EXPECT_FALSE(fs::exists(folder));
    results.put_in_place();
  }
  EXPECT_THAT(inside(at.path()),
              ElementsAre("new", "new/results", "new/results/a.csv", "new/results/charts", "new/results/charts/b.svg"));
  EXPECT_EQ(text_of(folder / "a.csv"), std::string("1\r\n\0", 4));
}

TEST(ResultsFolder, LeavesNothingWhenItIsNotPutInPlace) {
  const TemporaryFolder at;
  {
    ResultsFolder results(at.path() / "results");
    results.write("a.csv", "1");
  }
  EXPECT_THAT(inside(at.path()), IsEmpty());
  EXPECT_THROW(
      {
        ResultsFolder results(at.path() / "results");
        results.write("a.csv", "1");
        throw std::runtime_error("the run failed");
      },
      std::runtime_error);
  EXPECT_THAT(inside(at.path()), IsEmpty());
}

TEST(ResultsFolder, TakesThePlaceOfEarlierResults) {
  const TemporaryFolder at;
  write_results(at.path() / "results", "old");
  {
    ResultsFolder results(at.path() / "results/"); // the same place
    results.write("a.csv", "new");
    EXPECT_EQ(text_of(at.path() / "results/a.csv"), "old") << "changed before all was written";
    results.put_in_place();
  }
  EXPECT_THAT(inside(at.path()), ElementsAre("results", "results/a.csv"));
  EXPECT_EQ(text_of(at.path() / "results/a.csv"), "new");
}

TEST(ResultsFolder, KeepsEarlierResultsWhenTheNewCannotBePutInPlace) {
  const TemporaryFolder at;
  write_results(at.path() / "results", "old");
  {
    ResultsFolder results(at.path() / "results");
    results.write("a.csv", "new");
    fs::remove_all(results.at_present("a.csv").parent_path()); // somebody tidies up while we write
    EXPECT_THROW(results.put_in_place(), CannotWrite);
  }
  EXPECT_THAT(inside(at.path()), ElementsAre("results", "results/a.csv", "results/charts", "results/charts/b.svg",
                                             "results/manifest.json"));
  EXPECT_EQ(text_of(at.path() / "results/a.csv"), "old");
}

TEST(ResultsFolder, AnEmptyFolderIsTaken) {
  const TemporaryFolder at;
  fs::create_directory(at.path() / "results");
  write_results(at.path() / "results", "new");
  EXPECT_EQ(text_of(at.path() / "results/a.csv"), "new");
}

TEST(ResultsFolder, AFileIsNotReplaced) {
  const TemporaryFolder at;
  at.write("results", "a letter");
  EXPECT_THAT(refusal(at.path() / "results"), HasSubstr("is a file"));
  EXPECT_EQ(text_of(at.path() / "results"), "a letter");
}

TEST(ResultsFolder, AFolderWithOtherFilesIsNotReplaced) {
  struct Case {
    const char* what;
    std::string manifest;
    std::string other;
  };
  const std::vector<Case> cases = {
      {"no manifest", "", "thesis.odt"},
      {"the manifest of another program", R"({"name": "an extension", "manifest_version": 3})", "thesis.odt"},
      {"a manifest that is not JSON", "hello", "thesis.odt"},
      {"a manifest of odd types", R"({"program": "Headwater", "outputs": [1, {"path": 2}, {}]})", "thesis.odt"},
      {"results with a file beside them", a_manifest, "thesis.odt"},
      {"results with a file inside a folder", a_manifest, "charts/thesis.odt"},
      {"results with a hidden file", a_manifest, ".thesis"},
  };
  for (const Case& c : cases) {
    const TemporaryFolder at;
    at.write("results/" + c.other, "years of work");
    if (!c.manifest.empty()) {
      at.write("results/manifest.json", c.manifest);
    }
    EXPECT_THAT(refusal(at.path() / "results"), HasSubstr("not the result of a run")) << c.what;
    EXPECT_EQ(text_of(at.path() / "results" / c.other), "years of work") << c.what;
  }
}

TEST(ResultsFolder, SaysWhichFileIsInTheWay) {
  const TemporaryFolder at;
  write_results(at.path() / "results", "old");
  at.write("results/notes for the board.txt", "mine");
  EXPECT_THAT(refusal(at.path() / "results"), HasSubstr("results holds notes for the board.txt"));
}

TEST(ResultsFolder, APlaceThatCannotBeWrittenIsRefused) {
  const TemporaryFolder at;
  at.write("file", "");
  EXPECT_THAT(refusal(at.path() / "file/results"), HasSubstr("cannot write"));
  EXPECT_THAT(refusal(at.path() / "file/deeper/results"), HasSubstr("cannot write"));
  EXPECT_THAT(inside(at.path()), ElementsAre("file"));
}

TEST(ResultsFolder, AFileThatCannotBeWrittenIsSaidByItsFinalName) {
  const TemporaryFolder at;
  ResultsFolder results(at.path() / "results");
  results.write("a", "1");
  try {
    results.write("a/b", "2"); // a is a file
    FAIL() << "written into a file";
  } catch (const CannotWrite& error) {
    EXPECT_THAT(error.what(), HasSubstr((at.path() / "results/a/b").string()));
  }
}

/// The number of a process that is over.
std::string dead_process() {
  const pid_t child = ::fork();
  if (child == 0) {
    ::_exit(0);
  }
  ::waitpid(child, nullptr, 0);
  return std::to_string(child);
}

TEST(ResultsFolder, WhatAKilledRunLeftIsClearedAway) {
  const TemporaryFolder at;
  const std::string dead = dead_process();
  const std::string other = ".results.partial-" + std::to_string(::getppid()); // still running
  at.write(".results.partial-" + dead + "/a.csv", "half");
  at.write(other + "/a.csv", "in work");
  at.write(".results.partial-notes/a.csv", "not ours");
  at.write(".other.partial-" + dead + "/a.csv", "of another folder");
  write_results(at.path() / "results", "new");
  EXPECT_FALSE(fs::exists(at.path() / (".results.partial-" + dead)));
  EXPECT_TRUE(fs::exists(at.path() / other / "a.csv"));
  EXPECT_TRUE(fs::exists(at.path() / ".results.partial-notes/a.csv"));
  EXPECT_TRUE(fs::exists(at.path() / (".other.partial-" + dead) / "a.csv"));
}

// In a container every run may have the same number.
TEST(ResultsFolder, WhatAKilledRunOfTheSameNumberLeftIsNotTakenOver) {
  const TemporaryFolder at;
  at.write(".results.partial-" + std::to_string(::getpid()) + "/charts/old.svg", "half");
  write_results(at.path() / "results", "new");
  EXPECT_THAT(inside(at.path()), ElementsAre("results", "results/a.csv", "results/charts", "results/charts/b.svg",
                                             "results/manifest.json"));
}

TEST(ResultsFolder, WhatAKilledRunHadMovedAwayComesBack) {
  const TemporaryFolder at;
  write_results(at.path() / "results", "old");
  fs::rename(at.path() / "results", at.path() / (".results.partial-" + dead_process() + "-earlier"));
  { const ResultsFolder results(at.path() / "results"); }
  EXPECT_EQ(text_of(at.path() / "results/a.csv"), "old");

  fs::copy(at.path() / "results", at.path() / (".results.partial-" + dead_process() + "-earlier"));
  write_results(at.path() / "results", "new");
  EXPECT_EQ(text_of(at.path() / "results/a.csv"), "new");
  EXPECT_THAT(inside(at.path()).size(), 5U) << testing::PrintToString(inside(at.path()));
}

class ResultsFolderSignal : public testing::TestWithParam<int> {};

// In a process of its own, as a request to stop is never taken back.
TEST_P(ResultsFolderSignal, StopsBetweenFilesAndLeavesNothing) {
  const TemporaryFolder at;
  const auto stop_while_writing = [&] {
    stop_politely();
    int code = 1;
    try {
      ResultsFolder results(at.path() / "results");
      results.write("a.csv", "1");
      std::raise(GetParam());
      try {
        results.write("b.csv", "2");
      } catch (const Interrupted&) {
        results.put_in_place();
      }
    } catch (const Interrupted&) {
      code = 7;
    }
    ::_exit(code);
  };
  EXPECT_EXIT(stop_while_writing(), testing::ExitedWithCode(7), "");
  EXPECT_THAT(inside(at.path()), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Signals, ResultsFolderSignal, testing::Values(SIGINT, SIGTERM),
                         [](const auto& number) { return number.param == SIGINT ? "Interrupt" : "Terminate"; });

} // namespace
} // namespace headwater::outputs
