#include "model/experiments/prim.hpp"

#include "model/experiments/random_engine.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/hypergeometric.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

namespace headwater::experiments {
namespace {

constexpr std::uint64_t prim_purpose = 0x7072696d; // "prim"
constexpr double infinite = std::numeric_limits<double>::infinity();

/// Numbers of points, as places in the caller's list.
using Numbers = std::vector<std::size_t>;

struct Count {
  std::size_t points = 0;
  std::size_t of_interest = 0;

  void meet(bool interesting) {
    ++points;
    of_interest += interesting ? 1 : 0;
  }
};

/// Exact, as it decides which of two equal boxes is taken.
bool denser(const Count& one, const Count& other) {
  return one.of_interest * other.points > other.of_interest * one.points;
}

/// The points looked at, what of them is left, and how much there was at first.
class PrimData {
public:
  PrimData(const Points& points, const Interest& interest, Numbers numbers)
      : points_{&points}, interest_{&interest}, left_(std::move(numbers)), at_first_{count_of(left_)} {}

  const Numbers& left() const { return left_; }
  const Count& at_first() const { return at_first_; }
  Count count() const { return count_of(left_); }
  std::size_t inputs() const { return points_->front().size(); }
  double at(std::size_t number, std::size_t input) const { return (*points_)[number][input]; }
  bool interesting(std::size_t number) const { return *(*interest_)[number]; }
  bool inside(const PrimBox& box, std::size_t number) const { return contains(box, (*points_)[number]); }

  Count count_in(const PrimBox& box) const {
    Count count;
    for (const std::size_t number : left_) {
      if (inside(box, number)) {
        count.meet(interesting(number));
      }
    }
    return count;
  }

  void take_out(const PrimBox& box) {
    std::erase_if(left_, [&](std::size_t number) { return inside(box, number); });
  }

private:
  Count count_of(const Numbers& numbers) const {
    Count count;
    for (const std::size_t number : numbers) {
      count.meet(interesting(number));
    }
    return count;
  }

  const Points* points_;
  const Interest* interest_;
  Numbers left_;
  Count at_first_;
};

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

/// 0 where the box has less than its share, or all or nothing is in it or of interest.
double score_of(const Count& box, const Count& left) {
  const double mass = share(box.points, left.points);
  const double base = share(left.of_interest, left.points);
  const double gain = share(box.of_interest, left.of_interest) - mass;
  if (!(gain > 0.0) || mass == 1.0 || base == 1.0) {
    return 0.0;
  }
  const double denser_by = share(box.of_interest, box.points) - base;
  return std::sqrt(gain / (1.0 - mass) * std::max(0.0, denser_by) / (1.0 - base));
}

BoxMeasures measures_of(const PrimBox& box, const Count& inside, const PrimData& data) {
  BoxMeasures measures;
  measures.points = inside.points;
  measures.of_interest = inside.of_interest;
  measures.coverage = share(inside.of_interest, data.at_first().of_interest);
  measures.density = share(inside.of_interest, inside.points);
  measures.mass = share(inside.points, data.at_first().points);
  measures.score = score_of(inside, data.count());
  measures.restricted = static_cast<std::size_t>(
      std::count_if(box.begin(), box.end(), [](const PrimRange& range) { return range.restricted(); }));
  return measures;
}

enum class BoxEnd { low, high };

double bound_of(const PrimRange& range, BoxEnd end) { return end == BoxEnd::low ? range.low : range.high; }

void set_bound(PrimRange& range, BoxEnd end, double value) { (end == BoxEnd::low ? range.low : range.high) = value; }

/// Midway, but never on the point outside.
double between(double inside, double outside) {
  const double midway = inside / 2 + outside / 2;
  return midway == outside ? inside : midway;
}

/// How many points a share comes to: at least one.
std::size_t patience(double part, std::size_t points) {
  return std::max<std::size_t>(1, static_cast<std::size_t>(part * static_cast<double>(points)));
}

/// Moving one end of the range of one input, and what the box then has.
struct Move {
  std::size_t input;
  BoxEnd end;
  double bound;
  Count inside;
};

bool better(const Move& one, const Move& other) {
  return denser(one.inside, other.inside) ||
         (!denser(other.inside, one.inside) && one.inside.points > other.inside.points);
}

/// The points of a box, sorted by every input.
class SortedBox {
public:
  explicit SortedBox(const PrimData& data) : data_{&data}, sorted_(data.inputs(), data.left()), count_{data.count()} {
    for (std::size_t input = 0; input < sorted_.size(); ++input) {
      std::sort(sorted_[input].begin(), sorted_[input].end(), [&data, input](std::size_t one, std::size_t other) {
        return std::pair(data.at(one, input), one) < std::pair(data.at(other, input), other);
      });
    }
  }

  const Count& count() const { return count_; }

  /// Takes off about so many points at an end; points of the same value go together. Nothing if all are the same.
  std::optional<Move> peel(std::size_t input, BoxEnd end, std::size_t about) const {
    const Numbers& sorted = sorted_[input];
    const std::size_t n = sorted.size();
    // The i-th point from that end.
    const auto value = [&](std::size_t i) { return data_->at(sorted[end == BoxEnd::low ? i : n - 1 - i], input); };
    std::size_t off = std::min(about, n - 1);
    while (off > 0 && value(off - 1) == value(off)) { // the first that stays has others of its value before it
      --off;
    }
    if (off == 0) { // the first value is that of too many: all of it goes
      while (off < n && value(off) == value(0)) {
        ++off;
      }
      if (off == n) {
        return std::nullopt;
      }
    }
    Move move{input, end, between(value(off), value(off - 1)), count_};
    for (std::size_t i = 0; i < off; ++i) {
      --move.inside.points;
      move.inside.of_interest -= data_->interesting(sorted[end == BoxEnd::low ? i : n - 1 - i]) ? 1 : 0;
    }
    return move;
  }

  void make(const Move& move) {
    const auto outside = [this, &move](std::size_t number) {
      const double value = data_->at(number, move.input);
      return move.end == BoxEnd::low ? value < move.bound : value > move.bound;
    };
    for (Numbers& sorted : sorted_) {
      std::erase_if(sorted, outside);
    }
    count_ = move.inside;
  }

private:
  const PrimData* data_;
  std::vector<Numbers> sorted_;
  Count count_;
};

Numbers every_input(std::size_t inputs) {
  Numbers all(inputs);
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

/// Peels by some of the inputs.
std::vector<PrimStep> peel_by(const Numbers& inputs, const PrimData& data, const PrimSettings& settings) {
  PrimBox box(data.inputs());
  SortedBox sorted(data);
  std::vector<PrimStep> trajectory{{box, measures_of(box, sorted.count(), data)}};
  const auto least = std::max(1.0, settings.least_mass * static_cast<double>(data.at_first().points));
  while (sorted.count().of_interest < sorted.count().points) {
    std::optional<Move> best;
    for (const std::size_t input : inputs) {
      for (const BoxEnd end : {BoxEnd::low, BoxEnd::high}) {
        const auto move = sorted.peel(input, end, patience(settings.peel, sorted.count().points));
        if (move && static_cast<double>(move->inside.points) >= least && (!best || better(*move, *best))) {
          best = move;
        }
      }
    }
    if (!best) {
      break;
    }
    sorted.make(*best);
    set_bound(box[best->input], best->end, best->bound);
    trajectory.push_back({box, measures_of(box, sorted.count(), data)});
  }
  return trajectory;
}

/// Puts about so many points back at an end that is not free; points of the same value come together.
std::optional<Move> put_back(const PrimBox& box, std::size_t input, BoxEnd end, const Count& inside, std::size_t about,
                             const PrimData& data) {
  PrimBox wider = box;
  set_bound(wider[input], end, end == BoxEnd::low ? -infinite : infinite);
  // Distances from the bound, so that both ends are the same.
  std::vector<std::pair<double, std::size_t>> beyond;
  for (const std::size_t number : data.left()) {
    if (data.inside(wider, number) && !data.inside(box, number)) {
      const double value = data.at(number, input);
      beyond.emplace_back(end == BoxEnd::low ? -value : value, number);
    }
  }
  std::sort(beyond.begin(), beyond.end());
  std::size_t back = std::min(about, beyond.size());
  while (back > 0 && back < beyond.size() && beyond[back].first == beyond[back - 1].first) {
    ++back;
  }
  if (back == 0) {
    return std::nullopt;
  }
  Move move{input, end, bound_of(wider[input], end), inside};
  if (back < beyond.size()) {
    const double bound = between(beyond[back - 1].first, beyond[back].first);
    move.bound = end == BoxEnd::low ? -bound : bound;
  }
  for (std::size_t i = 0; i < back; ++i) {
    move.inside.meet(data.interesting(beyond[i].second));
  }
  return move;
}

PrimBox pasted(PrimBox box, const PrimData& data, const PrimSettings& settings) {
  Count inside = data.count_in(box);
  for (;;) {
    std::optional<Move> best;
    for (std::size_t input = 0; input < box.size(); ++input) {
      for (const BoxEnd end : {BoxEnd::low, BoxEnd::high}) {
        if (std::isinf(bound_of(box[input], end))) {
          continue;
        }
        const auto move = put_back(box, input, end, inside, patience(settings.paste, inside.points), data);
        const bool gains = move && move->inside.of_interest > inside.of_interest && !denser(inside, move->inside);
        if (gains && (!best || better(*move, *best))) {
          best = move;
        }
      }
    }
    if (!best) {
      return box;
    }
    set_bound(box[best->input], best->end, best->bound);
    inside = best->inside;
  }
}

/// P(X >= h) of n draws, each of interest with the probability p.
double binomial_tail(std::size_t h, std::size_t n, double p) {
  if (h == 0 || p >= 1.0) {
    return 1.0;
  }
  const boost::math::binomial_distribution<double> draws(static_cast<double>(n), p);
  return boost::math::cdf(boost::math::complement(draws, static_cast<double>(h - 1)));
}

std::vector<PrimRestriction> restrictions_of(const PrimBox& box, const PrimData& data) {
  const Count inside = data.count_in(box);
  std::vector<PrimRestriction> restrictions;
  for (std::size_t input = 0; input < box.size(); ++input) {
    if (box[input].restricted()) {
      PrimBox freer = box;
      freer[input] = {};
      const Count without = data.count_in(freer);
      const double quasi_p =
          binomial_tail(inside.of_interest, inside.points, share(without.of_interest, without.points));
      restrictions.push_back({input, box[input].low, box[input].high, quasi_p});
    }
  }
  return restrictions;
}

/// Sets free the inputs of which chance would restrict as many: the least surprising one each time, never the last.
PrimBox without_chance(PrimBox box, const PrimData& data, const PrimSettings& settings) {
  for (;;) {
    const std::vector<PrimRestriction> restrictions = restrictions_of(box, data);
    const auto worst = std::max_element(
        restrictions.begin(), restrictions.end(),
        [](const PrimRestriction& one, const PrimRestriction& other) { return one.quasi_p < other.quasi_p; });
    if (restrictions.size() < 2 || worst->quasi_p * static_cast<double>(box.size()) < settings.restriction_chance) {
      return box;
    }
    box[worst->input] = {};
  }
}

PrimBox spared(PrimBox box, const PrimData& data, const PrimSettings& settings) {
  const Count left = data.count();
  double highest = score_of(data.count_in(box), left);
  for (;;) {
    double best_score = 0.0;
    std::optional<std::size_t> freed;
    for (std::size_t input = 0; input < box.size(); ++input) {
      if (box[input].restricted()) {
        PrimBox freer = box;
        freer[input] = {};
        const double score = score_of(data.count_in(freer), left);
        if (score > best_score) {
          best_score = score;
          freed = input;
        }
      }
    }
    if (!freed || best_score < (1.0 - settings.slack) * highest) {
      return box;
    }
    box[*freed] = {};
    highest = std::max(highest, best_score);
  }
}

/// Fisher's exact test: P(X >= h) of the box's points, drawn from those left without putting back.
double fisher_tail(const Count& box, const Count& left) {
  if (box.of_interest + left.points <= left.of_interest + box.points || box.of_interest == 0) {
    return 1.0; // so many have to be of interest at least
  }
  const boost::math::hypergeometric_distribution<double> draws(
      static_cast<unsigned>(left.of_interest), static_cast<unsigned>(box.points), static_cast<unsigned>(left.points));
  return boost::math::cdf(boost::math::complement(draws, static_cast<unsigned>(box.of_interest - 1)));
}

void check_prim(const Points& points, const Interest& interest, const PrimSettings& settings) {
  if (points.size() != interest.size()) {
    throw std::invalid_argument("scenario discovery needs to know of each point whether it is of interest: " +
                                std::to_string(interest.size()) + " for " + std::to_string(points.size()));
  }
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (points[i].size() != points.front().size()) {
      throw std::invalid_argument("points must have the same number of coordinates");
    }
    if (interest[i] && !std::all_of(points[i].begin(), points[i].end(), [](double x) { return std::isfinite(x); })) {
      throw std::invalid_argument("point " + std::to_string(i) + " has a coordinate that is not finite");
    }
  }
  const auto proper = [](double part) { return part > 0.0 && part < 1.0; };
  if (!proper(settings.peel) || !proper(settings.paste) || !proper(settings.least_mass) || !proper(settings.held_out) ||
      !proper(settings.chance) || !proper(settings.restriction_chance) ||
      !(settings.slack >= 0.0 && settings.slack < 1.0)) {
    throw std::invalid_argument("settings of scenario discovery are between 0 and 1");
  }
}

Numbers known_points(const Interest& interest) {
  Numbers numbers;
  for (std::size_t i = 0; i < interest.size(); ++i) {
    if (interest[i]) {
      numbers.push_back(i);
    }
  }
  return numbers;
}

Numbers restricted_inputs(const PrimBox& box) {
  Numbers inputs;
  for (std::size_t input = 0; input < box.size(); ++input) {
    if (box[input].restricted()) {
      inputs.push_back(input);
    }
  }
  return inputs;
}

FoundBox look_for_box(const PrimData& searched, const PrimData& held_out, const PrimData& all,
                      const PrimSettings& settings) {
  FoundBox found{{}, {}, {}, {}, 1.0, {}, {}};
  Numbers inputs = every_input(searched.inputs());
  for (;;) {
    found.trajectory = peel_by(inputs, searched, settings);
    const auto best = std::max_element(
        found.trajectory.begin(), found.trajectory.end(),
        [](const PrimStep& one, const PrimStep& other) { return one.measures.score < other.measures.score; });
    found.box = pasted(best->box, searched, settings);
    found.box = spared(without_chance(found.box, searched, settings), searched, settings);
    Numbers kept = restricted_inputs(found.box);
    if (kept.size() == inputs.size() || kept.empty()) {
      break;
    }
    inputs = std::move(kept); // and again, by these alone
  }
  found.all = measures_of(found.box, all.count_in(found.box), all);
  found.searched = measures_of(found.box, searched.count_in(found.box), searched);
  found.held_out = measures_of(found.box, held_out.count_in(found.box), held_out);
  found.chance = fisher_tail(held_out.count_in(found.box), held_out.count());
  found.restrictions = restrictions_of(found.box, all);
  return found;
}

} // namespace

bool PrimRange::restricted() const { return !std::isinf(low) || !std::isinf(high); }

bool contains(const PrimBox& box, const std::vector<double>& point) {
  for (std::size_t input = 0; input < box.size(); ++input) {
    if (!box[input].contains(point[input])) {
      return false;
    }
  }
  return true;
}

std::vector<PrimStep> peeling_trajectory(const Points& points, const Interest& interest, const PrimSettings& settings) {
  check_prim(points, interest, settings);
  const Numbers known = known_points(interest);
  return known.empty() ? std::vector<PrimStep>{}
                       : peel_by(every_input(points.front().size()), PrimData(points, interest, known), settings);
}

ScenarioDiscovery discover_scenarios(const Points& points, const Interest& interest, const PrimSettings& settings) {
  check_prim(points, interest, settings);
  const Numbers known = known_points(interest);
  Numbers to_search;
  Numbers to_hold_out;
  const auto out = static_cast<std::size_t>(settings.held_out * static_cast<double>(known.size()));
  for (const std::size_t place : RandomEngine(settings.seed, 0, prim_purpose).order(known.size())) {
    (to_hold_out.size() < out ? to_hold_out : to_search).push_back(known[place]);
  }
  PrimData all(points, interest, known);
  PrimData searched(points, interest, std::move(to_search));
  PrimData held_out(points, interest, std::move(to_hold_out));

  ScenarioDiscovery discovery{known.size(), all.count().of_interest, points.size() - known.size(),
                              {},           PrimEnd::enough_boxes,   {}};
  while (discovery.boxes.size() < settings.most_boxes) {
    if (searched.count().of_interest == 0) {
      discovery.end = PrimEnd::nothing_of_interest;
      break;
    }
    if (searched.count().of_interest == searched.count().points) {
      discovery.end = PrimEnd::all_of_interest;
      break;
    }
    FoundBox found = look_for_box(searched, held_out, all, settings);
    if (found.restrictions.empty() || !(found.chance < settings.chance)) {
      discovery.end = PrimEnd::no_better_than_chance;
      if (!found.restrictions.empty()) {
        discovery.turned_down = std::move(found);
      }
      break;
    }
    all.take_out(found.box);
    searched.take_out(found.box);
    held_out.take_out(found.box);
    discovery.boxes.push_back(std::move(found));
  }
  return discovery;
}

} // namespace headwater::experiments
