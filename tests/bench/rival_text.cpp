#include "tests/bench/rival_text.hpp"

#include "model/quantities/arrows.hpp"
#include "model/solve/clock.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>

namespace headwater::bench {
namespace {

using Node = std::uint32_t;

constexpr std::string_view generated = "Written by tests/bench/write_rivals.cpp from the equations of the model.";

// ---- which nodes become variables -----------------------------------------------------------------------------------

// Whether a comparison is written where it is used or has a variable of its own.
enum class Comparisons : std::uint8_t { written_where_used, variables };

std::vector<std::size_t> count_uses(const FormulaBook& book, const RightHandSide& right, Comparisons comparisons) {
  std::vector<std::size_t> uses(book.nodes().size(), 0);
  for (const Formula slope : right.slopes) {
    ++uses[slope.node()];
  }
  for (Node i = static_cast<Node>(uses.size()); i-- > 0;) {
    const FormulaNode& node = book.nodes()[i];
    const bool repeated = node.operation == Operation::at_least && comparisons == Comparisons::written_where_used;
    for (std::size_t k = 0; right.needed[i] && k < node.operands; ++k) {
      uses[node.operand[k]] += repeated ? uses[i] : 1;
    }
  }
  return uses;
}

// A part of the work: the nodes it works out, and which of them later parts read.
struct Part {
  std::vector<Node> nodes;
  std::vector<Node> kept;
};

enum PartName : std::size_t { once, at, every, part_count };

std::size_t part_of(const FormulaBook& book, Node node) {
  switch (book.varies(node)) {
  case Varies::never:
  case Varies::with_run:
    return once;
  case Varies::with_time:
  case Varies::with_run_and_time:
    return at;
  default:
    return every;
  }
}

std::array<Part, part_count> stages(const FormulaBook& book, const RightHandSide& right) {
  std::array<Part, part_count> parts;
  std::vector<bool> kept(book.nodes().size(), false);
  const auto keep = [&](Node node) {
    if (book.nodes()[node].operands > 0) {
      kept[node] = true;
    }
  };
  for (Node i = 0; i < right.needed.size(); ++i) {
    const FormulaNode& node = book.nodes()[i];
    if (!right.needed[i] || node.operands == 0) {
      continue;
    }
    parts[part_of(book, i)].nodes.push_back(i);
    for (std::size_t k = 0; k < node.operands; ++k) {
      if (part_of(book, node.operand[k]) < part_of(book, i)) {
        keep(node.operand[k]);
      }
    }
  }
  for (const Formula slope : right.slopes) {
    if (part_of(book, slope.node()) < every) {
      keep(slope.node());
    }
  }
  for (Node i = 0; i < kept.size(); ++i) {
    if (kept[i]) {
      parts[part_of(book, i)].kept.push_back(i);
    }
  }
  return parts;
}

std::string variable(const FormulaBook& book, Node node) {
  const std::string& name = book.nodes()[node].name;
  return name.empty() ? "v" + std::to_string(node) : name;
}

std::string element(std::string_view array, std::size_t index) {
  return std::string(array) + "[" + std::to_string(index) + "]";
}

// ---- expressions between variables ----------------------------------------------------------------------------------

// How a language writes what is not + - * /.
struct Language {
  std::string_view square_root;
  std::string_view minimum;
  std::string_view maximum;
  std::function<std::string(const std::string& comparison, const std::string& a, const std::string& b)> where;
};

class Infix {
public:
  /// `known` gives the text of a node that need not be written out, or nothing.
  Infix(const FormulaBook& book, Language language, std::function<std::optional<std::string>(Node)> known)
      : book_{book}, language_{std::move(language)}, known_{std::move(known)} {}

  /// The text of a node from its operands, in the order in which they are worked out.
  std::string definition(Node position) const { return write(position).text; }
  std::string use(Node position) const { return operand(position).text; }

private:
  enum class Binding : std::uint8_t { sum, product, whole };
  struct Text {
    std::string text;
    Binding binding = Binding::whole;
  };

  Text operand(Node position) const {
    if (const auto text = known_(position)) {
      return {*text};
    }
    const FormulaNode& node = book_.nodes()[position];
    if (node.operation == Operation::number) {
      const std::string text = number_text(node.value);
      return {node.value < 0.0 ? "(" + text + ")" : text};
    }
    return write(position);
  }

  Text write(Node position) const {
    const FormulaNode& node = book_.nodes()[position];
    const auto x = [&](std::size_t i) { return operand(node.operand[i]); };
    const auto infix = [&](std::string_view sign, Binding binding) -> Text {
      const Text left = x(0);
      const Text right = x(1);
      const auto bracketed = [](const Text& t, bool brackets) { return brackets ? "(" + t.text + ")" : t.text; };
      return {bracketed(left, left.binding < binding) + std::string(sign) + bracketed(right, right.binding <= binding),
              binding};
    };
    const auto call = [&](std::string_view function) -> Text {
      std::string text = std::string(function) + "(";
      for (std::size_t i = 0; i < node.operands; ++i) {
        text += (i > 0 ? ", " : "") + x(i).text;
      }
      return {text + ")"};
    };
    switch (node.operation) {
    case Operation::add:
      return infix(" + ", Binding::sum);
    case Operation::subtract:
      return infix(" - ", Binding::sum);
    case Operation::multiply:
      return infix(" * ", Binding::product);
    case Operation::divide:
      return infix(" / ", Binding::product);
    case Operation::negate:
      return {"(-(" + x(0).text + "))"};
    case Operation::square_root:
      return call(language_.square_root);
    case Operation::minimum:
      return call(language_.minimum);
    case Operation::maximum:
      return call(language_.maximum);
    case Operation::at_least:
      return {x(0).text + " >= " + x(1).text, Binding::sum};
    case Operation::where:
      return {language_.where(x(0).text, x(1).text, x(2).text)};
    default:
      return {"unset"};
    }
  }

  const FormulaBook& book_;
  Language language_;
  std::function<std::optional<std::string>(Node)> known_;
};

// ---- C --------------------------------------------------------------------------------------------------------------

std::string given_element(const GivenNumber& given) {
  switch (given.kind) {
  case Given::state:
    return element("x", given.position);
  case Given::parameter:
    return element("given", given.position);
  case Given::reference:
    return element("given", model::parameter_count + given.position);
  case Given::moment:
    return element("now", given.position);
  case Given::settled:
    break; // the start alone is made of it
  }
  throw std::logic_error("the equations of a step read nothing that settles");
}

class CWriter {
public:
  CWriter(const FormulaBook& book, const RightHandSide& right)
      : book_{book}, right_{right}, uses_{count_uses(book, right, Comparisons::written_where_used)} {}

  // The statements that work out `nodes`; `kept_before` says where earlier parts left theirs.
  std::string statements(const std::vector<Node>& nodes, const std::map<Node, std::string>& kept_before,
                         const std::map<Node, std::string>& kept_here) const {
    std::vector<bool> has_variable(book_.nodes().size(), false);
    const Infix infix{book_,
                      {"sqrt", "rival_min", "rival_max",
                       [](const auto& comparison, const auto& a, const auto& b) {
                         return "(" + comparison + " ? " + a + " : " + b + ")";
                       }},
                      [&](Node node) -> std::optional<std::string> {
                        if (const auto kept = kept_before.find(node); kept != kept_before.end()) {
                          return kept->second;
                        }
                        if (has_variable[node]) {
                          return variable(book_, node);
                        }
                        const FormulaNode& made = book_.nodes()[node];
                        return made.operation == Operation::given ? std::optional(given_element(made.given))
                                                                  : std::nullopt;
                      }};
    std::string text;
    for (const Node node : nodes) {
      const auto kept = kept_here.find(node);
      const FormulaNode& made = book_.nodes()[node];
      const bool wanted = kept != kept_here.end() || !made.name.empty() || uses_[node] > 1;
      if (!wanted || (made.operation == Operation::at_least && kept == kept_here.end())) {
        continue;
      }
      text += "  const double " + variable(book_, node) + " = " + infix.definition(node) + ";\n";
      has_variable[node] = true;
      if (kept != kept_here.end()) {
        text += "  " + kept->second + " = " + variable(book_, node) + ";\n";
      }
    }
    if (kept_here.empty()) {
      for (std::size_t i = 0; i < right_.slopes.size(); ++i) {
        text += "  " + element("dxdt", i) + " = " + infix.use(right_.slopes[i].node()) + ";\n";
      }
    }
    return text;
  }

private:
  const FormulaBook& book_;
  const RightHandSide& right_;
  std::vector<std::size_t> uses_;
};

std::vector<Node> all_nodes(const FormulaBook& book, const RightHandSide& right) {
  std::vector<Node> nodes;
  for (Node i = 0; i < right.needed.size(); ++i) {
    if (right.needed[i] && book.nodes()[i].operands > 0) {
      nodes.push_back(i);
    }
  }
  return nodes;
}

std::map<Node, std::string> places(const Part& part, std::string_view array) {
  std::map<Node, std::string> result;
  for (std::size_t i = 0; i < part.kept.size(); ++i) {
    result.emplace(part.kept[i], element(array, i));
  }
  return result;
}

std::string defined(std::string_view name, std::size_t value) {
  return "#define " + std::string(name) + " " + std::to_string(value) + "\n";
}

// ---- numpy ----------------------------------------------------------------------------------------------------------

// One ufunc a node, into an array of the list `b` that nobody needs any more.
class NumpyWriter {
public:
  NumpyWriter(const FormulaBook& book, const RightHandSide& right) : book_{book}, right_{right} {}

  std::string statements(const std::vector<Node>& nodes, const std::map<Node, std::string>& kept_before,
                         const std::map<Node, std::string>& kept_here, bool with_slopes) {
    where_ = kept_before;
    const auto last_use = last_uses(nodes, with_slopes);
    std::multimap<Node, std::size_t> slopes;
    for (std::size_t i = 0; with_slopes && i < right_.slopes.size(); ++i) {
      slopes.emplace(right_.slopes[i].node(), i);
    }
    std::vector<std::size_t> free;
    std::map<Node, std::size_t> in_buffer;
    std::string text;
    for (const Node node : nodes) {
      const FormulaNode& made = book_.nodes()[node];
      const auto kept = kept_here.find(node);
      const auto slope = slopes.find(node);
      // the operands' buffers may take the result
      const std::string arguments = is_scalar(node) ? "" : operands(made);
      for (std::size_t k = 0; k < made.operands; ++k) {
        const auto held = in_buffer.find(made.operand[k]);
        if (held != in_buffer.end() && last_use.at(made.operand[k]) == node) {
          free.push_back(held->second);
          in_buffer.erase(held);
        }
      }
      if (is_scalar(node)) {
        const std::string to = kept != kept_here.end() ? kept->second : "s" + std::to_string(node);
        text += "    " + to + " = " + scalar(node) + "\n";
        where_[node] = to;
      } else if (made.operation == Operation::at_least || made.operation == Operation::where) {
        const std::string to = "w" + std::to_string(node);
        text += "    " + to + " = " + function(made.operation) + "(" + arguments + ")\n";
        if (kept != kept_here.end()) {
          text += "    " + kept->second + (made.operation == Operation::where ? "[:]" : "") + " = " + to + "\n";
        }
        where_[node] = to;
      } else {
        std::string to;
        if (kept != kept_here.end()) {
          to = kept->second;
        } else if (slope != slopes.end()) {
          to = element("d", slope->second);
          slopes.erase(slope);
        } else {
          if (free.empty()) {
            free.push_back(buffers_++);
          }
          in_buffer.emplace(node, free.back());
          to = element("b", free.back());
          free.pop_back();
        }
        text += "    " + function(made.operation) + "(" + arguments + ", " + to + ")\n";
        where_[node] = to;
      }
    }
    for (const auto& [node, i] : slopes) {
      text += "    " + element("d", i) + "[:] = " + use(node) + "\n";
    }
    return text.empty() ? "    pass\n" : text;
  }

  std::size_t buffers() const { return buffers_; }
  /// The numbers the equations say, of which each is an array of the list `n`.
  const std::vector<double>& numbers() const { return numbers_; }

  // The same for every draw: a number of Python.
  bool is_scalar(Node node) const {
    return book_.varies(node) <= Varies::with_time && book_.varies(node) != Varies::with_run;
  }

private:
  std::map<Node, Node> last_uses(const std::vector<Node>& nodes, bool with_slopes) const {
    std::map<Node, Node> last;
    for (const Node node : nodes) {
      const FormulaNode& made = book_.nodes()[node];
      for (std::size_t k = 0; k < made.operands; ++k) {
        last[made.operand[k]] = node;
      }
    }
    for (std::size_t i = 0; with_slopes && i < right_.slopes.size(); ++i) {
      last[right_.slopes[i].node()] = static_cast<Node>(book_.nodes().size());
    }
    return last;
  }

  static std::string function(Operation operation) {
    switch (operation) {
    case Operation::add:
      return "add";
    case Operation::subtract:
      return "subtract";
    case Operation::multiply:
      return "multiply";
    case Operation::divide:
      return "divide";
    case Operation::negate:
      return "negative";
    case Operation::square_root:
      return "sqrt";
    case Operation::minimum:
      return "minimum";
    case Operation::maximum:
      return "maximum";
    case Operation::at_least:
      return "greater_equal";
    default:
      return "where";
    }
  }

  std::string use(Node node) const {
    if (const auto known = where_.find(node); known != where_.end()) {
      return known->second;
    }
    const FormulaNode& made = book_.nodes()[node];
    return made.operation == Operation::number ? number_text(made.value) : given_element(made.given);
  }

  // A number among arrays is an array of itself: numpy takes as long again to make one of a number of Python.
  std::string operands(const FormulaNode& made) {
    std::string text;
    for (std::size_t k = 0; k < made.operands; ++k) {
      const FormulaNode& operand = book_.nodes()[made.operand[k]];
      const auto number = [&] {
        const auto place = std::find(numbers_.begin(), numbers_.end(), operand.value);
        const auto index = static_cast<std::size_t>(place - numbers_.begin());
        if (place == numbers_.end()) {
          numbers_.push_back(operand.value);
        }
        return element("n", index);
      };
      text += (k > 0 ? ", " : "") + (operand.operation == Operation::number ? number() : use(made.operand[k]));
    }
    return text;
  }

  std::string scalar(Node node) const {
    const Infix infix{book_,
                      {"root", "min", "max",
                       [](const auto& comparison, const auto& a, const auto& b) {
                         return "(" + a + " if " + comparison + " else " + b + ")";
                       }},
                      [this](Node n) -> std::optional<std::string> {
                        const FormulaNode& made = book_.nodes()[n];
                        return made.operation == Operation::number ? std::nullopt : std::optional(use(n));
                      }};
    return infix.definition(node);
  }

  const FormulaBook& book_;
  const RightHandSide& right_;
  std::map<Node, std::string> where_;
  std::vector<double> numbers_;
  std::size_t buffers_ = 0;
};

// ---- Vensim ---------------------------------------------------------------------------------------------------------

std::string state_name(std::size_t index) {
  if (const model::StockRow* row = model::stock_at(index)) {
    return "s_" + std::string(row->name) + (row->bands > 1 ? "_" + std::to_string(index - row->first) : "");
  }
  const std::size_t category = index - model::stock_size;
  if (category < model::category_count) {
    return "cost_" + std::string(model::categories()[category].name);
  }
  return "count_" + std::string(model::counters()[category - model::category_count].name);
}

std::string given_name(const GivenNumber& given) {
  switch (given.kind) {
  case Given::state:
    return state_name(given.position);
  case Given::parameter:
    return "p_" + std::string(model::parameters()[given.position].name);
  case Given::reference:
    return "r_" + std::to_string(given.position);
  case Given::moment:
    return "now_" + std::to_string(given.position);
  case Given::settled:
    break; // the start alone is made of it
  }
  throw std::logic_error("the equations of a step read nothing that settles");
}

std::string equation(const std::string& left, const std::string& right) { return left + " = " + right + " ~~|\n"; }

// A driver as a table over time; a run of equal values keeps its ends alone.
std::string driver_text(std::size_t position, std::span<const model::Moment<double>> moments) {
  constexpr std::size_t time_position = offsetof(model::Moment<double>, time) / sizeof(double);
  const auto value_at = [&](std::size_t step) {
    const auto values = std::bit_cast<std::array<double, moment_count>>(moments[2 * step]);
    // Vensim has no infinity: a time that never comes
    return std::min(values[position], 1e30);
  };
  if (position == time_position) {
    return "Time + " + number_text(value_at(0));
  }
  const std::size_t last = (moments.size() - 1) / 2;
  std::string points;
  bool changes = false;
  for (std::size_t step = 0; step <= last; ++step) {
    const double value = value_at(step);
    const bool inside = step > 0 && step < last && value_at(step - 1) == value && value_at(step + 1) == value;
    changes = changes || value != value_at(0);
    if (!inside) {
      points += (points.empty() ? "(" : ",(") + number_text(static_cast<double>(step) * model::step_length) + "," +
                number_text(value) + ")";
    }
  }
  return changes ? "WITH LOOKUP(Time, (" + points + "))" : number_text(value_at(0));
}

} // namespace

std::string number_text(double value) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  std::string text(digits.data(), end);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string c_text(const FormulaBook& book, const RightHandSide& right) {
  const auto parts = stages(book, right);
  const auto kept_once = places(parts[once], "once");
  const auto kept_at = places(parts[at], "at");
  auto kept_before = kept_once;
  kept_before.insert(kept_at.begin(), kept_at.end());
  const CWriter writer{book, right};
  std::string text = "/* " + std::string(generated) + " */\n#include <math.h>\n\n";
  text += defined("RIVAL_STATE", right.slopes.size()) +
          defined("RIVAL_GIVEN", model::parameter_count + reference_count) + defined("RIVAL_MOMENT", moment_count) +
          defined("RIVAL_ONCE", parts[once].kept.size()) + defined("RIVAL_AT", parts[at].kept.size());
  text += "\nstatic inline double rival_min(double a, double b) { return b < a ? b : a; }\n"
          "static inline double rival_max(double a, double b) { return a < b ? b : a; }\n\n"
          "static inline void rival_rhs(const double *restrict x, const double *restrict given,\n"
          "                             const double *restrict now, double *restrict dxdt) {\n" +
          writer.statements(all_nodes(book, right), {}, {}) +
          "}\n\n#ifdef RIVAL_STAGED\n"
          "static inline void rival_once(const double *restrict given, double *restrict once) {\n" +
          writer.statements(parts[once].nodes, {}, kept_once) +
          "}\n\n"
          "static inline void rival_at(const double *restrict given, const double *restrict once,\n"
          "                            const double *restrict now, double *restrict at) {\n" +
          writer.statements(parts[at].nodes, kept_once, kept_at) +
          "}\n\n"
          "static inline void rival_rhs_staged(const double *restrict x, const double *restrict given,\n"
          "                                    const double *restrict once, const double *restrict now,\n"
          "                                    const double *restrict at, double *restrict dxdt) {\n" +
          writer.statements(parts[every].nodes, kept_before, {}) + "}\n#endif\n";
  return text;
}

std::string numpy_text(const FormulaBook& book, const RightHandSide& right) {
  const auto parts = stages(book, right);
  const auto kept_once = places(parts[once], "once");
  const auto kept_at = places(parts[at], "at");
  auto kept_before = kept_once;
  kept_before.insert(kept_at.begin(), kept_at.end());
  NumpyWriter writer{book, right};
  const std::string plain = writer.statements(all_nodes(book, right), {}, {}, true);
  const std::string text_once = writer.statements(parts[once].nodes, {}, kept_once, false);
  const std::string text_at = writer.statements(parts[at].nodes, kept_once, kept_at, false);
  const std::string staged = writer.statements(parts[every].nodes, kept_before, {}, true);
  std::string numbers;
  for (const double number : writer.numbers()) {
    numbers += (numbers.empty() ? "" : ", ") + number_text(number);
  }
  const auto size = [](std::string_view name, std::size_t value) {
    return std::string(name) + " = " + std::to_string(value) + "\n";
  };
  return "# " + std::string(generated) +
         "\nfrom math import sqrt as root\n\nfrom numpy import (add, divide, greater_equal, maximum, minimum, "
         "multiply, "
         "negative, sqrt, subtract,\n                   where)\n\n" +
         size("STATE", right.slopes.size()) + size("GIVEN", model::parameter_count + reference_count) +
         size("MOMENT", moment_count) + size("ONCE", parts[once].kept.size()) + size("AT", parts[at].kept.size()) +
         size("BUFFERS", writer.buffers()) + "NUMBERS = [" + numbers + "]\n\n\ndef rhs(x, given, now, d, b, n):\n" +
         plain + "\n\ndef work_out_once(given, once, b, n):\n" + text_once +
         "\n\ndef work_out_at(given, once, now, at, b, n):\n" + text_at +
         "\n\ndef rhs_staged(x, given, once, now, at, d, b, n):\n" + staged;
}

VensimModel vensim_model(const FormulaBook& book, const RightHandSide& right,
                         std::span<const model::Moment<double>> moments) {
  VensimModel result;
  const auto uses = count_uses(book, right, Comparisons::written_where_used);
  const auto has_variable = [&](Node node) {
    const FormulaNode& made = book.nodes()[node];
    return made.operands > 0 && made.operation != Operation::at_least && (!made.name.empty() || uses[node] > 1);
  };
  const auto name = [&](Node node) { return "a_" + variable(book, node); };
  const Infix infix{book,
                    {"SQRT", "MIN", "MAX",
                     [](const auto& comparison, const auto& a, const auto& b) {
                       return "IF THEN ELSE(" + comparison + ", " + a + ", " + b + ")";
                     }},
                    [&](Node node) -> std::optional<std::string> {
                      const FormulaNode& made = book.nodes()[node];
                      if (made.operation == Operation::given) {
                        return given_name(made.given);
                      }
                      return has_variable(node) ? std::optional(name(node)) : std::nullopt;
                    }};
  std::string inputs;
  std::string positions;
  const auto input = [&](const std::string& input_name, std::size_t position) {
    result.model += equation(input_name, "0.5");
    inputs += std::string(inputs.empty() ? "" : ", ") + "\"" + input_name + "\"";
    positions += (positions.empty() ? "" : ", ") + std::to_string(position);
  };

  result.model = "{UTF-8}\n";
  for (Node i = 0; i < right.needed.size(); ++i) {
    const FormulaNode& node = book.nodes()[i];
    if (!right.needed[i]) {
      continue;
    }
    if (has_variable(i)) {
      result.model += equation(name(i), infix.definition(i));
    } else if (node.operation == Operation::given && node.given.kind == Given::parameter) {
      input(given_name(node.given), node.given.position);
    } else if (node.operation == Operation::given && node.given.kind == Given::reference) {
      input(given_name(node.given), model::parameter_count + node.given.position);
    } else if (node.operation == Operation::given && node.given.kind == Given::moment) {
      result.model += equation(given_name(node.given), driver_text(node.given.position, moments));
    }
  }
  std::string outputs;
  for (std::size_t i = 0; i < right.slopes.size(); ++i) {
    input("start_of_" + state_name(i), model::parameter_count + reference_count + i);
    result.model +=
        equation(state_name(i), "INTEG(" + infix.use(right.slopes[i].node()) + ", start_of_" + state_name(i) + ")");
    outputs += std::string(i > 0 ? ", " : "") + "\"" + state_name(i) + "\"";
  }
  const double years = static_cast<double>((moments.size() - 1) / 2) * model::step_length;
  result.model += equation("INITIAL TIME", "0") + equation("FINAL TIME", number_text(years)) +
                  equation("TIME STEP", number_text(model::step_length)) + equation("SAVEPER", number_text(years));
  result.spec = "{\"inputVarNames\": [" + inputs + "],\n \"outputVarNames\": [" + outputs + "]}\n";
  result.header = "/* " + std::string(generated) + " */\n" + defined("RIVAL_STATE", right.slopes.size()) +
                  defined("RIVAL_GIVEN", model::parameter_count + reference_count) +
                  "static const int rival_inputs[] = {" + positions + "};\n";
  return result;
}

} // namespace headwater::bench
