#include "model/document/loop_table.hpp"
#include "model/document/markdown.hpp"
#include "model/document/markdown_text.hpp"

#include <cmath>

namespace headwater::model {
namespace {

std::string whole(double number) { return std::to_string(std::lround(number)); }

std::string with_sign(double number) {
  const long rounded = std::lround(number);
  return (rounded > 0 ? "+" : "") + std::to_string(rounded);
}

double in_year(const std::vector<double>& series, int year) {
  return series.at(static_cast<std::size_t>(year - start_year));
}

double above(const std::vector<double>& one, const std::vector<double>& other, int year) {
  return in_year(one, year) - in_year(other, year);
}

std::string list_of(const std::vector<int>& years) {
  std::string text;
  for (const int year : years) {
    text += (text.empty() ? "" : ", ") + std::to_string(year);
  }
  return text;
}

std::string sign_of(Direction direction) {
  constexpr std::array<std::string_view, 4> signs{"(0)", "(+)", "(-)", "(+-)"};
  return std::string(signs[static_cast<std::size_t>(direction)]);
}

std::string arrows_of(const LoopPath& path) {
  std::string text;
  for (const LoopArrow& arrow : path.arrows) {
    text += code(arrow.from) + " " + sign_of(arrow.direction) + (arrow.held ? " **held** " : " ");
  }
  return text + code(path.arrows.back().to);
}

std::string loop_words(const Loop& row) { return std::string(row.symbol) + " " + code(row.name); }

} // namespace

std::string loops_markdown(const LoopTable& table) {
  std::string text =
      generated("Feedback loops", "`model/quantities/loops.def`, `model/sectors` and runs of the model", "loops");
  text +=
      "A scenario cuts a loop with `off = [\"L4\"]`. What the loop feeds back is then held where it stood in 2011. "
      "History fits a little worse so, and a plan is compared with a baseline that is cut alike: these are questions "
      "asked of the model, and no plans.\n\n"
      "This page counts children. What a loop is worth in money needs discounting, a price base and a view of who is "
      "public, which belong to results: give a scenario and its baseline the same `off`.\n\n"
      "## Each loop cut\n\n"
      "Children looked after on 31 July. The loop's own effect is that number with every loop on, less that with the "
      "loop cut; where it changes sign the years are named. Keep the Promise and Cuts are against continue as now, "
      "both cut alike.\n\n";
  {
    Table cut(text, {"cut", "2024", "2040", "2086", "its effect 2024", "2040", "2086", "effect turns in",
                     "Keep the Promise 2040", "2086", "Cuts 2040"});
    const LoopRow& none = table.rows.front();
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const LoopRow& row = table.rows[i];
      const auto effect = [&](int year) { return i == 0 ? "" : with_sign(above(none.baseline, row.baseline, year)); };
      cut.row({i == 0 ? "none" : loop_words(loops()[i - 1]), whole(in_year(row.baseline, 2024)),
               whole(in_year(row.baseline, 2040)), whole(in_year(row.baseline, 2086)), effect(2024), effect(2040),
               effect(2086), list_of(years_of_turning(none.baseline, row.baseline, start_year)),
               with_sign(above(row.promise, row.baseline, 2040)), with_sign(above(row.promise, row.baseline, 2086)),
               with_sign(above(row.cuts, row.baseline, 2040))});
    }
  }
  text +=
      "## Fear and concealment\n\n"
      "The founding documents expect fear to hide need that later comes as a crisis, so that more trust means fewer "
      "removals. With the places there are, the table has it the other way round: more trust finds more families, and "
      "more children come into care. Which equation does it is asked by switching one off at a time. Families who are "
      "found and wait are load on social workers (`num`), and load makes decisions more defensive (`RK*`, L4): most of "
      "the effect goes with it. Less of it comes from a queue that shortens support (`rc`, L11), and none from the "
      "share "
      "of severe need that goes straight to statutory measures when it is found (`dcp_b`, `child_protection_share`): "
      "police, hospital and school notice it in families who trust nobody. With GBP " +
      whole(support_for_those_found * user_prices) +
      "m a year more for intensive support from 2026 (2024-25 prices) there are places for those who are found, and "
      "the "
      "sign is the one that the documents expect. So L12 and L3 are vicious circles only where places are not "
      "short.\n\n"
      "Children looked after on 31 July 2040; an effect is the number with the loop on, less that with it cut. Trust "
      "is "
      "relative to 2011: above 1 the loop finds more families than it would if it were cut.\n\n";
  {
    Table fear(text, {"world", "looked after", "trust", "effect of L12", "effect of L3"});
    for (const FearRow& row : table.fear) {
      const long hundredths = std::lround(100.0 * row.trust_2040);
      fear.row({row.world, whole(row.with_loops),
                std::to_string(hundredths / 100) + "." + (hundredths % 100 < 10 ? "0" : "") +
                    std::to_string(hundredths % 100),
                with_sign(row.effect_of_fear()), with_sign(row.effect_of_contact())});
    }
  }
  text += "## Arrows\n\n"
          "Read off the equations: an arrow stands where an equation reads the quantity before it. (+) raises what it "
          "points at, (-) lowers it, (+-) does either in some of the years looked at (";
  for (const int year : path_years) {
    text += std::to_string(year) + (year == path_years.back() ? "" : ", ");
  }
  text += ", continue as now), and (0) is off. What the switch holds is marked. A loop of which a rise comes back as a "
          "rise is reinforcing, one of which it comes back as a fall balancing. `headwater explain L4` names the "
          "equations.\n\n";
  {
    Table arrows(text, {"loop", "what it is", "held when cut", "kind", "arrows"});
    for (std::size_t i = 0; i < loop_count; ++i) {
      const LoopPath& path = table.paths[i];
      arrows.row({loop_words(loops()[i]), plain(loops()[i].meaning), plain(loops()[i].held),
                  std::string(loop_in_words(path.direction)), arrows_of(path)});
    }
  }
  text.pop_back();
  return text;
}

} // namespace headwater::model
