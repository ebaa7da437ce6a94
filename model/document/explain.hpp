// Explain: all that is known of one name: what it means, its unit, where its number comes from, its equations and where
// it is used.
#pragma once

#include "model/quantities/sources.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::model {

/// One equation in an explanation.
struct ExplainedEquation {
  std::string name;  ///< plain name, such as "need appears"
  std::string left;  ///< `onset_b`, "C_b -> U_b" or "dC_b/dt"
  std::string right; ///< the expression
  std::string unit;  ///< empty where the left-hand side says it
  std::string bands; ///< such as "b = 1, 2, 3"; empty where it holds for all
  std::string sector;
};

/// A number with its range, as a table states it.
struct ExplainedValue {
  std::optional<double> value; ///< none for a lever, which a scenario sets
  double low = 0.0;
  double high = 0.0;
  std::string distribution;
  char grade = ' '; ///< ' ' for a lever
  std::string grade_meaning;
  std::string scales_with; ///< what an area scales it by; empty for nothing
};

/// One arrow of a loop.
struct ExplainedArrow {
  std::string from;      ///< symbol
  std::string to;        ///< symbol
  std::string direction; ///< raises, lowers, or off, in the world of 31 July 2011
  std::string equation;  ///< plain name of the equation or flow by which it acts
  bool held = false;     ///< whether cutting the loop stills it
};

/// What a loop is, besides its meaning.
struct ExplainedLoop {
  std::string held;                   ///< what stands still where it is cut
  std::string direction;              ///< reinforcing, balancing or off
  std::vector<ExplainedArrow> arrows; ///< in order, from the first quantity back to it
};

struct Explanation {
  std::string kind; ///< parameter, stock, lever, counter, cost category, driver, reference, auxiliary, flow or loop
  std::string name;
  std::string symbol;
  std::string meaning;
  std::string unit;
  std::optional<ExplainedValue> value{};
  std::vector<Source> sources{};
  std::vector<ExplainedEquation> equations{}; ///< its own: definition, rate or change a year
  std::vector<ExplainedEquation> inflows{};   ///< of a stock
  std::vector<ExplainedEquation> outflows{};  ///< of a stock
  std::vector<std::string> used_in{};         ///< such as "onset_b (need appears)" or "C_b -> U_b (need appears)"
  bool used_at_start = false;                 ///< whether the world of 2011 is worked out from this parameter
  std::string price{};                        ///< of a lever: paid, rule or transfer, in words
  std::optional<ExplainedLoop> loop{};
  std::vector<std::string> also{}; ///< other things of that name, as names that explain them: "lever:kinship"
};

/// What a plain name or a symbol stands for. Where it stands for several things the first of: parameter, stock, lever,
/// auxiliary, flow, counter, cost category, loop, driver, reference; "lever:kinship" asks for the one of that kind. A stock's
/// symbol may carry its band: `U`, `U_b` and `U_2` are one stock.
std::optional<Explanation> explain(std::string_view name);

/// Every name and symbol that `explain` knows, each once, sorted.
std::vector<std::string> explainable_names();

} // namespace headwater::model
