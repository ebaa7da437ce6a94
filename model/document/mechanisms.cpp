#include "model/document/mechanisms.hpp"

#include "model/document/equation_book.hpp"
#include "model/document/explain.hpp"
#include "model/quantities/loops.hpp"
#include "model/quantities/plan.hpp"

#include <algorithm>
#include <set>

namespace headwater::model {
namespace {

constexpr Mechanism rows[] = {
#define MECHANISM(number, priority, status, sources, mechanism, parts, outputs, lacks)                                 \
  {number, Priority::priority, MechanismStatus::status, sources, mechanism, parts, outputs, lacks},
#include "model/quantities/mechanisms.def"
#undef MECHANISM
};

bool is_known(std::string_view kind, std::string_view name) {
  if (kind == "setting") {
    const auto all = settings();
    return std::any_of(all.begin(), all.end(), [&](const Setting& row) { return row.name == name; });
  }
  if (kind == "loop") {
    return find_loop(name) != loop_count;
  }
  // an auxiliary is named by its symbol, everything else by its plain name
  if (kind == "auxiliary" || kind == "flow") {
    const auto& equations = equation_book().equations;
    return std::any_of(equations.begin(), equations.end(), [&](const EquationRow& row) {
      return kind == "flow" ? row.kind == EquationKind::flow && row.name == name
                            : row.kind == EquationKind::auxiliary && (row.table_name == name || row.symbol == name);
    });
  }
  const auto found = explain(std::string(kind) + ":" + std::string(name));
  return found && found->kind == kind && found->name == name;
}

} // namespace

std::span<const Mechanism> mechanisms() { return rows; }

std::vector<std::string> names_in_list(std::string_view list) {
  std::vector<std::string> names;
  while (!list.empty()) {
    const std::size_t end = list.find("; ");
    names.emplace_back(list.substr(0, end));
    list.remove_prefix(end == std::string_view::npos ? list.size() : end + 2);
  }
  return names;
}

std::vector<std::string> problems_of(const Mechanism& mechanism) {
  std::vector<std::string> problems;
  std::set<std::string, std::less<>> kinds;
  for (const std::string& part : names_in_list(mechanism.parts)) {
    const std::size_t colon = part.find(':');
    const std::string kind = part.substr(0, colon);
    if (colon == std::string::npos || !is_known(kind, std::string_view(part).substr(colon + 1))) {
      problems.push_back("row " + std::to_string(mechanism.number) + ": nothing in the equations is " + part);
    }
    kinds.insert(kind);
  }
  const auto has = [&kinds](std::initializer_list<std::string_view> any) {
    return std::any_of(any.begin(), any.end(), [&kinds](std::string_view kind) { return kinds.contains(kind); });
  };
  if (mechanism.priority == Priority::A && mechanism.status == MechanismStatus::met) {
    if (!has({"flow", "auxiliary", "stock", "counter", "cost category"})) {
      problems.push_back("row " + std::to_string(mechanism.number) + " names nothing that an equation gives");
    }
    if (!has({"lever", "setting"}) || !has({"parameter", "counter", "setting", "lever"})) {
      problems.push_back("row " + std::to_string(mechanism.number) + " names nothing that a plan can change");
    }
  }
  return problems;
}

std::string_view in_words(MechanismStatus status) {
  constexpr std::array<std::string_view, 4> words{"met", "partly", "missing", "note"};
  return words[static_cast<std::size_t>(status)];
}

} // namespace headwater::model
