#include "calibration/published_series.hpp"

#include <stdexcept>

namespace headwater::calibration {
namespace {

constexpr Unit unit_rows[] = {
    {"children", Family::count},
    {"persons", Family::count},
    {"events", Family::count},
    {"beds", Family::count},
    {"headcount", Family::count},
    {"share", Family::rate},
    {"GBP million, cash", Family::money},
    {"GBP million, 2019-20 prices", Family::money},
    {"2024-25 prices per cash", Family::money},
    {"GBP per child-week, cash", Family::money},
    {"GBP per bed-week, cash", Family::money},
};

// clang-format off: one row a series
constexpr PublishedSeries series_rows[] = {
    {"looked_after", "children", "looked_after_community + looked_after_residential_and_secure"},
    {"looked_after_community", "children", "looked_after_at_home + looked_after_kinship + looked_after_foster"},
    {"looked_after_residential_and_secure", "children", "looked_after_residential + looked_after_secure"},
    {"looked_after_at_home", "children", ""},
    {"looked_after_kinship", "children", ""},
    {"looked_after_foster", "children",
     "looked_after_foster_provided + looked_after_foster_purchased + looked_after_prospective_adopters + "
     "looked_after_other_community"},
    {"looked_after_foster_provided", "children", ""},
    {"looked_after_foster_purchased", "children", ""},
    {"looked_after_prospective_adopters", "children", ""},
    {"looked_after_other_community", "children", ""},
    {"looked_after_residential", "children",
     "looked_after_local_authority_home + looked_after_voluntary_home + looked_after_residential_school + "
     "looked_after_crisis_care + looked_after_other_residential"},
    {"looked_after_local_authority_home", "children", ""},
    {"looked_after_voluntary_home", "children", ""},
    {"looked_after_residential_school", "children", ""},
    {"looked_after_crisis_care", "children", ""},
    {"looked_after_other_residential", "children", ""},
    {"looked_after_secure", "children", ""},
    {"secure_residents", "children", ""},
    {"secure_residents_on_31_july", "children", ""},
    {"secure_beds", "beds", ""},
    {"secure_admissions", "events", ""},
    {"starts", "children", ""},
    {"ceases", "children", ""},
    {"starts_under_5_share", "share", ""},
    {"starts_under_1_share", "share", ""},
    {"ceases_to_birth_parents_share", "share", ""},
    {"ceases_to_kinship_share", "share", ""},
    {"ceases_to_adoption_share", "share", "adoptions + ceases"},
    {"adoptions", "children", ""},
    {"more_than_one_placement_share", "share", ""},
    {"aftercare_eligible", "persons",
     "aftercare_eligible_age_16_18 + aftercare_eligible_age_19_21 + aftercare_eligible_age_22_on"},
    {"aftercare_receiving", "persons",
     "aftercare_receiving_age_16_18 + aftercare_receiving_age_19_21 + aftercare_receiving_age_22_on"},
    {"aftercare_receiving_share", "share", "aftercare_receiving + aftercare_eligible"},
    {"aftercare_receiving_share_age_16_21", "share", ""},
    {"aftercare_receiving_share_age_22_on", "share", "aftercare_receiving_age_22_on + aftercare_eligible_age_22_on"},
    {"aftercare_eligible_age_16_18", "persons", ""},
    {"aftercare_eligible_age_19_21", "persons", ""},
    {"aftercare_eligible_age_22_on", "persons", ""},
    {"aftercare_receiving_age_16_18", "persons", ""},
    {"aftercare_receiving_age_19_21", "persons", ""},
    {"aftercare_receiving_age_22_on", "persons", ""},
    {"continuing_care", "persons", ""},
    {"continuing_care_entries", "persons",
     "continuing_care_entries_kinship + continuing_care_entries_foster + continuing_care_entries_residential"},
    {"continuing_care_entries_kinship", "persons", ""},
    {"continuing_care_eligible_kinship", "persons", ""},
    {"continuing_care_entries_foster", "persons", ""},
    {"continuing_care_eligible_foster", "persons", ""},
    {"continuing_care_entries_residential", "persons", ""},
    {"continuing_care_eligible_residential", "persons", ""},
    {"continuing_care_eligible", "persons",
     "continuing_care_eligible_kinship + continuing_care_eligible_foster + continuing_care_eligible_residential"},
    {"continuing_care_eligible_stock", "persons", ""},
    {"child_protection_register", "children",
     "child_protection_register_unborn + child_protection_register_age_0_4 + child_protection_register_age_5_10 + "
     "child_protection_register_age_11_15 + child_protection_register_age_16_on"},
    {"child_protection_register_unborn", "children", ""},
    {"child_protection_register_age_0_4", "children", ""},
    {"child_protection_register_age_5_10", "children", ""},
    {"child_protection_register_age_11_15", "children", ""},
    {"child_protection_register_age_16_on", "children", ""},
    {"child_protection_register_and_looked_after", "children", ""},
    {"child_protection_registrations", "events", ""},
    {"child_protection_deregistrations", "events", ""},
    {"child_protection_under_6_months_share", "share", ""},
    {"child_protection_reregistered_share", "share", ""},
    {"child_protection_meetings", "events", ""},
    {"child_protection_orders", "events", ""},
    {"children_with_child_protection_order", "children", ""},
    {"compulsory_supervision", "children", ""},
    {"compulsory_supervision_new", "children", ""},
    {"hearings", "events", ""},
    {"spend_residential_and_secure_cash", "GBP million, cash", ""},
    {"spend_residential_and_secure", "GBP million, 2019-20 prices", "spend_residential_and_secure_cash"},
    {"spend_community_cash", "GBP million, cash", ""},
    {"spend_community", "GBP million, 2019-20 prices", "spend_community_cash"},
    {"price_multiplier", "2024-25 prices per cash", ""},
    {"cost_week_residential_and_secure", "GBP per child-week, cash",
     "spend_residential_and_secure_cash + looked_after_residential_and_secure"},
    {"cost_week_community", "GBP per child-week, cash", "spend_community_cash + looked_after_community"},
    {"secure_bed_week", "GBP per bed-week, cash", ""},
    {"cost_care_system", "GBP million, cash", ""},
    {"cost_failure_demand", "GBP million, cash", ""},
    {"cost_lost_tax", "GBP million, cash", ""},
    {"fieldwork_staff", "headcount", ""},
    {"residential_staff", "headcount", ""},
    {"fostering_staff", "headcount", ""},
    {"adoption_staff", "headcount", ""},
    {"reporter_referrals", "children", ""},
    {"child_poverty_share", "share", ""},
    {"child_population", "children", ""},
    {"child_population_implied", "children", ""},
};
// clang-format on

} // namespace

std::span<const Unit> units() { return unit_rows; }

std::span<const PublishedSeries> all_series() { return series_rows; }

const PublishedSeries* find_series(std::string_view name) {
  for (const PublishedSeries& series : series_rows) {
    if (series.name == name) {
      return &series;
    }
  }
  return nullptr;
}

Family family_of(std::string_view unit) {
  for (const Unit& row : unit_rows) {
    if (row.name == unit) {
      return row.family;
    }
  }
  throw std::invalid_argument("no unit of published figures: " + std::string(unit));
}

std::vector<std::string> parts_of(const PublishedSeries& series) {
  constexpr std::string_view between = " + ";
  std::vector<std::string> parts;
  std::string_view rest = series.follows_from;
  while (!rest.empty()) {
    const std::size_t end = rest.find(between);
    parts.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + between.size());
  }
  return parts;
}

} // namespace headwater::calibration
