// The states of an unfinished calibration: what is found there, and what becomes of what cannot be used.
#include "app/verbs/state_folder.hpp"

#include "outputs/files/results_folder.hpp"
#include "tests/app/program.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <sys/stat.h>

namespace headwater::tests {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// The states of one run, and what was said of them.
struct States {
  fs::path results;
  std::vector<std::string> said = {};
  app::StateFolder folder{results, "1a2b", [this](const std::string& what) { said.push_back(what); }};

  fs::path file(const std::string& name) const { return results.string() + ".unfinished/1a2b/" + name; }
};

TEST(StateFolder, TheFirstStateIsWrittenAtOnceAndTheNewestAtTheEnd) {
  const TemporaryFolder at;
  {
    States states{at.path() / "c"};
    states.folder.save("chain_1", "first");
    EXPECT_EQ(text_of(states.file("chain_1.state")), "first");
    states.folder.save("chain_1", "second");
    states.folder.save("chain_1", "third");
    EXPECT_EQ(text_of(states.file("chain_1.state")), "first") << "not more than once a minute";
  }
  States states{at.path() / "c"};
  EXPECT_EQ(states.folder.load("chain_1"), "third");
  EXPECT_EQ(states.folder.load("chain_2"), "");
  EXPECT_THAT(states.said, IsEmpty());
}

TEST(StateFolder, IsGoneWhereTheCalibrationIsFinished) {
  const TemporaryFolder at;
  {
    States states{at.path() / "c"};
    states.folder.save("chain_1", "first");
    states.folder.save("chain_1", "second");
    states.folder.remove();
  }
  EXPECT_THAT(inside(at.path(), true), IsEmpty());
}

TEST(StateFolder, WhatIsNoFileIsSetAsideAndNamed) {
  const TemporaryFolder at;
  States states{at.path() / "c"};
  fs::create_directories(states.file("folder.state/inside"));
  ASSERT_EQ(::mkfifo(states.file("pipe.state").c_str(), 0600), 0);
  fs::create_symlink("nowhere", states.file("link.state"));
  for (const std::string name : {"folder", "pipe", "link"}) {
    states.said.clear();
    EXPECT_EQ(states.folder.load(name), "");
    const std::string file = states.file(name + ".state").string();
    EXPECT_THAT(states.said, ElementsAre(testing::AllOf(HasSubstr(file + " cannot be gone on from: "),
                                                        HasSubstr("set aside as " + file + ".damaged"))));
    EXPECT_TRUE(fs::exists(fs::symlink_status(file + ".damaged")));
    states.folder.save(name, "new");
    EXPECT_EQ(states.folder.load(name), "new");
  }
  // A second one under the name takes the place of the first.
  states.folder.set_aside("folder", "the saved state is damaged");
  EXPECT_EQ(text_of(states.file("folder.state.damaged")), "new");
  EXPECT_EQ(states.folder.load("folder"), "");
}

TEST(StateFolder, SaysWhereItCannotWrite) {
  const TemporaryFolder at;
  at.write("c.unfinished", "a file in its place");
  States states{at.path() / "c"};
  EXPECT_EQ(states.folder.load("chain_1"), "");
  EXPECT_THAT([&] { states.folder.save("chain_1", "first"); },
              testing::ThrowsMessage<outputs::CannotWrite>(HasSubstr(states.file("chain_1.state").string())));
}

} // namespace
} // namespace headwater::tests
