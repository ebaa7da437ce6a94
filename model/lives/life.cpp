#include "model/lives/life.hpp"

#include "model/experiments/exponential.hpp"

#include <algorithm>
#include <utility>

namespace headwater::model {
namespace {

/// "life" in ASCII: these numbers serve nothing else.
constexpr std::uint64_t for_lives = 0x6c696665;

class Walk {
public:
  Walk(const LifeRates& rates, experiments::RandomEngine& engine) : rates_{rates}, engine_{engine} {}

  Life from(std::size_t place, std::size_t at, double part) {
    step_ = at;
    time_ = rates_.begins + (static_cast<double>(at) + part) * rates_.step;
    begin(Place{place}, "begins");
    double wait = experiments::exponential(engine_);
    double left = (1.0 - part) * rates_.step;
    for (; step_ < rates_.count; ++step_, left = rates_.step) {
      for (;;) {
        const double rate = rate_of_all();
        if (wait >= rate * left) {
          wait -= rate * left;
          break;
        }
        left -= wait / rate;
        time_ = rates_.begins + static_cast<double>(step_ + 1) * rates_.step - left;
        go_on(rate);
        wait = experiments::exponential(engine_);
      }
    }
    return std::move(life_);
  }

private:
  double rate_of_all() const {
    double rate = 0.0;
    for (const End& tag : tags_) {
      rate += tag.inside ? rates_.leaving_rate(step_, tag.index) : 0.0;
    }
    return rate;
  }

  void begin(const End& at, std::string_view what) {
    tags_.push_back(at);
    life_.events.push_back({time_, what, {}, tags_.size() - 1, at});
  }

  // Chooses a way in proportion to its rate, and goes it.
  void go_on(double rate) {
    double at = engine_.unit() * rate;
    std::size_t last_tag = 0;
    std::size_t last = no_flow; // should rounding leave something at the end
    for (std::size_t tag = 0; tag < tags_.size(); ++tag) {
      if (!tags_[tag].inside) {
        continue;
      }
      const std::size_t place = tags_[tag].index;
      for (std::size_t way = rates_.ways.first[place]; way < rates_.ways.first[place + 1]; ++way) {
        const double here = rates_.rate(step_, way);
        if (here > 0.0) {
          last_tag = tag;
          last = way;
          at -= here;
          if (at < 0.0) {
            go(tag, rates_.ways.all[way]);
            return;
          }
        }
      }
    }
    go(last_tag, rates_.ways.all[last]);
  }

  void go(std::size_t tag, const Way& way) {
    tags_[tag] = way.to;
    life_.events.push_back({time_, way.what, way.then, tag, way.to});
    const Leaving& leaving = rates_.leaving[step_];
    switch (way.follows) {
    case Follows::nothing:
      break;
    case Follows::may_be_the_last_exit:
      if (engine_.unit() < leaving.last_exit.share) {
        arrive(leaving.last_exit);
      }
      break;
    case Follows::joins_the_register:
      join(way, leaving);
      break;
    case Follows::grows_up:
      if (engine_.unit() < rates_.in_need[way.from]) {
        arrive(rates_.never_in_care);
      }
      break;
    }
  }

  // Stays on in continuing care, or joins the register, or neither.
  void join(const Way& way, const Leaving& leaving) {
    const bool left_care = !way.to.inside;
    const std::size_t setting = stock_of(way.from).first;
    double stays_on = 0.0;
    if (left_care) {
      stays_on = setting == stock::kinship.first       ? leaving.stays_on_kinship
                 : setting == stock::foster.first      ? leaving.stays_on_foster
                 : setting == stock::residential.first ? leaving.stays_on_residential
                                                       : 0.0;
    }
    double at = engine_.unit();
    if (at < stays_on) {
      arrive(setting == stock::residential.first ? leaving.continuing_residential : leaving.continuing_family);
      return;
    }
    at = (at - stays_on) / (1.0 - stays_on);
    for (const Arrival& arrival : leaving.register_or_not) {
      at -= arrival.share;
      if (at < 0.0) {
        arrive(arrival);
        return;
      }
    }
    arrive(leaving.register_or_not.back());
  }

  void arrive(const Arrival& arrival) { begin(Place{arrival.place}, arrival.what); }

  const LifeRates& rates_;
  experiments::RandomEngine& engine_;
  Life life_;
  std::vector<End> tags_;
  std::size_t step_ = 0;
  double time_ = 0.0;
};

} // namespace

Life draw_life(const LifeRates& rates, std::size_t place, experiments::RandomEngine& engine, std::size_t at,
               double part) {
  return Walk(rates, engine).from(place, at, part);
}

std::vector<ToldEvent> told(const Life& life) {
  std::vector<ToldEvent> story;
  std::optional<End> family;
  std::optional<End> person;
  std::size_t of_person = 0; // which tag is told; 0: none
  std::size_t latest = 0;    // the last tag that has begun
  for (const LifeEvent& event : life.events) {
    bool tells = false;
    bool within = false;
    bool counted = false;
    if (event.tag == 0) {
      tells = story.empty() || family.has_value();
      if (tells) {
        within = !story.empty() && *family == event.at && event.at.inside;
        family = event.at;
        if (event.at.inside && is_looked_after(event.at.index)) {
          person.reset();
          of_person = 0;
        }
      }
    } else {
      const bool begins = event.tag > latest;
      latest = std::max(latest, event.tag);
      const bool says_less = person && event.at == End(stock::noncare_difficulty_18_44);
      tells = begins ? !says_less : event.tag == of_person;
      if (tells) {
        counted = begins;
        of_person = event.tag;
        person = event.at;
        if (!event.at.inside || is_grown(event.at.index)) {
          family.reset();
        }
      }
    }
    if (tells) {
      story.push_back({event.time, event.what, event.then, family, person, within, counted});
    }
  }
  return story;
}

experiments::RandomEngine luck_of(std::uint64_t seed, std::uint64_t persona, std::uint64_t number) {
  return experiments::RandomEngine(seed, persona << 32U | number, for_lives);
}

} // namespace headwater::model
