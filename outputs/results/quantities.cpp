#include "outputs/results/quantities.hpp"

#include "outputs/results/july_rates.hpp"

#include <algorithm>
#include <initializer_list>

namespace headwater::outputs {
namespace {

using model::Category;
using model::CostClass;
using model::Counter;
using model::sum;

double total_cost(const YearView& y, std::initializer_list<CostClass> classes) {
  double total = 0.0;
  for (std::size_t i = 0; i < model::category_count; ++i) {
    if (std::find(classes.begin(), classes.end(), model::categories()[i].cost_class) != classes.end()) {
      total += y.cost(static_cast<Category>(i));
    }
  }
  return total;
}

double operating_cost(const YearView& y) {
  return total_cost(y, {CostClass::universal, CostClass::targeted, CostClass::care_system});
}

// Parents' need: one number each for drink and drug use, mental ill-health and domestic abuse.
constexpr double a_thousand = 1000.0;

model::Needs<double> unmet(const YearView& y) {
  return {y.stocks().unmet_substance, y.stocks().unmet_mental, y.stocks().unmet_abuse};
}
template<std::size_t need> double parents_unmet(const YearView& y) { return a_thousand * unmet(y)[need]; }
template<std::size_t need> double parents_treated(const YearView& y) {
  const model::Stocks<double>& s = y.stocks();
  return a_thousand * model::Needs<double>{s.treated_substance, s.treated_mental, s.treated_abuse}[need];
}
template<std::size_t need> double parents_wait(const YearView& y) {
  return unmet(y)[need] / y.july().adult_need.starting[need];
}

// Children who would not have come to live away had this need been met throughout, pressure alone considered.
template<std::size_t need> double entries_due_to(const YearView& y) {
  const model::Parameters<double>& p = y.july().p;
  const model::AdultNeed<double>& adult = y.july().adult_need;
  model::Needs<double> without = adult.burden;
  without[need] = 0.0;
  const double share = 1.0 - pressure_of(adult.excess, without, adult.poverty, p) /
                                 pressure_of(adult.excess, adult.burden, adult.poverty, p);
  return y.counted(Counter::entries_away) * share;
}

double failure_demand(const YearView& y) { return total_cost(y, {CostClass::failure_demand}); }

template<std::size_t band> double entries_at(const YearView& y) { return entries_away(y, band); }

constexpr Quantity july(std::string_view name, Better better, std::string_view unit, std::string_view meaning,
                        double (*value)(const YearView&), std::string_view formula = {}) {
  return {name, unit, Basis::july, Measure::number, better, meaning, value, formula};
}
constexpr Quantity over_year(std::string_view name, Better better, std::string_view unit, std::string_view meaning,
                             double (*value)(const YearView&), std::string_view formula = {}) {
  return {name, unit, Basis::year, Measure::number, better, meaning, value, formula};
}
constexpr Quantity money(std::string_view name, Better better, std::string_view meaning,
                         double (*value)(const YearView&)) {
  return {name, "GBP", Basis::year, Measure::money, better, meaning, value};
}

// clang-format off: one row a quantity
constexpr Quantity rows[] = {
    // children looked after
    july("looked_after", Better::less, "children", "Children looked after",
         [](const YearView& y) { return y.july().load.looked_after; }),
    july("looked_after_at_home", Better::less, "children", "Children looked after at home",
         [](const YearView& y) { return y.children(sum(y.stocks().at_home)); }),
    july("looked_after_away", Better::less, "children", "Children living away from home",
         [](const YearView& y) { return y.july().load.looked_after - y.children(sum(y.stocks().at_home)); }),
    july("looked_after_kinship", Better::neither, "children", "Children in kinship care",
         [](const YearView& y) { return y.children(sum(y.stocks().kinship)); }),
    july("looked_after_foster", Better::neither, "children",
         "Children in foster care, with prospective adopters, or in other community placements",
         [](const YearView& y) { return y.children(sum(y.stocks().foster)); }),
    july("looked_after_residential", Better::less, "children", "Children in residential care other than secure",
         [](const YearView& y) { return y.children(sum(y.stocks().residential)); }),
    july("looked_after_secure", Better::less, "children", "Children in secure care",
         [](const YearView& y) { return y.children(sum(y.stocks().secure)); }),
    over_year("starts", Better::less, "children", "Children who began to be looked after",
              [](const YearView& y) { return y.counted(Counter::starts); }),
    over_year("starts_under_5", Better::less, "children", "Children under 5 who began to be looked after",
              [](const YearView& y) { return y.counted(Counter::starts_under_5); }),
    over_year("ceases", Better::neither, "children", "Children who ceased to be looked after",
              [](const YearView& y) { return y.counted(Counter::ceases); }),
    over_year("entries_away_from_home", Better::less, "children", "Children who came to live away from home",
              [](const YearView& y) { return y.counted(Counter::entries_away); }),

    july("entries_away_0_4", Better::less, "children a year",
         "Children under 5 who come to live away from home, at the pace of the day", &entries_at<model::age_0_4>,
         "kap newA_0"),
    july("entries_away_5_11", Better::less, "children a year", "Children of 5-11 who come to live away from home",
         &entries_at<model::age_5_11>, "kap newA_1"),
    july("entries_away_12_15", Better::less, "children a year", "Children of 12-15 who come to live away from home",
         &entries_at<model::age_12_15>, "kap newA_2"),
    july("entries_away_16_17", Better::less, "children a year",
         "Children of 16-17 who come to live away from home, arrivals from abroad included",
         &entries_at<model::age_16_17>, "kap (newA_3 + ua)"),
    july("repeat_removals", Better::less, "children a year",
         "Children under 5 who begin to be looked after and whose parents lost a child before, at the pace of the day",
         &repeat_removals,
         "kap ((hA_0 + hH_0) expo_0) a_rp (1 - e_rp c) / (1 - a_rp e_rp c), c = (PM - PM0) / (1 - PM0)"),
    july("entries_averted_by_shared_care", Better::neither, "children a year",
         "Children whom shared care keeps from coming to live away, less those for whom it breaks down",
         &entries_averted_by_shared_care, "kap sum(divP - brP)"),
    july("stepped_up_from_home", Better::less, "children a year",
         "Children looked after at home who come to live away, at the pace of the day",
         [](const YearView& y) { return y.children(sum(y.july().home_supervision.step)); }, "kap sum(step)"),
    over_year("care_years_per_start", Better::less, "years",
              "Child-years looked after, for each child who began to be looked after in the year",
              [](const YearView& y) { return y.counted(Counter::care_years) / y.counted(Counter::starts); }),

    // families
    july("families_coping", Better::more, "families", "Families coping",
         [](const YearView& y) { return sum(y.stocks().coping); }),
    july("families_struggling", Better::less, "families", "Families struggling, need unmet or unknown",
         [](const YearView& y) { return sum(y.stocks().struggling) + sum(y.stocks().struggling_severely); }),
    july("families_waiting", Better::less, "families", "Families waiting for intensive support",
         [](const YearView& y) { return sum(y.stocks().waiting) + sum(y.stocks().waiting_severe); }),
    july("families_supported", Better::neither, "families", "Families in intensive support",
         [](const YearView& y) { return sum(y.stocks().supported) + sum(y.stocks().supported_severe); }),
    july("families_closed_early", Better::less, "families",
         "Families whose support closed early, or whose need was unmet after contact",
         [](const YearView& y) { return sum(y.stocks().closed_early) + sum(y.stocks().closed_early_severe); }),
    july("families_recovering", Better::more, "families", "Families recovering",
         [](const YearView& y) { return sum(y.stocks().recovering); }),
    july(
        "severe_need_share", Better::less, "share",
        "Families whose need is severe, of those struggling, waiting, in intensive support or closed early",
        [](const YearView& y) {
          const auto& s = y.stocks();
          const double severe =
              sum(s.struggling_severely) + sum(s.waiting_severe) + sum(s.supported_severe) + sum(s.closed_early_severe);
          return severe / (severe + sum(s.struggling) + sum(s.waiting) + sum(s.supported) + sum(s.closed_early));
        },
        "sum(U2 + W2 + A2 + X2) / sum(U1 + U2 + W1 + W2 + A1 + A2 + X1 + X2)"),
    july("families_long_term_support", Better::neither, "families", "Families in support without an end",
         [](const YearView& y) { return sum(y.stocks().long_term_support); }),
    july("families_shared_care", Better::neither, "families",
         "Families whose children are part of the week with another family; not looked after",
         [](const YearView& y) { return sum(y.stocks().shared_care); }),
    july("wait_for_support_years", Better::less, "years", "Mean wait for intensive support",
         [](const YearView& y) { return y.july().support.wait; }),
    july(
        "time_struggling_years", Better::less, "years",
        "How long a family struggles before it is found, recovers by itself, comes to crisis or its youngest child "
        "grows up: families struggling, over all who stop in a year (Little's law, exact where numbers stand still)",
        [](const YearView& y) {
          return (sum(y.stocks().struggling) + sum(y.stocks().struggling_severely)) / stop_struggling(y);
        },
        "sum(U1 + U2) / all flows out of U1 and U2 that do not go from one to the other"),
    july(
        "found_share", Better::more, "share", "Families found, of those who stop struggling, whichever way",
        [](const YearView& y) { return families_found(y) / stop_struggling(y); },
        "sum(dW1 + dW2) / all flows out of U1 and U2 that do not go from one to the other"),
    july("severe_when_found_share", Better::less, "share",
         "Families whose need is severe when it is found, straight to statutory measures included, of all found",
         &severe_when_found, "sum(dW2 + dcpA + dcpH) / sum(dW1 + dW2 + dcpA + dcpH)"),
    july("worse_while_waiting", Better::less, "families a year",
         "Families whose need becomes severe while they wait, at the pace of the day", &worse_while_waiting,
         "esc_u sum(W1)"),
    july("universal_reach", Better::more, "share", "Families whom universal support reaches",
         [](const YearView& y) { return y.stocks().universal_reach; }),
    july("support_places", Better::neither, "places", "Places of intensive and long-term support that workers can hold",
         [](const YearView& y) { return y.july().support.capacity; }, "Cap"),
    july(
        "support_places_of_known_need", Better::more, "ratio",
        "Places that workers can hold, of those that families who wait or are in support would take",
        [](const YearView& y) { return y.july().support.capacity / places_for_known_need(y); },
        "Cap / (Aw + AwL + k1 sum(W1) + k2 sum(W2))"),
    july(
        "support_places_used", Better::neither, "ratio",
        "Places of intensive and long-term support in use, of those that the workforce can hold",
        [](const YearView& y) {
          return (y.july().support.in_use + y.july().support.in_long_term) / y.july().support.capacity;
        },
        "(Aw + AwL) / Cap"),
    july(
        "long_stay_share", Better::neither, "share", "Places that support without an end takes, of all places in use",
        [](const YearView& y) {
          return y.july().support.in_long_term / (y.july().support.in_long_term + y.july().support.in_use);
        },
        "AwL / (AwL + Aw)"),
    july("long_stay_places", Better::neither, "places",
         "Places that support without an end takes: the part of the caseload that is there for good",
         [](const YearView& y) { return y.july().support.in_long_term; }, "AwL"),
    july(
        "support_stay_years", Better::neither, "years", "Mean stay in support of a family with milder need",
        [](const YearView& y) { return y.july().support.stay; }, "Dm"),
    july(
        "support_success_share", Better::more, "share",
        "Families whose need support met, of those who leave it; the others close early or drop out",
        [](const YearView& y) { return leave_support(y).succeed / leave_support(y).all(); },
        "sum(succ) / sum(succ + early_1 + early_2 + drop_1 + drop_2)"),
    july(
        "early_closure_share", Better::less, "share",
        "Families whose support closed before their need was met, of those who leave it",
        [](const YearView& y) { return leave_support(y).closed_early / leave_support(y).all(); },
        "sum(early_1 + early_2) / sum(succ + early_1 + early_2 + drop_1 + drop_2)"),
    july("support_drop_outs", Better::less, "families a year", "Families who drop out of support, at the pace of the day",
         [](const YearView& y) { return leave_support(y).drop_out; }, "sum(drop_1 + drop_2)"),
    july("rereferred_in_24_months_share", Better::less, "share",
         "Families who ask again within 24 months, of those whose support closes early, at the rates of the day",
         &rereferred_within_24_months,
         "rrX (1 - grow(-2 tot)) / tot, tot = rrX + sig_1' + hA + hH, or rrX + m2 (hA + hH) where need is severe; by who "
         "closes early"),
    july(
        "relapses", Better::less, "families a year", "Recovering families who relapse, at the pace of the day",
        [](const YearView& y) { return y.july().support.relapsing * sum(y.stocks().recovering); }, "rho' sum(V)"),
    july("relapses_met_share", Better::more, "share", "Relapses that go straight back to support, of all",
         [](const YearView& y) { return y.july().support.relapse_met; }, "lam'"),
    july(
        "worker_changes_per_family_year", Better::less, "changes per family a year",
        "How often a supported family's worker changes: the rate at which family-support workers leave",
        [](const YearView& y) { return y.july().workforce.support_leaving; }, "lF'"),
    july(
        "helped_early_share", Better::more, "share",
        "Families found while their need is milder, of those found or come to crisis",
        [](const YearView& y) {
          const double milder = sum(y.july().crisis.found_milder);
          return milder / (milder + sum(y.july().crisis.found_severe) + sum(y.july().shared_care.starts));
        },
        "sum(dW1) / (sum(dW1 + dW2) + crisis entries)"),
    over_year("refused", Better::less, "families",
              "Families found with milder need and refused support, above 2011 (below 0: fewer than in 2011)",
              [](const YearView& y) { return y.counted(Counter::refused); }),
    over_year("turned_away", Better::less, "families",
              "Families with severe need who gave up waiting as they were told to be stable first",
              [](const YearView& y) { return y.counted(Counter::turned_away); }),
    over_year("helped_before_crisis_share", Better::more, "share",
              "Families who began support, of those who began support or came to crisis",
              [](const YearView& y) {
                const double helped = y.counted(Counter::support_starts);
                return helped / (helped + y.counted(Counter::crisis_entries));
              }),
    over_year("early_closures", Better::less, "families", "Families whose support closed before their need was met",
              [](const YearView& y) { return y.counted(Counter::early_closures); }),
    over_year("rereferrals", Better::less, "families", "Families who asked again after an early closure",
              [](const YearView& y) { return y.counted(Counter::rereferrals); }),
    july("caseload_per_worker", Better::less, "children per worker", "Load on each children's social worker",
         [](const YearView& y) { return y.july().load.caseload; }),
    july(
        "social_worker_vacancies", Better::less, "posts", "Posts of children's social workers that stand empty",
        [](const YearView& y) {
          return std::max(0.0, y.july().workforce.social_posts - y.july().workforce.social_workers);
        },
        "postsS - Sw, or 0"),
    july("social_worker_posts", Better::neither, "posts", "Posts of children's social workers that load calls for",
         [](const YearView& y) { return y.july().workforce.social_posts; }, "postsS"),
    july("social_worker_turnover", Better::less, "of 1 worker a year", "How many children's social workers leave, of each",
         [](const YearView& y) { return y.july().workforce.social_leaving; }, "lS'"),
    july(
        "social_workers_experienced_share", Better::more, "share", "Children's social workers who are experienced, of all",
        [](const YearView& y) { return y.stocks().social_workers_experienced / y.july().workforce.social_workers; },
        "Se / Sw"),
    july(
        "support_worker_vacancies", Better::less, "posts", "Funded posts of family-support workers that stand empty",
        [](const YearView& y) {
          return std::max(0.0, y.july().workforce.support_posts - y.july().workforce.support_workers);
        },
        "postsF - Ft, or 0"),
    july("support_worker_posts", Better::neither, "posts", "Posts of family-support workers that are funded",
         [](const YearView& y) { return y.july().workforce.support_posts; }, "postsF"),
    july(
        "support_workers_experienced_share", Better::more, "share", "Family-support workers who are experienced, of all",
        [](const YearView& y) { return y.stocks().support_workers_experienced / y.july().workforce.support_workers; },
        "xs"),
    july("trust", Better::more, "share", "Trust in, and take-up of, family support",
         [](const YearView& y) { return y.stocks().trust; }),
    july("decision_threshold", Better::neither, "index",
         "Effective decision threshold: 1 in 2011, above 1 removes more children",
         [](const YearView& y) { return y.stocks().decision_threshold; }),

    // parents
    july("parents_unmet_substance", Better::less, "of 1,000 families",
         "Families in which a parent's drink or drug use is unmet need", &parents_unmet<model::need_substance>,
         "1000 G_S"),
    july("parents_unmet_mental", Better::less, "of 1,000 families",
         "Families in which a parent's mental ill-health is unmet need", &parents_unmet<model::need_mental>,
         "1000 G_M"),
    july("parents_unmet_abuse", Better::less, "of 1,000 families",
         "Families in which there is domestic abuse and no help against it", &parents_unmet<model::need_abuse>,
         "1000 G_D"),
    july("parents_treated_substance", Better::neither, "of 1,000 families",
         "Families in which a parent is in treatment for drink or drug use", &parents_treated<model::need_substance>,
         "1000 J_S"),
    july("parents_treated_mental", Better::neither, "of 1,000 families",
         "Families in which a parent is in treatment for mental ill-health", &parents_treated<model::need_mental>,
         "1000 J_M"),
    july("parents_treated_abuse", Better::neither, "of 1,000 families", "Families who have help against domestic abuse",
         &parents_treated<model::need_abuse>, "1000 J_D"),
    july("parents_wait_substance_years", Better::less, "years",
         "From need to treatment of a parent's drink or drug use", &parents_wait<model::need_substance>, "G_S / st_S"),
    july("parents_wait_mental_years", Better::less, "years", "From need to treatment of a parent's mental ill-health",
         &parents_wait<model::need_mental>, "G_M / st_M"),
    july("parents_wait_abuse_years", Better::less, "years", "From domestic abuse to help against it",
         &parents_wait<model::need_abuse>, "G_D / st_D"),
    over_year("entries_due_to_substance", Better::less, "children",
              "Children who came to live away because of a parent's drink or drug use; the three needs overlap: never "
              "add them",
              &entries_due_to<model::need_substance>,
              "entries away (1 - MM(u_S = 0) / MM(u)), MM the pressure on families"),
    over_year("entries_due_to_mental", Better::less, "children",
              "Children who came to live away because of a parent's mental ill-health; never to be added to the others",
              &entries_due_to<model::need_mental>,
              "entries away (1 - MM(u_M = 0) / MM(u)), MM the pressure on families"),
    over_year("entries_due_to_abuse", Better::less, "children",
              "Children who came to live away because of domestic abuse; never to be added to the others",
              &entries_due_to<model::need_abuse>,
              "entries away (1 - MM(u_D = 0) / MM(u)), MM the pressure on families"),
    july("parents_relapsing_mental", Better::less, "of 1,000 families a year",
         "Families in which a parent's mental ill-health comes back, at the pace of the day",
         [](const YearView& y) { return a_thousand * y.july().adult_need.relapsing[model::need_mental]; }, "1000 rel_M"),
    over_year("displacements", Better::less, "families", "Families who left home because of abuse",
              [](const YearView& y) { return y.counted(Counter::displacements); }),
    over_year("emergency_entries", Better::less, "children",
              "Children who came to live away in an emergency at a parent's imprisonment",
              [](const YearView& y) { return y.counted(Counter::emergency_entries); }),

    // life in care and after
    over_year("secure_overflow", Better::less, "children",
              "Children who came to secure care for want of an alternative",
              [](const YearView& y) { return y.counted(Counter::secure_overflow); }),
    july(
        "kinship_share", Better::neither, "share", "Children living with kin, of those living away from home",
        [](const YearView& y) {
          return y.children(sum(y.stocks().kinship)) / (y.july().load.looked_after - y.children(sum(y.stocks().at_home)));
        },
        "sum(K) / sum(K + F + R + S)"),
    july("foster_households", Better::neither, "households", "Foster households",
         [](const YearView& y) { return y.stocks().foster_households; }),
    july("foster_households_approved", Better::more, "households a year",
         "Foster households approved, at the pace of the day", &foster_households_approved),
    july("foster_households_given_up", Better::less, "households a year",
         "Foster households who give up, at the pace of the day", &foster_households_given_up),
    july("foster_places_used", Better::neither, "ratio",
         "Children and young people in foster homes, for each place there; above 1 homes are over-full",
         [](const YearView& y) { return y.july().placement.foster_occupancy; }, "occF"),
    july("residential_places", Better::neither, "places", "Residential places other than secure",
         [](const YearView& y) { return y.stocks().residential_places; }),
    july("residential_places_sold_outside", Better::less, "places",
         "Residential places used by children from outside Scotland",
         [](const YearView& y) { return y.stocks().cross_border_places; }),
    july(
        "residential_vacancy_share", Better::neither, "share", "Residential places that stand empty, of all",
        [](const YearView& y) { return 1.0 - residential_places_used(y) / y.stocks().residential_places; },
        "1 - (kap sum(R) + CCr + XB) / RC"),
    july("residential_price", Better::less, "index", "Price of a residential place for what it costs: 1 in 2011",
         [](const YearView& y) { return y.stocks().residential_price; }, "PI"),
    july("independent_residential_share", Better::neither, "share",
         "Residential care by independent providers, of all", [](const YearView& y) { return y.july().controls.independent; },
         "prv'"),
    over_year("moves_per_child_year", Better::less, "moves per child a year", "Moves of a looked-after child in a year",
              [](const YearView& y) { return y.counted(Counter::moves) / y.counted(Counter::care_years); }),
    july("brothers_sisters_together_share", Better::more, "share",
         "Brothers and sisters away from home who live together",
         [](const YearView& y) { return y.july().harm.siblings_together; }),
    over_year("reunifications", Better::neither, "children", "Children who went home from care, supervised or not",
              [](const YearView& y) { return y.counted(Counter::reunifications); }),
    over_year("reentries", Better::less, "children", "Children looked after again",
              [](const YearView& y) { return y.counted(Counter::reentries); }),
    over_year("adoptions", Better::neither, "children", "Children adopted from care",
              [](const YearView& y) { return y.counted(Counter::adoptions); }),
    july("continuing_care", Better::neither, "persons", "Young people in continuing care",
         [](const YearView& y) { return y.stocks().continuing_family + y.stocks().continuing_residential; }),
    july("aftercare_eligible", Better::neither, "persons", "Young people eligible for aftercare",
         [](const YearView& y) {
           return y.july().adult_life.aftercare_receiving + y.july().adult_life.aftercare_not_receiving;
         }),
    july("aftercare_receiving", Better::more, "persons", "Young people receiving aftercare",
         [](const YearView& y) { return y.july().adult_life.aftercare_receiving; }),
    july("aftercare_receiving_16_18", Better::more, "persons", "Young people of 16-18 receiving aftercare",
         [](const YearView& y) { return y.stocks().aftercare_receiving[0]; }, "AR_0"),
    july(
        "aftercare_receiving_19_21", Better::more, "persons",
        "Young people of 19-21 receiving aftercare, after continuing care included",
        [](const YearView& y) {
          return y.stocks().aftercare_receiving[1] +
                 y.july().p.continuing_to_aftercare * y.stocks().after_continuing_19_21;
        },
        "AR_1 + .8 AC_1"),
    july(
        "aftercare_receiving_22_25", Better::more, "persons",
        "Young people of 22-25 receiving aftercare, after continuing care included",
        [](const YearView& y) {
          return y.stocks().aftercare_receiving[2] +
                 y.july().p.continuing_to_aftercare * y.stocks().after_continuing_22_25;
        },
        "AR_2 + .8 AC_2"),
    july("aftercare_past_26", Better::neither, "persons", "People in aftercare past 26",
         [](const YearView& y) { return y.stocks().aftercare_extended; }),
    over_year("leavers_unsupported", Better::less, "persons",
              "Young people eligible for aftercare who had none at the point of leaving care",
              [](const YearView& y) { return y.counted(Counter::leavers_unsupported); }),
    july(
        "returns_to_care_per_100_leavers", Better::neither, "of 100 leavers",
        "Young people of 16-18 who come back to care, for each 100 who leave it at 16 and over",
        [](const YearView& y) {
          const double people = y.stocks().aftercare_receiving[0] + y.stocks().aftercare_not_receiving[0];
          return 100.0 * y.july().leaving_care.return_rate * people / y.july().leaving_care.leavers;
        },
        "100 ret' (AR_0 + AN_0) / leav16"),
    july("next_generation_risk", Better::less, "index",
         "Need and crisis of the youngest as more adults or fewer are in difficulty: 1 in 2011",
         [](const YearView& y) { return y.july().adult_life.next_generation; }, "ig"),
    july("adults_in_difficulty", Better::less, "persons",
         "Care-experienced people in difficulty, as failure demand counts them",
         [](const YearView& y) { return y.july().adult_life.failure_demand_people; }),
    over_year("custody_years", Better::less, "person-years", "Years of young care-experienced people in custody",
              [](const YearView& y) { return y.counted(Counter::custody_years); }),
    july(
        "housed_share", Better::more, "share", "People of 18-25 off the aftercare register who have a stable home",
        [](const YearView& y) { return y.july().leavers_homes.housed; }, "housed"),
    july(
        "working_share", Better::more, "share",
        "People of 18-25 off the aftercare register who are in work or education",
        [](const YearView& y) { return y.july().leavers_homes.working; }, "working"),
    over_year("reform_years", Better::less, "years", "Time under a reform pause, by how deep it is",
              [](const YearView& y) { return y.counted(Counter::reform_years); }),
    over_year("harm_at_home", Better::less, "serious-harm equivalents", "Serious harm to children at home",
              [](const YearView& y) { return y.counted(Counter::harm_at_home); }),
    over_year("harm_from_separation", Better::less, "serious-harm equivalents",
              "Serious-harm equivalents of separation and moves",
              [](const YearView& y) { return y.counted(Counter::harm_from_separation); }),

    // money
    money("cost_universal", Better::neither, "Universal family support",
          [](const YearView& y) { return y.cost(Category::universal); }),
    money("cost_intensive", Better::neither, "Intensive family support",
          [](const YearView& y) { return y.cost(Category::intensive); }),
    money("cost_practice_support", Better::neither, "Support for carers, for parents after removal, and practice",
          [](const YearView& y) { return y.cost(Category::practice_support); }),
    money("cost_shared_care_and_controls", Better::neither,
          "Shared care, alternatives to secure care, diversion, help out of hours, homes and work for leavers",
          [](const YearView& y) { return y.cost(Category::shared_care) + y.cost(Category::controls); }),
    money("cost_care_system", Better::neither,
          "The care system: care in every setting, social work, hearings, aftercare and continuing care",
          [](const YearView& y) { return total_cost(y, {CostClass::care_system}); }),
    money("cost_aftercare", Better::neither, "Aftercare and continuing care (inside cost_care_system)",
          [](const YearView& y) { return y.cost(Category::aftercare_cc); }),
    money("cost_operating", Better::neither,
          "Operating cost: universal, intensive and practice support, shared care and controls, and the care system",
          [](const YearView& y) { return operating_cost(y); }),
    money("cost_failure_demand", Better::less, "Failure demand of care-experienced people",
          &failure_demand),
    over_year("failure_demand_share_of_spend", Better::less, "share",
              "Failure demand of care-experienced people, of operating cost and failure demand together",
              [](const YearView& y) { return failure_demand(y) / (operating_cost(y) + failure_demand(y)); }),
    money("cost_lost_tax", Better::less, "Lost income tax and national insurance",
          [](const YearView& y) { return total_cost(y, {CostClass::lost_revenue}); }),
    money("cost_wider_failure_demand", Better::less,
          "The same services for people never in care (not part of Follow the Money)",
          [](const YearView& y) { return total_cost(y, {CostClass::wider}); }),
    money("cost_adult_need", Better::neither,
          "Adult services for parents, and what parents' need costs above 2011 (not part of Follow the Money)",
          [](const YearView& y) { return total_cost(y, {CostClass::adult_need}); }),
    money("income_lost_by_people", Better::less, "Income people lose; never to be added to lost tax",
          [](const YearView& y) { return total_cost(y, {CostClass::human}); }),
    over_year("support_share_of_spend", Better::neither, "share",
              "Universal, intensive and practice support, shared care and controls, of operating cost (by level of prevention: "
              "prevention.csv)",
              [](const YearView& y) {
                return total_cost(y, {CostClass::universal, CostClass::targeted}) / operating_cost(y);
              }),
    {"savings_not_released", "GBP", Basis::july, Measure::money, Better::less,
     "Fixed cost that has not left with the children: cost bases above volume, and empty residential places, a year",
     [](const YearView& y) { return y.july().costs.unreleased; }},
    {"cost_per_success", "GBP", Basis::july, Measure::money, Better::less,
     "What intensive support costs for each family whose need it meets, at the pace of the day",
     [](const YearView& y) { return y.july().costs[Category::intensive] / leave_support(y).succeed; },
     "intensive / sum(succ)"},
    {"new_money_without_effect", "GBP", Basis::july, Measure::money, Better::less,
     "New money a year that is spent and builds nothing, by the fidelity of the plan and of Whole Family Wellbeing money",
     &new_money_without_effect, "all gross less all eff, and (1 - fidelity') draw"},
    money("provider_margin", Better::less,
          "What providers of residential and foster care keep as margin (inside their cost, never beside it)",
          [](const YearView& y) { return y.cost(Category::provider_margin); }),
    money("investment", Better::neither, "Ring-fenced new money spent, Whole Family Wellbeing money included",
          [](const YearView& y) { return y.cost(Category::ringfenced_memo); }),
};
// clang-format on

} // namespace

std::string_view words(Better better) {
  switch (better) {
  case Better::less:
    return "less";
  case Better::more:
    return "more";
  case Better::neither:
    break;
  }
  return "neither";
}

std::span<const Quantity> quantities() { return rows; }

const Quantity* find_quantity(std::string_view name) {
  const auto* found = std::find_if(std::begin(rows), std::end(rows), [&](const Quantity& q) { return q.name == name; });
  return found == std::end(rows) ? nullptr : found;
}

bool available(const Quantity& quantity, const YearView& view) {
  return quantity.basis == Basis::july ? view.has_stocks() : view.has_flows();
}

} // namespace headwater::outputs
