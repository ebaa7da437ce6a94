#include "outputs/results/july_rates.hpp"

#include "model/quantities/arrows.hpp"
#include "model/scalars/smooth.hpp"

#include <array>

namespace headwater::outputs {
namespace {

using model::End;
using model::sum;

/// A ledger that adds up the flows whose arrow it is asked for.
template<class Wanted> class FlowSum {
public:
  explicit FlowSum(Wanted wanted) : wanted_{wanted} {}

  void flow(std::string_view /*name*/, const model::Arrow& arrow, double rate) {
    total_ += wanted_(arrow) ? rate : 0.0;
  }
  void adjust(std::string_view /*name*/, model::Place /*place*/, double /*rate*/) {}
  void cost(model::Category /*category*/, double /*rate*/) {}
  void count(model::Counter /*counter*/, double /*rate*/) {}
  double total() const { return total_; }

private:
  Wanted wanted_;
  double total_ = 0.0;
};

template<class Wanted> double flowing(const YearView& y, const Wanted& wanted) {
  FlowSum<Wanted> ledger(wanted);
  model::all_flows(y.july(), ledger);
  return ledger.total();
}

template<class Block> bool within(const Block& block, const End& end) {
  return end.inside && end.index >= block.first && end.index < block.first + model::band_count;
}
bool struggles(const End& end) {
  return within(model::stock::struggling, end) || within(model::stock::struggling_severely, end);
}
bool waits(const End& end) { return within(model::stock::waiting, end) || within(model::stock::waiting_severe, end); }
bool is_foster_household(const End& end) { return end == End(model::stock::foster_households); }

} // namespace

double stop_struggling(const YearView& y) {
  return flowing(y, [](const model::Arrow& arrow) { return struggles(arrow.from) && !struggles(arrow.to); });
}

double families_found(const YearView& y) {
  return flowing(y, [](const model::Arrow& arrow) { return struggles(arrow.from) && waits(arrow.to); });
}

double severe_when_found(const YearView& y) {
  const auto& c = y.july().crisis;
  const double severe = sum(c.found_severe) + sum(c.direct_away) + sum(c.direct_at_home);
  return severe / (severe + sum(c.found_milder));
}

double worse_while_waiting(const YearView& y) {
  return flowing(y, [](const model::Arrow& arrow) {
    return within(model::stock::waiting, arrow.from) && within(model::stock::waiting_severe, arrow.to);
  });
}

LeaveSupport leave_support(const YearView& y) {
  const auto& c = y.july().support;
  return {.succeed = sum(c.success),
          .closed_early = sum(c.early) + sum(c.early_severe),
          .drop_out = sum(c.dropout) + sum(c.dropout_severe)};
}

double rereferred_within_24_months(const YearView& y) {
  const auto& w = y.july();
  const double asking = w.support.asking;
  constexpr double years = 2.0;
  double closed = 0.0;
  double again = 0.0;
  for (std::size_t b = 0; b < model::band_count; ++b) {
    const double hazard = w.crisis.hazard_away[b] + w.crisis.hazard_at_home[b];
    for (const auto& [families, leaving] :
         {std::pair(w.support.early[b], asking + w.need.recovery + hazard),
          std::pair(w.support.early_severe[b], asking + w.known().p.severity_of_severe_need * hazard)}) {
      closed += families;
      again += families * asking * (1.0 - model::grow(-years * leaving)) / leaving;
    }
  }
  return again / closed;
}

double places_for_known_need(const YearView& y) {
  const auto& [s, p, r, now] = y.july().known();
  return y.july().support.in_use + y.july().support.in_long_term + p.places_milder * sum(s.waiting) +
         p.places_severe * sum(s.waiting_severe);
}

double entries_away(const YearView& y, std::size_t band) {
  const double arrivals = band == model::age_16_17 ? y.july().climate.arrivals : 0.0;
  return y.children(y.july().placement.entering[band] + arrivals);
}

double repeat_removals(const YearView& y) {
  const auto& [s, p, r, now] = y.july().known();
  const auto& c = y.july().crisis;
  constexpr std::size_t youngest = model::age_0_4;
  const double by_hazard = c.families[youngest] - c.direct_away[youngest] - c.direct_at_home[youngest];
  const double left = 1.0 - p.repeat_removal_effect * model::cover_after_removal_gained(s, p);
  // a share of 2011, which falls by itself: the others stay
  const double share = p.repeat_removal_share * left / (1.0 - p.repeat_removal_share * (1.0 - left));
  return y.children(by_hazard * share);
}

double entries_averted_by_shared_care(const YearView& y) {
  const auto& c = y.july().shared_care;
  return y.children(sum(c.diverted) - sum(c.breakdown));
}

double foster_households_approved(const YearView& y) {
  return flowing(y, [](const model::Arrow& arrow) { return is_foster_household(arrow.to); });
}

double foster_households_given_up(const YearView& y) {
  return flowing(y, [](const model::Arrow& arrow) { return is_foster_household(arrow.from); });
}

double residential_places_used(const YearView& y) {
  const model::Stocks<double>& s = y.stocks();
  return y.children(sum(s.residential)) + s.continuing_residential + s.cross_border_places;
}

double new_money_without_effect(const YearView& y) {
  const auto& m = y.july().new_money;
  double without = (1.0 - m.fidelity) * m.draw;
  for (const model::Stream<double>& stream :
       {m.universal, m.intensive, m.after_removal, m.kinship, m.foster, m.aftercare, m.supervision, m.recovery,
        m.parental_mental_health, m.domestic_abuse_response, m.perinatal, m.prison_planning, m.alternatives,
        m.diversion, m.out_of_hours, m.shared_care, m.housing, m.work}) {
    without += stream.gross - stream.working;
  }
  return without;
}

} // namespace headwater::outputs
