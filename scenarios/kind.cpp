#include "scenarios/kind.hpp"

#include <algorithm>

namespace headwater::scenarios {

std::string_view name(Kind kind) { return kind == Kind::plan ? "plan" : kind == Kind::cut ? "cut" : "shock"; }

std::string_view heading(Kind kind) { return kind == Kind::plan ? "Plans" : kind == Kind::cut ? "Cuts" : "Shocks"; }

std::optional<Kind> find_kind(std::string_view word) {
  const auto* const found =
      std::find_if(std::begin(kinds), std::end(kinds), [&](Kind kind) { return name(kind) == word; });
  return found == std::end(kinds) ? std::nullopt : std::optional(*found);
}

std::vector<std::string> kind_names() {
  std::vector<std::string> names;
  for (const Kind kind : kinds) {
    names.emplace_back(name(kind));
  }
  return names;
}

Kind usual_kind(const model::Plan& plan) {
  constexpr std::size_t budget = model::find_lever("budget_growth");
  const auto adds = [](const model::LeverStep& step) {
    return step.amount > 0.0 && model::levers()[step.lever].kind == model::LeverKind::money;
  };
  const auto takes = [](const model::LeverStep& step) {
    return step.amount < 0.0 && (model::levers()[step.lever].kind == model::LeverKind::money || step.lever == budget);
  };
  const bool takes_any = std::any_of(plan.steps.begin(), plan.steps.end(), takes) || plan.wellbeing_end < model::never;
  return takes_any && std::none_of(plan.steps.begin(), plan.steps.end(), adds) ? Kind::cut : Kind::plan;
}

} // namespace headwater::scenarios
