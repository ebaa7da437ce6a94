#include "scenarios/schema.hpp"

#include "model/quantities/lever_prices.hpp"
#include "model/quantities/parameters.hpp"
#include "model/quantities/plan.hpp"
#include "scenarios/lever_words.hpp"
#include "scenarios/loan.hpp"
#include "scenarios/payers.hpp"
#include "scenarios/reading/toml_reader.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <optional>

namespace headwater::scenarios {
namespace {

using Json = nlohmann::ordered_json;

std::string sentence(std::string_view meaning, double low, double high, std::string_view unit) {
  return fmt::format("{}. {}.", meaning, range_in_words(low, high, unit_in_words(unit)));
}

/// In which prices a lever is stated, and whether what it changes is free.
std::string price_in_words(const model::Lever& lever) {
  const std::string base = lever.kind == model::LeverKind::money ? " Real 2024-25 prices." : "";
  const bool free = model::price_of_lever(model::find_lever(lever.name)) == model::LeverPrice::rule;
  return base + (free ? " A rule, not a price: pulling it costs nothing of itself." : "");
}

std::string about(const model::Lever& lever) {
  return sentence(lever.meaning, lever.low, lever.high, lever.unit) + price_in_words(lever) + " " +
         evidence_in_words(lever);
}

Json fiscal_year_schema(std::string_view description) {
  return {{"description", description}, {"allOf", Json::array({{{"$ref", "#/definitions/fiscal_year"}}})}};
}

Json fiscal_years_schema() {
  Json years = Json::array();
  for (model::FiscalYear year = model::first_whole_year; model::is_simulated(year); year = year.next()) {
    years.push_back(year.label());
  }
  return {{"type", "string"}, {"enum", years}};
}

/// Nothing where it is not a key of its own.
std::optional<Json> setting_schema(const model::Setting& row) {
  switch (row.stated) {
  case model::StatedAs::number:
    return Json{{"description", fmt::format("{}.", row.meaning)},
                {"type", "number"},
                {"minimum", row.low},
                {"maximum", row.high},
                {"default", row.value}};
  case model::StatedAs::fiscal_year:
    return fiscal_year_schema(fmt::format("{}: at the start of this fiscal year.", row.meaning));
  case model::StatedAs::loan_until:
    break;
  }
  return std::nullopt;
}

/// Whose money it is: one public body, or shares.
Json payer_schema(std::string_view description) {
  const std::vector<std::string> names = payer_names(true);
  Json shares = Json::object();
  for (const std::string& name : names) {
    shares[name] = {{"type", "number"}, {"minimum", 0.0}, {"maximum", 1.0}};
  }
  return {{"description", description},
          {"oneOf",
           {{{"enum", names}},
            {{"type", "object"}, {"properties", shares}, {"additionalProperties", false}, {"minProperties", 1}}}}};
}

Json line_schema(std::string_view description) {
  return {{"description", description}, {"type", "string"}, {"minLength", 1}};
}

Json price_base_schema(std::string_view of) {
  return {
      {"description", fmt::format("The prices that money {} is stated in: \"nominal\" for cash, or a fiscal year; it "
                                  "is restated in 2024-25 prices by the deflator. Default: 2024-25.",
                                  of)},
      {"type", "string"},
      {"pattern", "^(nominal|[0-9]{4}-[0-9]{2})$"}};
}

/// What holds for the levers of one name: the unit and reach of a step, and which keys it may have. A single step may
/// take back what others gave, so it reaches as far as the range is wide.
Json rule_of(const model::Lever& lever, bool is_loan) {
  const double width = lever.high - lever.low;
  Json keys = {{"amount", {{"description", about(lever)}, {"minimum", -width}, {"maximum", width}}}};
  if (!is_loan) {
    for (const char* key : {"until", "repay_by", "interest", "repayment"}) {
      keys[key] = false;
    }
  }
  if (lever.kind == model::LeverKind::policy) {
    keys["schedule"] = false;
    keys["price_base"] = false;
  }
  if (lever.kind == model::LeverKind::policy || is_loan) {
    keys["payer"] = false;
  }
  Json then = {{"properties", keys}};
  if (is_loan) {
    then["required"] = {"until"};
    // a contract has a date and a rate, and is drawn by the year
    then["dependentRequired"] = {{"repay_by", {"interest"}}, {"interest", {"repay_by"}}, {"repayment", {"repay_by"}}};
    then["dependentSchemas"] = {{"repay_by", {{"properties", {{"ramp", false}}}}}};
  }
  return {{"if", {{"properties", {{"name", {{"const", lever.name}}}}}, {"required", {"name"}}}}, {"then", then}};
}

Json lever_schema() {
  Json names = Json::array();
  Json meanings = Json::array();
  Json rules = Json::array();
  for (std::size_t i = 0; i < model::lever_count; ++i) {
    const model::Lever& lever = model::levers()[i];
    names.push_back(lever.name);
    meanings.push_back(about(lever));
    rules.push_back(rule_of(lever, i == loan_lever));
  }
  const Json step = {{"required", {"start", "amount"}}, {"properties", {{"schedule", false}}}};
  const Json schedule = {{"required", {"schedule"}},
                         {"properties", {{"start", false}, {"ramp", false}, {"amount", false}, {"end", false}}}};
  return {
      {"description", "One change of one lever. A lever may be given several times: its steps add."},
      {"type", "object"},
      {"properties",
       {{"name",
         {{"description", "Which lever; `headwater list levers` shows them."},
          {"type", "string"},
          {"enum", names},
          {"x-taplo", {{"docs", {{"enumValues", meanings}}}}}}},
        {"start", fiscal_year_schema("The fiscal year in which it begins, on 1 April.")},
        {"ramp",
         {{"description", "Years from the start to full effect."},
          {"type", "number"},
          {"minimum", 0.25},
          {"maximum", 30.0},
          {"default", 1.0}}},
        {"amount",
         {{"description", "The size of the change once it has full effect, in the unit of the lever."},
          {"type", "number"}}},
        {"price_base", price_base_schema("of this lever")},
        {"end", fiscal_year_schema("The fiscal year before whose 1 April it stops, once it has had its full effect.")},
        {"until", fiscal_year_schema("bridging_loan only: the fiscal year in which drawing turns to repayment.")},
        {"repay_by",
         fiscal_year_schema("bridging_loan only: the fiscal year of the last instalment; the loan is then by "
                            "contract, outside the prevention budget.")},
        {"interest",
         {{"description", "bridging_loan with repay_by: the fixed rate, a share a year, in cash."},
          {"type", "number"},
          {"minimum", 0.0},
          {"maximum", 0.25}}},
        {"repayment",
         {{"description", "bridging_loan with repay_by: how it is repaid, in yearly instalments."},
          {"enum", repayment_names()},
          {"default", "level_instalments"}}},
        {"schedule", line_schema("Instead of start, ramp and amount: a CSV file beside this one with the columns "
                                 "fiscal_year,gbp_million (real 2024-25 prices, or those of price_base).")},
        {"payer", payer_schema("Money levers only: whose money it is, a public body or shares that add to 1. Otherwise "
                               "that of the plan.")}}},
      {"required", {"name"}},
      {"additionalProperties", false},
      {"oneOf", {step, schedule}},
      {"allOf", rules},
  };
}

Json move_schema() {
  Json from = Json::array();
  Json to = Json::array();
  for (std::size_t i = 0; i < model::lever_count; ++i) {
    const model::Lever& lever = model::levers()[i];
    if (lever.kind == model::LeverKind::money && i != loan_lever) {
      to.push_back(lever.name);
    }
    if (has_money_to_take(i)) {
      from.push_back(lever.name);
    }
  }
  return {{"description", "One move of money, real 2024-25 prices."},
          {"type", "object"},
          {"properties",
           {{"from", {{"description", "The service it is taken out of, down to what is spent there."}, {"enum", from}}},
            {"to", {{"description", "The money lever it is put into."}, {"enum", to}}},
            {"start", fiscal_year_schema("The fiscal year in which it begins, on 1 April.")},
            {"ramp",
             {{"description", "Years from the start until all of it is moved."},
              {"type", "number"},
              {"minimum", 0.25},
              {"maximum", 30.0},
              {"default", 1.0}}},
            {"amount",
             {{"description", "GBP million a year once all of it is moved."},
              {"type", "number"},
              {"exclusiveMinimum", 0.0}}},
            {"price_base", price_base_schema("of this move")},
            {"end", fiscal_year_schema("The fiscal year before whose 1 April it stops.")},
            {"payer", payer_schema("Whose money it is. Otherwise the plan's, or the council's.")}}},
          {"required", {"from", "to", "start", "amount"}},
          {"additionalProperties", false}};
}

/// A regular expression that matches exactly the symbols that are not names.
std::string symbols_pattern() {
  std::string pattern;
  for (const model::Parameter& row : model::parameters()) {
    if (row.symbol == row.name) {
      continue;
    }
    pattern += pattern.empty() ? "^(" : "|";
    for (const char c : row.symbol) {
      pattern += c == '[' || c == ']' ? std::string("\\") + c : std::string(1, c);
    }
  }
  return pattern + ")$";
}

Json only_in_this_plan_schema() {
  return {{"description", "true: what the plan is compared with keeps its own assumptions, so that the difference "
                          "between the two is what these assumptions make. Otherwise both sides assume the same."},
          {"type", "boolean"},
          {"default", false}};
}

Json parameters_schema() {
  Json properties = {{"beyond_range",
                      {{"description", "true: values here may lie outside the range that is believed."},
                       {"type", "boolean"},
                       {"default", false}}},
                     {"only_in_this_plan", only_in_this_plan_schema()}};
  for (const model::Parameter& row : model::parameters()) {
    const std::string name(row.name);
    properties[name] = {{"description", fmt::format("{} Symbol {}, default {}, evidence grade {}.",
                                                    sentence(row.meaning, row.low, row.high, row.unit), row.symbol,
                                                    row.value, static_cast<char>(row.grade))},
                        {"type", "number"}};
  }
  return {{"description", "Assumptions set to another value, by name or by symbol."},
          {"type", "object"},
          {"properties", properties},
          {"patternProperties", {{symbols_pattern(), {{"type", "number"}}}}},
          {"additionalProperties", false}};
}

/// The ranges, which hold unless the file says beyond_range = true.
Json ranges_schema() {
  Json properties = Json::object();
  for (const model::Parameter& row : model::parameters()) {
    const Json range = {{"minimum", row.low}, {"maximum", row.high}};
    properties[std::string(row.name)] = range;
    properties[std::string(row.symbol)] = range;
  }
  return {{"properties", properties}};
}

} // namespace

std::string scenario_schema() {
  const Json says_beyond = {{"properties", {{"beyond_range", {{"const", true}}}}}, {"required", {"beyond_range"}}};
  Json properties = {
      {"name", line_schema("What tables and charts call this scenario.")},
      {"question", line_schema("The question it asks, in plain words.")},
      {"parent", line_schema("The scenario this one builds on: the name of a shipped one, or a path relative to this "
                             "file, inside its folder. Its levers are added to; what is set here takes the place of "
                             "what it sets.")},
      {"area",
       {{"description", "The place the money refers to."},
        {"type", "string"},
        {"minLength", 1},
        {"default", "Scotland"}}}};
  for (const model::Setting& row : model::settings()) {
    if (std::optional<Json> setting = setting_schema(row)) {
      properties[std::string(row.key)] = std::move(*setting);
    }
  }
  properties["price_base"] = price_base_schema("of this file");
  properties["beyond_range"] = {
      {"description", "true: values in [parameters] may lie outside the range that is believed."},
      {"type", "boolean"},
      {"default", false}};
  properties["payer"] =
      payer_schema("Whose money the plan's money levers are that do not say so themselves: a public "
                   "body or shares that add to 1. Otherwise the council's in a council's area and the "
                   "Scottish Government's for Scotland; of adult services as outputs/data/"
                   "payer_shares.csv has it.");
  properties["only_in_this_plan"] = only_in_this_plan_schema();
  Json loop_names = Json::array();
  std::string loop_meanings;
  for (const model::Loop& row : model::loops()) {
    loop_names.push_back(row.symbol);
    loop_names.push_back(row.name);
    loop_meanings += fmt::format(" {}: {}.", row.symbol, row.meaning);
  }
  properties["off"] = {
      {"description",
       "Feedback loops that are cut, to see what each does, in this scenario and in what it is compared with." +
           loop_meanings},
      {"type", "array"},
      {"items", {{"enum", loop_names}}}};
  properties["lever"] = {{"description", "The changes this scenario makes."},
                         {"type", "array"},
                         {"items", {{"$ref", "#/definitions/lever"}}}};
  properties["move"] = {{"description", "Money taken out of one service and put into another."},
                        {"type", "array"},
                        {"items", {{"$ref", "#/definitions/move"}}}};
  properties["parameters"] = parameters_schema();
  const Json schema = {
      {"$schema", "http://json-schema.org/draft-07/schema#"},
      {"title", "Headwater scenario"},
      {"description", "What a planner asks: which levers move, when, how fast and how far."},
      {"type", "object"},
      {"properties", properties},
      {"required", {"name"}},
      {"additionalProperties", false},
      {"if", {{"anyOf", {says_beyond, {{"properties", {{"parameters", says_beyond}}}, {"required", {"parameters"}}}}}}},
      {"else", {{"properties", {{"parameters", {{"$ref", "#/definitions/ranges"}}}}}}},
      {"definitions",
       {{"fiscal_year", fiscal_years_schema()},
        {"lever", lever_schema()},
        {"move", move_schema()},
        {"ranges", ranges_schema()}}},
  };
  return schema.dump(2) + "\n";
}

} // namespace headwater::scenarios
