#include "calibration/known/published_series.hpp"

#include "model/solve/fiscal_year.hpp"

#include <fmt/format.h>

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

using enum HoldsFor;

// clang-format off: one row a series
constexpr PublishedSeries series_rows[] = {
    {"looked_after", "children", on_31_july, "looked_after_community + looked_after_residential_and_secure"},
    {"looked_after_community", "children", on_31_july,
     "looked_after_at_home + looked_after_kinship + looked_after_foster"},
    {"looked_after_residential_and_secure", "children", on_31_july, "looked_after_residential + looked_after_secure"},
    {"looked_after_at_home", "children", on_31_july, ""},
    {"looked_after_kinship", "children", on_31_july, ""},
    {"looked_after_foster", "children", on_31_july,
     "looked_after_foster_provided + looked_after_foster_purchased + looked_after_prospective_adopters + "
     "looked_after_other_community"},
    {"looked_after_foster_provided", "children", on_31_july, ""},
    {"looked_after_foster_purchased", "children", on_31_july, ""},
    {"looked_after_prospective_adopters", "children", on_31_july, ""},
    {"looked_after_other_community", "children", on_31_july, ""},
    {"looked_after_residential", "children", on_31_july,
     "looked_after_local_authority_home + looked_after_voluntary_home + looked_after_residential_school + "
     "looked_after_crisis_care + looked_after_other_residential"},
    {"looked_after_local_authority_home", "children", on_31_july, ""},
    {"looked_after_voluntary_home", "children", on_31_july, ""},
    {"looked_after_residential_school", "children", on_31_july, ""},
    {"looked_after_crisis_care", "children", on_31_july, ""},
    {"looked_after_other_residential", "children", on_31_july, ""},
    {"looked_after_secure", "children", on_31_july_or_average, ""},
    {"secure_residents", "children", august_to_july, ""},
    {"secure_residents_on_31_july", "children", on_31_july, ""},
    {"secure_beds", "beds", on_31_july, ""},
    {"secure_admissions", "events", august_to_july, ""},
    {"starts", "children", august_to_july, ""},
    {"ceases", "children", august_to_july, ""},
    {"starts_under_5_share", "share", august_to_july, ""},
    {"starts_under_1_share", "share", august_to_july, ""},
    {"ceases_to_birth_parents_share", "share", august_to_july, ""},
    {"ceases_to_kinship_share", "share", august_to_july, ""},
    {"ceases_to_adoption_share", "share", august_to_july, "adoptions + ceases"},
    {"adoptions", "children", august_to_july, ""},
    {"more_than_one_placement_share", "share", august_to_july, ""},
    {"aftercare_eligible", "persons", on_31_july,
     "aftercare_eligible_age_16_18 + aftercare_eligible_age_19_21 + aftercare_eligible_age_22_on"},
    {"aftercare_receiving", "persons", on_31_july,
     "aftercare_receiving_age_16_18 + aftercare_receiving_age_19_21 + aftercare_receiving_age_22_on"},
    {"aftercare_receiving_share", "share", on_31_july, "aftercare_receiving + aftercare_eligible"},
    {"aftercare_receiving_share_age_16_21", "share", on_31_july, ""},
    {"aftercare_receiving_share_age_22_on", "share", on_31_july,
     "aftercare_receiving_age_22_on + aftercare_eligible_age_22_on"},
    {"aftercare_eligible_age_16_18", "persons", on_31_july, ""},
    {"aftercare_eligible_age_19_21", "persons", on_31_july, ""},
    {"aftercare_eligible_age_22_on", "persons", on_31_july, ""},
    {"aftercare_receiving_age_16_18", "persons", on_31_july, ""},
    {"aftercare_receiving_age_19_21", "persons", on_31_july, ""},
    {"aftercare_receiving_age_22_on", "persons", on_31_july, ""},
    {"continuing_care", "persons", on_31_july, ""},
    {"continuing_care_entries", "persons", august_to_july,
     "continuing_care_entries_kinship + continuing_care_entries_foster + continuing_care_entries_residential"},
    {"continuing_care_entries_kinship", "persons", august_to_july, ""},
    {"continuing_care_eligible_kinship", "persons", august_to_july, ""},
    {"continuing_care_entries_foster", "persons", august_to_july, ""},
    {"continuing_care_eligible_foster", "persons", august_to_july, ""},
    {"continuing_care_entries_residential", "persons", august_to_july, ""},
    {"continuing_care_eligible_residential", "persons", august_to_july, ""},
    {"continuing_care_eligible", "persons", august_to_july,
     "continuing_care_eligible_kinship + continuing_care_eligible_foster + continuing_care_eligible_residential"},
    {"continuing_care_eligible_stock", "persons", on_31_july, ""},
    {"child_protection_register", "children", on_31_july,
     "child_protection_register_unborn + child_protection_register_age_0_4 + child_protection_register_age_5_10 + "
     "child_protection_register_age_11_15 + child_protection_register_age_16_on"},
    {"child_protection_register_unborn", "children", on_31_july, ""},
    {"child_protection_register_age_0_4", "children", on_31_july, ""},
    {"child_protection_register_age_5_10", "children", on_31_july, ""},
    {"child_protection_register_age_11_15", "children", on_31_july, ""},
    {"child_protection_register_age_16_on", "children", on_31_july, ""},
    {"child_protection_register_and_looked_after", "children", on_31_july, ""},
    {"child_protection_registrations", "events", august_to_july, ""},
    {"child_protection_deregistrations", "events", august_to_july, ""},
    {"child_protection_under_6_months_share", "share", august_to_july, ""},
    {"child_protection_reregistered_share", "share", august_to_july, ""},
    {"child_protection_meetings", "events", august_to_july, ""},
    {"child_protection_orders", "events", april_to_march, ""},
    {"children_with_child_protection_order", "children", april_to_march, ""},
    {"compulsory_supervision", "children", a_day, ""},
    {"compulsory_supervision_new", "children", april_to_march, ""},
    {"hearings", "events", april_to_march, ""},
    {"spend_residential_and_secure_cash", "GBP million, cash", april_to_march, ""},
    {"spend_residential_and_secure", "GBP million, 2019-20 prices", april_to_march,
     "spend_residential_and_secure_cash"},
    {"spend_community_cash", "GBP million, cash", april_to_march, ""},
    {"spend_community", "GBP million, 2019-20 prices", april_to_march, "spend_community_cash"},
    {"price_multiplier", "2024-25 prices per cash", april_to_march, ""},
    {"cost_week_residential_and_secure", "GBP per child-week, cash", april_to_march,
     "spend_residential_and_secure_cash + looked_after_residential_and_secure"},
    {"cost_week_community", "GBP per child-week, cash", april_to_march,
     "spend_community_cash + looked_after_community"},
    {"secure_bed_week", "GBP per bed-week, cash", april_to_march, ""},
    {"cost_care_system", "GBP million, cash", april_to_march, ""},
    {"cost_failure_demand", "GBP million, cash", april_to_march, ""},
    {"cost_lost_tax", "GBP million, cash", april_to_march, ""},
    {"fieldwork_staff", "headcount", any, ""},
    {"residential_staff", "headcount", any, ""},
    {"fostering_staff", "headcount", any, ""},
    {"adoption_staff", "headcount", any, ""},
    {"reporter_referrals", "children", april_to_march, ""},
    {"child_population", "children", a_day, ""},
    {"child_population_implied", "children", april_to_march, ""},
};
// clang-format on

} // namespace

bool may_be_of(HoldsFor holds, const Period& period) {
  const bool is_31_july = period.kind == PeriodKind::day && period.last.month == 7 && period.last.day == 31;
  switch (holds) {
  case on_31_july:
    return is_31_july;
  case on_31_july_or_average:
    return is_31_july || period.kind == PeriodKind::august_to_july;
  case a_day:
    return period.kind == PeriodKind::day;
  case august_to_july:
    return period.kind == PeriodKind::august_to_july;
  case april_to_march:
    return period.kind == PeriodKind::fiscal_year;
  case any:
    break;
  }
  return true;
}

std::string in_words(HoldsFor holds, int year) {
  switch (holds) {
  case on_31_july:
    return fmt::format("a count on 31 July: {}-07-31", year);
  case on_31_july_or_average:
    return fmt::format("a count on 31 July, {}-07-31, or an average from August to July, {}-08..{}-07", year, year - 1,
                       year);
  case a_day:
    return fmt::format("a day, such as {}-06-30", year);
  case august_to_july:
    return fmt::format("August to July: {}-08..{}-07", year - 1, year);
  case april_to_march:
    return "April to March: " + model::FiscalYear{year - 1}.label();
  case any:
    break;
  }
  return "any period";
}

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
