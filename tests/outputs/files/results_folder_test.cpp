// A results folder is written whole or not at all, and never over anything that is not one.
#include "outputs/files/results_folder.hpp"

#include "outputs/files/polite_stop.hpp"

#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <barrier>
#include <csignal>
#include <iostream>
#include <memory>
#include <thread>
#include <unistd.h>

namespace headwater::outputs {
namespace {

namespace fs = std::filesystem;

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
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

TEST(ResultsFolder, ALinkIsFollowedAndStaysOne) {
  const TemporaryFolder at;
  write_results(at.path() / "disk/board", "old");
  fs::create_directory_symlink("disk/board", at.path() / "results");
  fs::create_directory_symlink(at.path() / "results", at.path() / "link to a link");
  fs::create_directory_symlink("disk/new", at.path() / "to what is not there yet");
  for (const char* name : {"results", "link to a link/", "to what is not there yet"}) {
    write_results(at.path() / name, name);
    EXPECT_TRUE(fs::is_symlink(at.path() / fs::path(name + std::string("/")).parent_path())) << name;
    EXPECT_EQ(text_of(at.path() / name / "a.csv"), name);
  }
  EXPECT_EQ(text_of(at.path() / "disk/board/a.csv"), "link to a link/");
  EXPECT_EQ(text_of(at.path() / "disk/new/a.csv"), "to what is not there yet");

  fs::create_directory_symlink("round", at.path() / "round");
  EXPECT_THAT(refusal(at.path() / "round"), HasSubstr("cannot write"));
}

TEST(ResultsFolder, OfTwoRunsAtOnceOneWinsAndTheOtherSaysSo) {
  const TemporaryFolder at;
  write_results(at.path() / "results", "old");
  fs::create_directory_symlink("results", at.path() / "link");
  {
    ResultsFolder first(at.path() / "results");
    first.write("a.csv", "first");
    EXPECT_THAT(refusal(at.path() / "results"), HasSubstr("another run is writing"));
    EXPECT_THAT(refusal(at.path() / "link"), HasSubstr("another run is writing")) << "the same place";
    EXPECT_EQ(refusal(at.path() / "others"), "");
    first.put_in_place();
    EXPECT_THAT(refusal(at.path() / "results"), Not(HasSubstr("another run"))) << "the first is done";
  }
  EXPECT_EQ(text_of(at.path() / "results/a.csv"), "first");
}

TEST(ResultsFolder, OfManyRunsAtOnceOneWins) {
  constexpr std::size_t runs = 8;
  const TemporaryFolder at;
  std::vector<std::unique_ptr<ResultsFolder>> won(runs);
  std::barrier start(runs);
  std::barrier all_have_tried(runs);
  {
    std::vector<std::jthread> racing;
    for (std::size_t i = 0; i < runs; ++i) {
      racing.emplace_back([&, i] {
        start.arrive_and_wait();
        try {
          won[i] = std::make_unique<ResultsFolder>(at.path() / "results");
        } catch (const CannotWrite&) {
          won[i] = nullptr;
        }
        all_have_tried.arrive_and_wait();
      });
    }
  }
  EXPECT_EQ(std::count_if(won.begin(), won.end(), [](const auto& one) { return one != nullptr; }), 1);
}

TEST(ResultsFolder, WhatKilledRunsLeftIsClearedAway) {
  const TemporaryFolder at;
  const std::string before = ".results.headwater-partial/charts/old.svg";
  at.write(before, "half");
  at.write(".another.headwater-partial/a.csv", "of a run to another folder beside it");
  at.write(".mine.partial/a.csv", "not ours");
  ResultsFolder live(at.path() / "live");
  live.write("a.csv", "in work");
  write_results(at.path() / "results", "new");
  EXPECT_FALSE(fs::exists(at.path() / before));
  EXPECT_FALSE(fs::exists(at.path() / ".another.headwater-partial"));
  EXPECT_FALSE(fs::exists(at.path() / "results/charts/old.svg"));
  EXPECT_TRUE(fs::exists(at.path() / ".mine.partial/a.csv"));
  EXPECT_TRUE(fs::exists(live.at_present("a.csv")));
}

// Where folders cannot change places at a stroke, there is a moment with neither.
TEST(ResultsFolder, WhatAKilledRunHadMovedAwayComesBack) {
  const TemporaryFolder at;
  write_results(at.path() / "results", "old");
  fs::rename(at.path() / "results", at.path() / ".results.headwater-earlier");
  { const ResultsFolder other(at.path() / "other"); }
  EXPECT_EQ(text_of(at.path() / "results/a.csv"), "old");

  fs::copy(at.path() / "results", at.path() / ".results.headwater-earlier");
  write_results(at.path() / "results", "new");
  EXPECT_EQ(text_of(at.path() / "results/a.csv"), "new");
  EXPECT_THAT(inside(at.path()).size(), 5U) << testing::PrintToString(inside(at.path()));
}

TEST(ResultsFolder, WhatWasPutThereMeanwhileIsNotThrownAway) {
  const TemporaryFolder at;
  write_results(at.path() / "results", "old");
  ResultsFolder results(at.path() / "results");
  results.write("a.csv", "new");
  at.write("results/notes.txt", "years of work");
  EXPECT_THROW(results.put_in_place(), CannotWrite);
  EXPECT_EQ(text_of(at.path() / "results/notes.txt"), "years of work");
  EXPECT_EQ(text_of(at.path() / "results/a.csv"), "old");
}

// In a process of its own, as a process stands in one folder.
TEST(ResultsFolder, TheFolderOneStandsInIsNotTakenAway) {
  const TemporaryFolder at;
  const auto from_inside = [&] {
    fs::create_directories(at.path() / "results/deeper");
    fs::current_path(at.path() / "results/deeper");
    std::cerr << refusal(".") << "; " << refusal("..");
    ::_exit(0);
  };
  EXPECT_EXIT(from_inside(), testing::ExitedWithCode(0), "where you stand.*; .*where you stand");
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

INSTANTIATE_TEST_SUITE_P(Signals, ResultsFolderSignal, testing::Values(SIGINT, SIGTERM, SIGHUP),
                         [](const auto& number) {
                           return number.param == SIGINT    ? "Interrupt"
                                  : number.param == SIGTERM ? "Terminate"
                                                            : "HangUp";
                         });

TEST(ResultsFolderSignals, OnesThatWereIgnoredStillAre) {
  const auto as_nohup_does = [] {
    std::signal(SIGHUP, SIG_IGN);
    stop_politely();
    std::raise(SIGHUP);
    ::_exit(stop_requested() ? 1 : 0);
  };
  EXPECT_EXIT(as_nohup_does(), testing::ExitedWithCode(0), "");
}

} // namespace
} // namespace headwater::outputs
