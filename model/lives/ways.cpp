#include "model/lives/ways.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace headwater::model {
namespace {

template<std::size_t Width> bool is_in(std::size_t place, const detail::Block<Width>& block) {
  return place >= block.first && place < block.first + Width;
}

constexpr std::string_view move_within = "move within a setting";

Follows follows(std::size_t from, const End& to) {
  if (!to.inside && to == End(Boundary::grown_up)) {
    return Follows::grows_up;
  }
  const bool stays = to.inside && is_looked_after(to.index);
  if (!is_looked_after(from) || stays) {
    return Follows::nothing;
  }
  return band_of(from) + 1 == band_count ? Follows::joins_the_register : Follows::may_be_the_last_exit;
}

} // namespace

const StockRow& stock_of(std::size_t place) {
  const StockRow* row = stock_at(place);
  if (row == nullptr) {
    throw std::logic_error("an accumulator is no stock");
  }
  return *row;
}

bool counts_people(std::size_t place) {
  const std::string_view unit = stock_of(place).unit;
  return (unit == "families" || unit == "persons") && place != stock::no_stable_home.first;
}
bool is_of_family(std::size_t place) { return stock_of(place).unit == "families"; }
bool is_looked_after(std::size_t place) {
  return is_in(place, stock::at_home) || is_in(place, stock::kinship) || is_in(place, stock::foster) ||
         is_in(place, stock::residential) || is_in(place, stock::secure);
}
bool is_grown(std::size_t place) {
  return !is_of_family(place) && place != stock::left_care_before_16.first && place != stock::continuing_family.first &&
         place != stock::continuing_residential.first && place != stock::aftercare_receiving.first &&
         place != stock::aftercare_not_receiving.first;
}
std::size_t band_of(std::size_t place) { return place - stock_of(place).first; }

bool is_open(std::size_t from, const Arrow& onward) {
  const bool in_care_already = is_looked_after(from) || is_in(from, stock::shared_care);
  return !(is_in(onward.to.index, stock::shared_care) && in_care_already);
}

Ways ways_of(const std::vector<FlowLabel>& flows) {
  Ways ways;
  for (std::size_t place = 0; place < stock_size; ++place) {
    ways.first[place] = ways.all.size();
    if (!counts_people(place)) {
      continue;
    }
    for (std::size_t f = 0; f < flows.size(); ++f) {
      const FlowLabel& flow = flows[f];
      if (flow.kind != FlowLabel::Kind::flow || !(flow.arrow.from == End(Place{place}))) {
        continue;
      }
      const End& to = flow.arrow.to;
      if (to.inside && !counts_people(to.index)) {
        throw std::logic_error(std::string(flow.name) + " leads people to what does not count them");
      }
      if (to.inside || !boundaries()[to.index].junction) {
        ways.all.push_back({place, to, flow.name, {}, follows(place, to), f, no_flow});
        continue;
      }
      for (std::size_t g = 0; g < flows.size(); ++g) {
        const FlowLabel& onward = flows[g];
        if (onward.kind == FlowLabel::Kind::flow && onward.arrow.from == to && onward.arrow.to.inside &&
            band_of(onward.arrow.to.index) == band_of(place) && is_open(place, onward.arrow)) {
          ways.all.push_back({place, onward.arrow.to, flow.name, onward.name, follows(place, onward.arrow.to), f, g});
        }
      }
    }
    if (is_looked_after(place)) {
      ways.all.push_back({place, Place{place}, move_within, {}, Follows::nothing, no_flow, no_flow});
    }
  }
  ways.first[stock_size] = ways.all.size();
  return ways;
}

} // namespace headwater::model
