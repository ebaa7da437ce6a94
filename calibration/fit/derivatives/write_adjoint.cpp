// Writes the adjoint of the model: C++ that follows a run backwards. Built and run before what it writes is compiled.
//
//   write_adjoint FILE
//
// The equations run once over formulas, and their derivatives are formulas too. What they say is then divided by how
// often it has to be done, and by whether it has to wait:
//
//   once      what varies with the run alone                         a run, in plain doubles
//   points    derivatives along the arrows that are left when
//             numbers that cost more than they save are taken out    8 points of time at once, in lanes
//   sweep     adjoints of the state before from those of the slopes  a point, one after another: sums of products alone
//   collect   adjoints of what varies with the run alone             8 points at once
//   finish    from these and those of the start to parameters        a run
//   figure    adjoints of states from that of a published figure     a figure
#include "calibration/fit/derivatives/linear_graph.hpp"
#include "calibration/known/counterparts.hpp"
#include "model/solve/right_hand_side.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <exception>
#include <fstream>
#include <iostream>
#include <set>
#include <string>

namespace headwater::calibration {
namespace {

using formulas::Formula;
using formulas::FormulaBook;
using formulas::FormulaNode;
using formulas::Given;
using formulas::Operation;
using formulas::Varies;
using Vertex = LinearGraph::Vertex;

constexpr std::size_t points_at_once = 8;
/// What an arrow costs that is followed in lanes, where one that is followed point by point costs 1.
constexpr double cost_in_lanes = 0.2;

const FormulaNode& node_of(Vertex vertex) { return FormulaBook::current().nodes()[vertex]; }
Varies varies(Vertex vertex) { return FormulaBook::current().varies(vertex); }
bool is_given(Vertex vertex, Given kind) {
  return node_of(vertex).operation == Operation::given && node_of(vertex).given.kind == kind;
}

std::string number(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  std::string result(text.data(), end);
  if (result.find_first_of(".en") == std::string::npos) {
    result += ".0";
  }
  return "N(" + result + ")";
}

std::string element(const std::string& array, std::size_t index) { return array + "[" + std::to_string(index) + "]"; }
/// Numbers of the points at once, in lanes.
std::string in_lanes(const std::string& array, std::size_t index) {
  return "load(" + array + " + " + std::to_string(points_at_once * index) + ")";
}

/// Numbers things in the order in which they are asked for.
class Places {
public:
  std::size_t of(Vertex vertex) {
    const auto [place, is_new] = place_of_.try_emplace(vertex, order_.size());
    if (is_new) {
      order_.push_back(vertex);
    }
    return place->second;
  }
  const std::vector<Vertex>& order() const { return order_; }

private:
  std::map<Vertex, std::size_t> place_of_;
  std::vector<Vertex> order_;
};

/// Statements that work out formulas from what is given, each once.
class Values {
public:
  /// `given` is the text of what need not be worked out; empty for what must.
  explicit Values(std::function<std::string(Vertex)> given) : given_{std::move(given)} {}

  /// The text by which a formula is used, after its statements have been added to `to`.
  std::string use(std::string& to, Vertex vertex) {
    const FormulaNode node = node_of(vertex);
    if (node.operation == Operation::number) {
      return number(node.value);
    }
    if (std::string text = given_(vertex); !text.empty()) {
      return text;
    }
    std::string name = "v" + std::to_string(vertex);
    if (node.operation != Operation::at_least && !known_.insert(vertex).second) {
      return name;
    }
    std::array<std::string, 3> operand;
    for (std::size_t i = 0; i < node.operands; ++i) {
      operand.at(i) = use(to, node.operand.at(i));
    }
    const auto& [a, b, c] = operand;
    if (node.operation == Operation::at_least) {
      return a + " >= " + b; // where it is used
    }
    to += "  const N " + name + " = ";
    switch (node.operation) {
    case Operation::add:
      to += a + " + " + b;
      break;
    case Operation::subtract:
      to += a + " - " + b;
      break;
    case Operation::multiply:
      to += a + " * " + b;
      break;
    case Operation::divide:
      to += a + " / " + b;
      break;
    case Operation::negate:
      to += "-" + a;
      break;
    case Operation::square_root:
      to += "sqrt(" + a + ")";
      break;
    case Operation::exponential:
      to += "exp(" + a + ")";
      break;
    case Operation::minimum:
      to += "min(" + a + ", " + b + ")";
      break;
    case Operation::maximum:
      to += "max(" + a + ", " + b + ")";
      break;
    case Operation::where:
      to += "where(" + a + ", " + b + ", " + c + ")";
      break;
    default:
      throw std::logic_error("a formula of something that is not given");
    }
    to += ";\n";
    return name;
  }

private:
  std::function<std::string(Vertex)> given_;
  std::set<Vertex> known_;
};

/// The adjoint of a vertex: what its arrows carry, each times the adjoint it leads to.
std::string adjoint(const LinearGraph& graph, Vertex vertex, const std::function<std::string(Vertex)>& carried,
                    const std::function<std::string(Vertex)>& adjoint_of) {
  std::string sum;
  for (const auto& [to, formula] : graph.from(vertex)) {
    const FormulaNode node = node_of(formula.node());
    const bool is_number = node.operation == Operation::number;
    const bool less = node.operation == Operation::negate || (is_number && node.value == -1.0);
    sum += less ? (sum.empty() ? "-" : " - ") : (sum.empty() ? "" : " + ");
    if (!is_number || std::abs(node.value) != 1.0) {
      sum += carried(node.operation == Operation::negate ? node.operand[0] : formula.node()) + " * ";
    }
    sum += adjoint_of(to);
  }
  return sum;
}

/// Adjoints from the outputs of a graph back to its inputs, in plain doubles. `output` is the text of an output's
/// adjoint, `input` of what is added to.
std::string all_adjoints(const LinearGraph& graph, Values& values,
                         const std::function<std::string(std::size_t)>& output,
                         const std::function<std::string(Vertex)>& input) {
  std::string text;
  for (const Vertex vertex : graph.backwards()) {
    const std::string sum = adjoint(
        graph, vertex, [&](Vertex formula) { return values.use(text, formula); },
        [&](Vertex to) {
          return to >= LinearGraph::first_output ? output(to - LinearGraph::first_output) : "b" + std::to_string(to);
        });
    text += graph.is_input(vertex) ? "  " + input(vertex) + " += " + sum + ";\n"
                                   : "  const double b" + std::to_string(vertex) + " = " + sum + ";\n";
  }
  return text;
}

// ---- published figures --------------------------------------------------------------------------------------------

/// Two years of states as formulas: this 31 July, the last, this 1 April, the last, state after state.
enum Ends : std::size_t { july, july_before, april, april_before };
constexpr std::array<const char*, 4> end_names{"july", "july_before", "april", "april_before"};

std::vector<Formula> counterpart_formulas() {
  const auto state = [](Ends end) {
    model::State<Formula> made;
    for (std::size_t i = 0; i < model::state_size; ++i) {
      made[i] = FormulaBook::current().leaf({Given::state, static_cast<std::uint32_t>(end * model::state_size + i)});
    }
    return made;
  };
  constexpr int year = model::AnnualRecord::first_april + 1;
  History<Formula> history;
  history.july_states.resize(year - model::start_year + 1, state(july_before));
  history.july_states.back() = state(july);
  history.april_states = {state(april_before), state(april)};
  history.children_per_family = FormulaBook::current().leaf(
      {Given::parameter, static_cast<std::uint32_t>(model::find_parameter("children_per_looked_after_family"))});
  std::vector<Formula> made;
  for (const Counterpart<Formula>& row : counterparts<Formula>()) {
    made.push_back(row.value(history, year));
  }
  return made;
}

std::string figure_text(const std::vector<Formula>& figures) {
  const auto place = [](Vertex vertex, const std::string& ending) {
    const std::uint32_t position = node_of(vertex).given.position;
    return is_given(vertex, Given::parameter)
               ? element(ending.empty() ? "p" : "by", position)
               : element(end_names.at(position / model::state_size) + ending, position % model::state_size);
  };
  // Of a figure that is a sum, the states themselves are not read.
  std::string text = "void adjoint_figure(std::size_t row, double weight, const double* p, double* by";
  for (const std::string name : end_names) {
    text += ",\n                    [[maybe_unused]] const double* " + name + ", double* " + name + "_adjoint";
  }
  text += ") {\n  using N = double;\n  switch (row) {\n";
  for (std::size_t row = 0; row < figures.size(); ++row) {
    const auto is_leaf = [](Vertex vertex) { return node_of(vertex).operation == Operation::given; };
    const LinearGraph graph(std::span(&figures[row], 1), is_leaf);
    Values values([&](Vertex vertex) { return is_leaf(vertex) ? place(vertex, "") : std::string(); });
    text += "  case " + std::to_string(row) + ": {\n" +
            all_adjoints(
                graph, values, [](std::size_t) { return std::string("weight"); },
                [&](Vertex vertex) { return place(vertex, "_adjoint"); }) +
            "  } break;\n";
  }
  return text + "  default:\n    break;\n  }\n}\n\n";
}

// ---- the run ------------------------------------------------------------------------------------------------------

/// The givens of a kind that formulas are made from.
std::set<std::uint32_t> read_by(const std::vector<Formula>& made, Given kind) {
  std::set<std::uint32_t> positions;
  std::set<Vertex> seen;
  std::vector<Vertex> open;
  for (const Formula formula : made) {
    open.push_back(formula.node());
  }
  while (!open.empty()) {
    const Vertex vertex = open.back();
    open.pop_back();
    if (!seen.insert(vertex).second) {
      continue;
    }
    const FormulaNode& node = node_of(vertex);
    if (is_given(vertex, kind)) {
      positions.insert(node.given.position);
    }
    open.insert(open.end(), node.operand.begin(), node.operand.begin() + node.operands);
  }
  return positions;
}

/// Numbers of the state that move a figure sooner or later.
std::vector<std::size_t> numbers_that_matter(const std::vector<Formula>& figures, const model::State<Formula>& slopes) {
  std::set<std::size_t> matter;
  for (const std::uint32_t position : read_by(figures, Given::state)) {
    matter.insert(position % model::state_size);
  }
  for (std::size_t before = 0; before != matter.size();) {
    before = matter.size();
    std::vector<Formula> moved;
    for (const std::size_t i : matter) {
      moved.push_back(slopes[i]);
    }
    const auto read = read_by(moved, Given::state);
    matter.insert(read.begin(), read.end());
  }
  return {matter.begin(), matter.end()};
}

class RunWriter {
public:
  RunWriter(const model::State<Formula>& slopes, const std::vector<std::size_t>& matter)
      : matter_{matter}, graph_{some(slopes, matter), &varies_at_most_with_run_or_state} {
    graph_.eliminate([](Vertex vertex) { return varies(vertex) == Varies::with_state ? 1.0 : cost_in_lanes; });
  }

  std::string text() {
    // In this order, as each asks for what those before it in the run have to leave.
    const std::string sweep = sweep_text();
    const std::string collect = collect_text();
    const std::string points = points_text();
    const std::string finish = finish_text();
    const std::string once = once_text();
    const auto constant = [](const char* name, std::size_t value) {
      return "constexpr std::size_t " + std::string(name) + " = " + std::to_string(value) + ";\n";
    };
    return constant("once_count", once_.order().size()) + constant("carried_count", carried_.order().size()) +
           constant("kept_count", kept_.order().size()) + constant("input_count", inputs_.order().size()) + "\n" +
           once + points + sweep + collect + finish;
  }

private:
  static std::vector<Formula> some(const model::State<Formula>& slopes, const std::vector<std::size_t>& matter) {
    std::vector<Formula> chosen;
    for (const std::size_t i : matter) {
      chosen.push_back(slopes[i]);
    }
    return chosen;
  }
  static bool varies_at_most_with_run_or_state(Vertex vertex) {
    return varies(vertex) == Varies::with_run || is_given(vertex, Given::state);
  }
  /// Whether a formula is worked out once a run.
  static bool is_once(Vertex vertex) {
    return node_of(vertex).operation != Operation::number && varies(vertex) <= Varies::with_run;
  }
  static bool waits(Vertex vertex) {
    return vertex >= LinearGraph::first_output || varies(vertex) == Varies::with_state;
  }

  std::string sweep_text() {
    std::string text = "void adjoint_sweep(const double* once, const double* carried, const double* slope, double* "
                       "before, double* kept) {\n  using N = double;\n";
    const auto carried = [&](Vertex formula) {
      const FormulaNode& node = node_of(formula);
      return node.operation == Operation::number ? number(node.value)
             : is_once(formula)                  ? element("once", once_.of(formula))
                                                 : element("carried", points_at_once * carried_.of(formula));
    };
    std::string keeps;
    std::set<Vertex> needed_in_lanes;
    for (const Vertex vertex : graph_.backwards()) {
      for (const auto& [to, formula] : graph_.from(vertex)) {
        if (!waits(vertex) && waits(to)) {
          needed_in_lanes.insert(to);
        }
      }
    }
    for (const Vertex vertex : needed_in_lanes) {
      if (vertex >= LinearGraph::first_output) {
        text += "  " + element("kept", points_at_once * kept_.of(vertex)) + " = " + slope_of(vertex) + ";\n";
      }
    }
    for (const Vertex vertex : graph_.backwards()) {
      if (!waits(vertex)) {
        continue;
      }
      const std::string sum = adjoint(graph_, vertex, carried, [this](Vertex to) { return plain(to); });
      if (graph_.is_input(vertex)) {
        text += "  " + element("before", node_of(vertex).given.position) + " = " + sum + ";\n";
        continue;
      }
      text += "  const N " + plain(vertex) + " = " + sum + ";\n";
      if (needed_in_lanes.contains(vertex)) {
        text += "  " + element("kept", points_at_once * kept_.of(vertex)) + " = " + plain(vertex) + ";\n";
      }
    }
    return text + "}\n\n";
  }

  std::string collect_text() {
    std::string text = "void adjoint_collect(const double* once, const double* carried, const double* kept, double* "
                       "input) {\n  using N = Lanes;\n";
    const auto carried = [&](Vertex formula) {
      const FormulaNode& node = node_of(formula);
      return node.operation == Operation::number ? number(node.value)
             : is_once(formula)                  ? "N(" + element("once", once_.of(formula)) + ")"
                                                 : in_lanes("carried", carried_.of(formula));
    };
    for (const Vertex vertex : graph_.backwards()) {
      if (waits(vertex)) {
        continue;
      }
      const std::string sum = adjoint(graph_, vertex, carried, [this](Vertex to) {
        return waits(to) ? in_lanes("kept", kept_.of(to)) : "b" + std::to_string(to);
      });
      if (graph_.is_input(vertex)) {
        const std::string place = "input + " + std::to_string(points_at_once * inputs_.of(vertex));
        text += "  store(" + place + ", load(" + place + ") + (" + sum + "));\n";
      } else {
        text += "  const N b" + std::to_string(vertex) + " = " + sum + ";\n";
      }
    }
    return text + "}\n\n";
  }

  std::string points_text() {
    std::string text = "void adjoint_points(const double* once, const double* x, const double* now, double* carried) "
                       "{\n  using N = Lanes;\n";
    Values values([&](Vertex vertex) {
      const FormulaNode& node = node_of(vertex);
      if (is_once(vertex)) {
        return "N(" + element("once", once_.of(vertex)) + ")";
      }
      return node.operation != Operation::given
                 ? std::string()
                 : in_lanes(node.given.kind == Given::state ? "x" : "now", node.given.position);
    });
    for (std::size_t i = 0; i < carried_.order().size(); ++i) {
      const std::string value = values.use(text, carried_.order()[i]);
      text += "  store(carried + " + std::to_string(points_at_once * i) + ", " + value + ");\n";
    }
    return text + "}\n\n";
  }

  std::string once_text() {
    std::string text = "void adjoint_once(const double* p, const double* r, double* once) {\n  using N = double;\n";
    Values values(&given_once);
    for (std::size_t i = 0; i < once_.order().size(); ++i) {
      const std::string value = values.use(text, once_.order()[i]);
      text += "  " + element("once", i) + " = " + value + ";\n";
    }
    return text + "}\n\n";
  }

  std::string finish_text() {
    std::string text = "void adjoint_finish(const double* p, const double* r, const double* now, double place_rate, "
                       "const double* input,\n                    const double* start, double* by) {\n"
                       "  using N = double;\n"
                       "  std::array<double, " +
                       std::to_string(formulas::reference_count) + "> reference{};\n  {\n";
    const auto adds_to = [](Vertex vertex) {
      return element(is_given(vertex, Given::reference) ? "reference" : "by", node_of(vertex).given.position);
    };
    std::vector<Formula> ends;
    for (const Vertex vertex : inputs_.order()) {
      ends.push_back(FormulaBook::at(vertex));
    }
    Values values(&given_once);
    text += all_adjoints(
        LinearGraph(
            ends,
            [](Vertex vertex) { return is_given(vertex, Given::parameter) || is_given(vertex, Given::reference); }),
        values, [](std::size_t i) { return element("input", i); }, adds_to);
    text += "  }\n";
    const model::Start<Formula> start = formulas::start_of_run();
    std::array<Formula, model::stock_size> stocks;
    model::write_stocks(start.stocks, stocks.data());
    std::vector<std::string> adjoints;
    ends.clear();
    for (const std::size_t i : matter_) {
      if (i < model::stock_size) {
        ends.push_back(stocks.at(i));
        adjoints.push_back(element("start", i));
      }
    }
    const auto reference = std::bit_cast<std::array<Formula, formulas::reference_count>>(start.reference);
    for (std::size_t i = 0; i < reference.size(); ++i) {
      ends.push_back(reference.at(i));
      adjoints.push_back(element("reference", i));
    }
    const auto is_parameter = [](Vertex vertex) { return is_given(vertex, Given::parameter); };
    const auto is_settled = [](Vertex vertex) { return is_given(vertex, Given::settled); };
    text += "  double settled = 0.0;\n" +
            block(
                ends, [&](Vertex vertex) { return is_parameter(vertex) || is_settled(vertex); },
                [&](std::size_t i) { return adjoints[i]; },
                [&](Vertex vertex) { return is_settled(vertex) ? "settled" : adds_to(vertex); });
    // Of what has settled, x = round(x, p): dx/dp = (d round/dp) / (1 - d round/dx).
    const std::vector<Formula> round{start.place_rate};
    text += "  double by_itself = 0.0;\n" +
            block(
                round, is_settled, [](std::size_t) { return std::string("1.0"); },
                [](Vertex) { return std::string("by_itself"); }) +
            "  settled /= 1.0 - by_itself;\n" +
            block(
                round, is_parameter, [](std::size_t) { return std::string("settled"); }, adds_to);
    return text + "}\n\n";
  }

  /// Adjoints of what the start is made from, in a block of their own.
  static std::string block(std::span<const Formula> ends, const std::function<bool(Vertex)>& is_input,
                           const std::function<std::string(std::size_t)>& output,
                           const std::function<std::string(Vertex)>& input) {
    LinearGraph graph(ends, is_input);
    // Not for its speed: with what lies between taken out, a branch that is not taken carries nothing.
    graph.eliminate([](Vertex) { return 1.0; });
    Values values(&given_once);
    return "  {\n" + all_adjoints(graph, values, output, input) + "  }\n";
  }

  static std::string given_once(Vertex vertex) {
    const FormulaNode& node = node_of(vertex);
    if (node.operation != Operation::given) {
      return {};
    }
    switch (node.given.kind) {
    case Given::parameter:
      return element("p", node.given.position);
    case Given::reference:
      return element("r", node.given.position);
    case Given::moment:
      return element("now", node.given.position);
    case Given::settled:
      return "place_rate";
    default:
      throw std::logic_error("a state where there is none");
    }
  }

  std::string slope_of(Vertex output) const { return element("slope", matter_[output - LinearGraph::first_output]); }
  std::string plain(Vertex vertex) const {
    return vertex >= LinearGraph::first_output ? slope_of(vertex) : "b" + std::to_string(vertex);
  }

  std::vector<std::size_t> matter_;
  LinearGraph graph_;
  Places once_;    ///< formulas worked out once a run
  Places carried_; ///< what arrows carry, where it changes with the point of time
  Places kept_;    ///< vertices whose adjoints are kept of every point
  Places inputs_;  ///< what varies with the run alone and moves what does not
};

void write_adjoint(const std::string& file) {
  const FormulaBook book;
  const std::vector<Formula> figures = counterpart_formulas();
  const model::State<Formula> slopes = formulas::right_hand_side().slopes;
  const std::string run = RunWriter(slopes, numbers_that_matter(figures, slopes)).text();
  std::ofstream to(file);
  to.exceptions(std::ios::failbit | std::ios::badbit);
  to << "// Written by calibration/fit/derivatives/write_adjoint.cpp from the equations of the model.\n\n"
     << run << figure_text(figures);
}

} // namespace
} // namespace headwater::calibration

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "write_adjoint FILE\n";
    return 2;
  }
  try {
    headwater::calibration::write_adjoint(argv[1]);
  } catch (const std::exception& problem) {
    std::cerr << "write_adjoint: " << problem.what() << "\n";
    return 1;
  }
  return 0;
}
