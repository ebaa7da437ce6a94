#include "calibration/known/area.hpp"
#include "calibration/known/published_drivers.hpp"
#include "calibration/known/published_series.hpp"
#include "model/solve/trajectory.hpp"

#include "tests/scenarios/temporary_folder.hpp"

#include <algorithm>
#include <fstream>
#include <gmock/gmock.h>
#include <regex>
#include <sstream>

namespace headwater::calibration {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using tests::TemporaryFolder;

const std::filesystem::path folder_of_areas = HEADWATER_SOURCE_DIR "/calibration/data/areas";
const std::filesystem::path exogenous_file = HEADWATER_SOURCE_DIR "/tests/model/figures/exogenous.csv";

Area area(const std::string& name, const std::filesystem::path& folder = folder_of_areas) {
  scenarios::Read<Area> read = find_area(name, folder);
  for (const scenarios::Problem& problem : read.problems) {
    ADD_FAILURE() << to_string(problem);
  }
  return read.value.value_or(Area{});
}

double value(const Area& area, std::string_view parameter) { return area.values[model::find_parameter(parameter)]; }

double default_value(std::string_view parameter) { return model::parameters()[model::find_parameter(parameter)].value; }

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

std::string with(std::string text, const std::string& pattern, const std::string& replacement) {
  EXPECT_TRUE(std::regex_search(text, std::regex(pattern))) << pattern;
  return std::regex_replace(text, std::regex(pattern), replacement);
}

TEST(Area, ScotlandIsTheTableItself) {
  const Area scotland = area("Scotland");
  EXPECT_TRUE(scotland.nation);
  EXPECT_EQ(scotland.values, model::default_values()); // the same bits
  EXPECT_EQ(scotland.population_share, 1.0);
  EXPECT_EQ(scotland.looked_after_share, 1.0);
  EXPECT_THAT(scotland.derived, IsEmpty());
}

TEST(Area, ScotlandsStartIsWhatTheTableStartsFrom) {
  const Area scotland = area("Scotland");
  for (const std::string setting : {"at_home", "kinship", "foster", "residential", "secure"}) {
    const Series* series = scotland.find("looked_after_" + setting);
    ASSERT_NE(series, nullptr) << setting;
    EXPECT_EQ(series->figures.at(0).value, default_value("start_" + setting)) << setting;
  }
}

// The reference solution was made with these points.
TEST(Area, ScotlandsPovertyIsThatOfTheReference) {
  const std::vector<model::SeriesPoint> poverty = area("Scotland").poverty;
  std::vector<std::pair<double, double>> points;
  for (const model::SeriesPoint& point : poverty) {
    points.emplace_back(point.time, point.value);
  }
  std::vector<std::pair<double, double>> reference;
  std::ifstream lines(exogenous_file);
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (std::regex_search(line, match, std::regex("^child_poverty_ahc_share,([^,]+),([^,]+),"))) {
      reference.emplace_back(std::stod(match[1]), std::stod(match[2]));
    }
  }
  EXPECT_EQ(points, reference);
}

TEST(PublishedDrivers, AreTheReferralsOfTheNationAndThePovertyOfThePlace) {
  const Published published = read_published(folder_of_areas.parent_path() / "published.csv").value.value();
  const Area moray = area("Moray");
  const model::Drivers drivers = published_drivers(moray, published).value.value();
  ASSERT_EQ(drivers.poverty.size(), moray.poverty.size());
  EXPECT_EQ(drivers.poverty.back().value, moray.poverty.back().value);
  // 39,217 children were referred in 2010-11 and 10,197 in 2023-24: 74 % fewer. 2016-17 was revised from 15,118.
  ASSERT_EQ(drivers.referrals.size(), 9U);
  EXPECT_EQ(drivers.referrals.front().time, 2010.75);
  EXPECT_EQ(drivers.referrals.front().value, 39217.0);
  EXPECT_EQ(drivers.referrals[4].time, 2016.75);
  EXPECT_EQ(drivers.referrals[4].value, 15114.0);
  EXPECT_EQ(drivers.referrals.back().time, 2023.75);
  EXPECT_EQ(drivers.referrals.back().value, 10197.0);
  for (std::size_t i = 1; i < drivers.referrals.size(); ++i) {
    EXPECT_GT(drivers.referrals[i].time, drivers.referrals[i - 1].time);
  }
}

// Poverty is of a place and stands in its file, referrals are the nation's and stand in published.csv: neither is taken
// in the other.
TEST(PublishedDrivers, StandOnce) {
  EXPECT_EQ(find_series("child_poverty_share"), nullptr);
  EXPECT_EQ(area("Scotland").find("reporter_referrals"), nullptr);
  EXPECT_NE(find_series("reporter_referrals"), nullptr);
}

TEST(PublishedDrivers, AreNoneWithoutReferrals) {
  Published published = read_published(folder_of_areas.parent_path() / "published.csv").value.value();
  std::erase_if(published.figures, [](const PublishedFigure& figure) { return figure.series == "reporter_referrals"; });
  const auto read = published_drivers(area("Scotland"), published);
  EXPECT_FALSE(read.value);
  ASSERT_EQ(read.problems.size(), 1U);
  EXPECT_EQ(read.problems[0].file, published.input.path.generic_string());
}

TEST(Area, MorayStartsFromItsOwnCounts) {
  const Area moray = area("moray");
  EXPECT_EQ(moray.name, "Moray");
  EXPECT_FALSE(moray.nation);
  EXPECT_DOUBLE_EQ(moray.population_share, 18875.0 / 1031761.0);
  EXPECT_DOUBLE_EQ(moray.looked_after_share, 207.0 / 16231.0);
  EXPECT_EQ(value(moray, "start_looked_after"), 207.0);
  const double home = value(moray, "start_at_home");
  const double kinship = value(moray, "start_kinship");
  const double foster = value(moray, "start_foster");
  const double residential = value(moray, "start_residential");
  const double secure = value(moray, "start_secure");
  EXPECT_NEAR(home + kinship + foster, 179.0, 1e-12);
  EXPECT_NEAR(residential + secure, 28.0, 1e-12);
  EXPECT_NEAR(home / kinship, 5476.0 / 3910.0, 1e-12);
  EXPECT_NEAR(secure / 28.0, 86.0 / 1461.0, 1e-12);
}

TEST(Area, MorayIsScaledBySizeRateAndCost) {
  const Area moray = area("Moray");
  EXPECT_DOUBLE_EQ(value(moray, "child_population"), 1031800.0 * moray.population_share);
  EXPECT_DOUBLE_EQ(value(moray, "social_worker_posts"), 5950.0 * moray.looked_after_share);
  EXPECT_EQ(value(moray, "support_effect"), default_value("support_effect"));
  EXPECT_EQ(value(moray, "cost_secure"), default_value("cost_secure"));
  const double rate = moray.looked_after_share / moray.population_share;
  for (const char* parameter : {"crisis_hazard_away", "crisis_hazard_at_home", "child_protection_share"}) {
    EXPECT_DOUBLE_EQ(value(moray, parameter), default_value(parameter) * rate) << parameter;
  }
  // Four years, 2016-17 to 2019-20.
  const double residential = (4017.71 / 3386.69 + 3606.17 / 3501.26 + 4215.03 / 3830.75 + 4833.52 / 3852.74) / 4.0;
  const double community = (435.14 / 316.24 + 407.16 / 332.38 + 400.49 / 343.10 + 423.33 / 349.72) / 4.0;
  EXPECT_NEAR(value(moray, "cost_residential") / default_value("cost_residential"), residential, 1e-12);
  for (const char* parameter : {"cost_at_home", "cost_kinship", "cost_foster"}) {
    EXPECT_NEAR(value(moray, parameter) / default_value(parameter), community, 1e-12) << parameter;
  }
}

TEST(Area, MoraysPovertyIsItsOwnHeldAtBothEnds) {
  const Area moray = area("Moray");
  ASSERT_EQ(moray.poverty.size(), 10U);
  EXPECT_EQ(moray.poverty.front().time, 2011.0);
  EXPECT_EQ(moray.poverty.front().value, 0.2082);
  EXPECT_EQ(moray.poverty[1].time, 2014.5);
  EXPECT_EQ(moray.poverty[1].value, 0.2082);
  EXPECT_EQ(moray.poverty.back().time, 2023.5);
  const auto set_aside = [](const model::SeriesPoint& point) { return point.time == 2020.5; };
  EXPECT_TRUE(std::none_of(moray.poverty.begin(), moray.poverty.end(), set_aside));
}

// Its families of either severity are its share of the nation's, but for what its own rate of care changes; and they last.
TEST(Area, MoraysFamiliesAreItsShareAndLastToTheHorizon) {
  const Published published = read_published(folder_of_areas.parent_path() / "published.csv").value.value();
  const auto run_of = [&](const Area& place) {
    return model::run(place.values, published_drivers(place, published).value.value());
  };
  const Area moray = area("Moray");
  const model::Trajectory own = run_of(moray);
  const model::Trajectory nation = run_of(area("Scotland"));
  EXPECT_EQ(own.july_states.size(), static_cast<std::size_t>(model::last_horizon - model::start_year + 1));
  for (std::size_t i = 0; i < model::stock_size; ++i) {
    const model::StockRow& row = *model::stock_at(i);
    for (const model::State<double>& state : own.july_states) {
      ASSERT_GE(state[i], 0.0) << row.name;
    }
    const double of_nation = nation.july_states.front()[i];
    const double of_own = own.july_states.front()[i];
    if (row.unit == "families" && row.scales_with == model::ScalesWith::population && of_nation > 0.0) {
      // Three in ten fewer enter care, so more with severe need are left to wait and to be supported.
      EXPECT_NEAR(of_own / of_nation / moray.population_share, 1.0, 0.35) << row.name;
    }
  }
}

TEST(Area, EveryValueThatDiffersIsExplained) {
  const Area moray = area("Moray");
  const model::ParameterValues<double> defaults = model::default_values();
  for (std::size_t i = 0; i < model::parameter_count; ++i) {
    const std::string_view name = model::parameters()[i].name;
    const auto explains = [&](const Derivation& record) { return record.what == name; };
    EXPECT_EQ(std::count_if(moray.derived.begin(), moray.derived.end(), explains), moray.values[i] != defaults[i])
        << name;
  }
}

TEST(Area, HistoryLeavesOutWhatWasSetAside) {
  const Area moray = area("Moray");
  const Series* residential = moray.find("looked_after_residential_and_secure");
  ASSERT_NE(residential, nullptr);
  EXPECT_EQ(residential->figures.front().value, 28.0);
  EXPECT_EQ(residential->figures.front().time, 2011.0 + 7.0 / 12.0);
  EXPECT_EQ(residential->figures.front().source, "LGBF_IS_JAN22");
  EXPECT_EQ(moray.find("child_population_implied")->figures.size(), 9U);
  EXPECT_EQ(moray.find("nothing"), nullptr);
}

TEST(Area, ACouncilOfHalfTheNationIsHalfOfIt) {
  const TemporaryFolder folder;
  const std::string scotland = text_of(folder_of_areas / "scotland.toml");
  folder.write("scotland.toml", scotland);
  std::string half = with(scotland, "name = \"Scotland\"", "name = \"Half\"");
  half = with(half, "kind = \"nation\"", "kind = \"council\"");
  half = with(half, "value = 1031761", "value = 515880.5");
  half = with(half, "(2011-07-31\", value = )14770", "$017385");
  half = with(half, "(2011-07-31\", value = )1461", "$01730.5");
  folder.write("half.toml", half);
  const Area council = area("Half", folder.path());
  EXPECT_EQ(council.population_share, 0.5);
  EXPECT_EQ(council.looked_after_share, 0.5);
  const double all_settings = 16231.0 / 16244.0; // the nation's five settings are scaled to its total
  for (std::size_t i = 0; i < model::parameter_count; ++i) {
    const model::Parameter& row = model::parameters()[i];
    const bool scaled = row.scales_with != model::ScalesWith::none;
    EXPECT_NEAR(council.values[i], row.value * (scaled ? 0.5 : 1.0), std::abs(row.value) * (1.0 - all_settings) * 1.5)
        << row.name;
    if (!row.name.starts_with("start_")) {
      EXPECT_DOUBLE_EQ(council.values[i], row.value * (scaled ? 0.5 : 1.0)) << row.name;
    }
  }
  EXPECT_EQ(value(council, "start_looked_after"), 8115.5);
  EXPECT_EQ(council.poverty.size(), 11U);
}

TEST(Area, ACouncilThatKnowsItsSplitUsesIt) {
  const TemporaryFolder folder;
  folder.write("scotland.toml", text_of(folder_of_areas / "scotland.toml"));
  std::string own = with(text_of(folder_of_areas / "moray.toml"), "name = \"Moray\"", "name = \"Own\"");
  for (const auto& [setting, count] : {std::pair{"at_home", 30}, std::pair{"kinship", 80}, std::pair{"foster", 69}}) {
    own += "\n[[series]]\nquantity = \"looked_after_" + std::string(setting) +
           "\"\nunit = \"children\"\nsource = \"MORAY_CPB_2020\"\nfigures = [{ at = \"2011-07-31\", value = " +
           std::to_string(count) + " }]\n";
  }
  folder.write("own.toml", own);
  const Area council = area("Own", folder.path());
  EXPECT_DOUBLE_EQ(value(council, "start_at_home"), 30.0);
  EXPECT_DOUBLE_EQ(value(council, "start_kinship"), 80.0);
  EXPECT_DOUBLE_EQ(value(council, "start_foster"), 69.0);
  EXPECT_NEAR(value(council, "start_secure") / 28.0, 86.0 / 1461.0, 1e-12);
}

TEST(Area, ListsTheNationFirst) {
  std::vector<std::string> names;
  for (const AreaName& name : areas(folder_of_areas)) {
    names.push_back(name.id + " " + name.name);
  }
  EXPECT_THAT(names, ElementsAre("scotland Scotland", "moray Moray"));
}

TEST(Area, AnUnknownNameNamesTheNearest) {
  const TemporaryFolder folder;
  EXPECT_THAT(folder.shown(find_area("Morray", folder_of_areas).problems),
              ElementsAre("Morray:1:1: there is no such area; allowed: a name in `headwater list areas`; did you mean "
                          "\"Moray\"?"));
  EXPECT_THAT(folder.shown(find_area("Atlantis", folder_of_areas).problems),
              ElementsAre("Atlantis:1:1: there is no such area; allowed: a name in `headwater list areas`"));
}

TEST(Area, MissingFiguresOfACouncilAreNamed) {
  const TemporaryFolder folder;
  folder.write("scotland.toml", text_of(folder_of_areas / "scotland.toml"));
  std::string text = text_of(folder_of_areas / "moray.toml");
  text = with(text, "\\{ at = \"2011-07-31\", value = 28 \\},", "");
  text = with(text, "\\{ at = \"201[4-9]-[12][0-9]\", value = [34][0-9][0-9]\\.[0-9]+ \\},", "");
  const auto file = folder.write("gaps.toml", text);
  EXPECT_THAT(
      folder.shown(read_area(file, folder.path()).problems),
      ElementsAre("gaps.toml:1:1: the series \"looked_after_residential_and_secure\" has no figure at 2011-07-31; "
                  "allowed: that figure, not set aside"));
}

} // namespace
} // namespace headwater::calibration
