// list and explain: what there is, as a table and as JSON.
#include "tests/app/program.hpp"

#include "model/document/equation_book.hpp"
#include "model/document/mechanisms.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/tables/headings.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <set>

namespace headwater::tests {
namespace {

using testing::HasSubstr;
using testing::IsSupersetOf;

using Json = nlohmann::json;

const char* const topics[] = {"scenarios", "levers", "parameters", "stocks", "outputs", "areas", "charts", "loops"};

TEST(Listing, EveryTopicIsATableAndJsonOfTheSameNames) {
  for (const char* topic : topics) {
    const Ran table = answered({"list", topic});
    const Ran json = answered({"list", topic, "--json"});
    EXPECT_EQ(table.code, 0) << topic;
    EXPECT_EQ(table.err + json.err, "") << topic;
    const Json rows = Json::parse(json.out);
    EXPECT_EQ(static_cast<std::size_t>(std::count(table.out.begin(), table.out.end(), '\n')), rows.size() + 1) << topic;
    for (const Json& row : rows) {
      EXPECT_THAT(table.out, HasSubstr("\n" + row["name"].get<std::string>())) << topic;
      for (const auto& [key, value] : row.items()) {
        EXPECT_TRUE(value.is_string()) << topic << " " << key;
      }
    }
  }
}

std::set<std::string> names(const std::string& topic) {
  std::set<std::string> found;
  for (const Json& row : Json::parse(answered({"list", topic, "--json"}).out)) {
    found.insert(row["name"].get<std::string>());
  }
  return found;
}

TEST(Listing, HoldsTheNamesThatScriptsRelyOn) {
  EXPECT_THAT(names("scenarios"),
              IsSupersetOf({"continue-as-now", "keep-the-promise", "slow-rollout", "cuts", "delay-three-years",
                            "intensive-only", "universal-only", "aftercare-as-long-as-needed", "kinship-first",
                            "time-limited-support", "poverty-rise", "invest-to-save-loan", "recovery-and-home",
                            "whole-family-wellbeing-ends", "reform-pause", "children-act-2026"}));
  EXPECT_THAT(names("levers"), IsSupersetOf({"universal_support",
                                             "intensive_support",
                                             "support_after_removal",
                                             "kinship_support",
                                             "foster_support",
                                             "aftercare",
                                             "workforce_supervision",
                                             "bridging_loan",
                                             "support_time_limit",
                                             "relapse_support",
                                             "decision_practice",
                                             "residential_cap",
                                             "cross_border_limit",
                                             "aftercare_taper",
                                             "continuing_care_offer",
                                             "right_to_return",
                                             "sibling_slack",
                                             "child_poverty",
                                             "budget_growth",
                                             "reinvestment",
                                             "home_supervision_support",
                                             "severe_need_first",
                                             "recovery_services",
                                             "parental_mental_health",
                                             "domestic_abuse_response",
                                             "perinatal_and_learning_disability",
                                             "planning_at_imprisonment",
                                             "alternatives_to_secure",
                                             "justice_diversion",
                                             "out_of_hours",
                                             "shared_care",
                                             "housing_offer",
                                             "work_offer",
                                             "edge_of_care_first",
                                             "support_threshold",
                                             "open_door",
                                             "long_term_support",
                                             "safe_home",
                                             "imprisonment_change",
                                             "reform_pause",
                                             "pooled_budget",
                                             "adult_care_growth",
                                             "ring_fence",
                                             "margin_cap",
                                             "in_house_share",
                                             "pay_rise",
                                             "incident"}));
  EXPECT_THAT(names("areas"), IsSupersetOf({"Scotland", "Moray"}));
  std::set<std::string> outputs{"net_position", "net_position_cumulative"};
  for (const outputs::Quantity& quantity : outputs::quantities()) {
    outputs.emplace(quantity.name);
  }
  EXPECT_EQ(names("outputs"), outputs);
}

TEST(Listing, HoldsTheOutputsThatTraceabilityNames) {
  const std::set<std::string> outputs = names("outputs");
  const std::string tables = text_of(std::filesystem::path(HEADWATER_SOURCE_DIR) / "outputs" / "README.md");
  for (const model::Mechanism& row : model::mechanisms()) {
    for (const std::string& output : model::names_in_list(row.outputs)) {
      const bool is_table = output.ends_with(".csv") && tables.find("`" + output + "`") != std::string::npos;
      EXPECT_TRUE(outputs.contains(output) || is_table || outputs::find_heading(output) != nullptr)
          << "row " << row.number << ": " << output;
    }
  }
}

TEST(Listing, SaysWhatEachLeverAndLoopIs) {
  const Json levers = Json::parse(headwater({"list", "levers", "--json"}).out);
  EXPECT_EQ(
      std::count_if(levers.begin(), levers.end(), [](const Json& row) { return row["price"] == "transfer apart"; }), 1);
  // Who pays, as a plan that is silent has it: lists and explanations say the same.
  const auto paid_by = [&](const std::string& name) {
    const auto row = std::find_if(levers.begin(), levers.end(), [&](const Json& one) { return one["name"] == name; });
    const std::string listed = row->at("paid by").get<std::string>();
    EXPECT_EQ(Json::parse(headwater({"explain", name, "--json"}).out).at(0).at("paid_by"), listed) << name;
    EXPECT_EQ(headwater({"explain", name}).out.find("  paid by") != std::string::npos, !listed.empty()) << name;
    return listed;
  };
  EXPECT_EQ(paid_by("kinship_support"), "the council in its own area, the Scottish Government for Scotland, unless the "
                                        "plan says otherwise");
  EXPECT_EQ(paid_by("recovery_services"), "the NHS, unless the plan says otherwise");
  EXPECT_EQ(paid_by("bridging_loan"), "the council: it borrows and repays");
  EXPECT_EQ(paid_by("child_poverty"), "") << "a transfer, shown apart";
  for (const Json& row : levers) {
    const std::string unit = row["unit"].get<std::string>();
    EXPECT_TRUE(unit.find("GBP") == std::string::npos || !row["paid by"].get<std::string>().empty()) << row["name"];
    const std::string range = row["range"].get<std::string>();
    EXPECT_EQ(range.find("taken out") != std::string::npos,
              row["name"] == "universal_support" || row["name"] == "intensive_support");
  }
  const Json loop = Json::parse(headwater({"explain", "L4", "--json"}).out).at(0);
  EXPECT_EQ(loop["kind"], "loop");
  EXPECT_EQ(loop["direction"], "reinforcing");
  EXPECT_EQ(loop["arrows"].front()["from"], "RK");
  EXPECT_EQ(loop["arrows"].back()["to"], "RK");
}

TEST(Listing, ScenariosAreListedWithoutATopic) {
  EXPECT_EQ(headwater({"list"}).out, headwater({"list", "scenarios"}).out);
}

TEST(Listing, EverythingThatIsListedCanBeExplained) {
  model::equation_book(); // read once for all that are asked below
  for (const char* topic : {"levers", "outputs"}) {
    for (const std::string& name : names(topic)) {
      const Ran ran = answered({"explain", name});
      EXPECT_EQ(ran.code, 0) << topic << " " << name << ": " << ran.err;
      EXPECT_THAT(ran.out, HasSubstr(name)) << topic;
    }
  }
  for (const char* name :
       {"npv", "bcr", "cashable_saving_by_2036", "looked_after_change", "p_better", "stranded_cost"}) {
    const Ran ran = answered({"explain", name});
    EXPECT_EQ(ran.code, 0) << name << ": " << ran.err;
    EXPECT_THAT(ran.out, testing::StartsWith(name));
  }
  EXPECT_THAT(headwater({"explain", "bcrr"}).err, HasSubstr("did you mean \"bcr\"?"));
  const Ran json = headwater({"explain", "support_effect", "--json"});
  EXPECT_TRUE(Json::accept(json.out)) << json.out;
}

} // namespace
} // namespace headwater::tests
