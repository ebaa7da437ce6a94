// Every reader of files: whatever a file holds, it is read or refused with words.
#include "calibration/known/area.hpp"
#include "calibration/known/draw_file.hpp"
#include "calibration/known/published.hpp"
#include "outputs/appraisal/discounting.hpp"
#include "outputs/results/payers.hpp"
#include "outputs/results/prevention.hpp"
#include "outputs/results/prices.hpp"
#include "scenarios/scenario.hpp"
#include "scenarios/schedule.hpp"
#include "tests/readers/fuzz.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

namespace headwater::tests {
namespace {

const std::filesystem::path source = HEADWATER_SOURCE_DIR;

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The first lines of a file, so that its reader is soon through with it.
std::string first_lines(const std::filesystem::path& file, std::size_t count) {
  std::string text = text_of(file);
  std::size_t end = 0;
  while (count-- > 0 && end != std::string::npos) {
    end = text.find('\n', end + 1);
  }
  return text.substr(0, end == std::string::npos ? end : end + 1);
}

template<class T> Outcome outcome(scenarios::Read<T> read) {
  return {read.value.has_value(), std::move(read.problems)};
}

/// A reader of files that are opened first.
template<class ReadFile> std::function<Outcome(const std::filesystem::path&)> opened(ReadFile read_file) {
  return [read_file](const std::filesystem::path& file) {
    scenarios::Read<scenarios::InputFile> input = scenarios::read_input(file);
    return input.value ? outcome(read_file(*input.value)) : outcome(std::move(input));
  };
}

FuzzedReader scenario_reader() {
  return {
      "s.toml",
      {"name = \"x\"\nquestion = \"Why?\"\nparent = \"continue-as-now\"\narea = \"Moray\"\nfidelity = 0.9\n"
       "wf_end = \"2030-31\"\n\n[[lever]]\nname = \"intensive_support\"\nstart = \"2026-27\"\nramp = 3.0\n"
       "amount = 55.0\n\n[parameters]\nbeyond_range = true\nsupport_effect = 0.35\n",
       "name = 'y'\n[[lever]]\nname = \"bridging_loan\"\nstart = \"2026-27\"\namount = 5.5\nuntil = \"2031-32\"\n",
       "\"name\" = \"\"\"z\"\"\"\nlever = [ { name = \"aftercare\", start = \"2026-27\", amount = 1e0 } ] # all\n"
       "parameters.support_effect = 0.3\n"},
      [](const std::filesystem::path& file) { return outcome(scenarios::read_scenario(file, source / "scenarios")); }};
}

FuzzedReader schedule_reader() {
  return {"schedule.csv",
          {"fiscal_year,gbp_million\n2026-27,10\n2027-28,12.5\n2028-29,0\n",
           "fiscal_year,gbp_million\r\n2026-27,\"10\"\r\n"},
          opened([](const scenarios::InputFile& file) { return scenarios::read_schedule(file, 0.0, 500.0); })};
}

FuzzedReader area_reader() {
  return {
      "area.toml",
      {text_of(source / "calibration/data/areas/moray.toml"), text_of(source / "calibration/data/areas/scotland.toml")},
      [](const std::filesystem::path& file) {
        return outcome(calibration::read_area(file, source / "calibration/data/areas"));
      }};
}

FuzzedReader published_reader() {
  return {"published.csv",
          {first_lines(source / "calibration/data/published.csv", 12)},
          [](const std::filesystem::path& file) { return outcome(calibration::read_published(file)); }};
}

FuzzedReader draws_reader() {
  return {"chain_1.csv",
          {"# headwater_trusted = no\n# headwater_reasons = None.\nlp__,relapse,crisis_hazard_away\n-1,0.1,0.024\n"
           "#\n-2,0.2,0.025\n",
           "\"mix_S[2]\",start_mix_secure_16_17\n0.7,0.3\n"},
          opened([](const scenarios::InputFile& file) {
            const calibration::FitNotes notes = calibration::fit_notes(file);
            EXPECT_FALSE(scenarios::has_control(notes.trusted + notes.reasons + notes.score));
            return calibration::read_draws(file);
          })};
}

FuzzedReader deflator_reader() {
  return {"deflator.csv", {text_of(source / "outputs/data/deflator.csv")}, opened(outputs::read_deflator)};
}

FuzzedReader rates_reader() {
  return {"rates.csv",
          {text_of(source / "outputs/data/discount_rates.csv")},
          opened([](const scenarios::InputFile& file) { return outputs::read_discount_rates(file); })};
}

FuzzedReader payers_reader() {
  return {"payers.csv", {text_of(source / "outputs/data/payer_shares.csv")}, opened(outputs::read_payer_table)};
}

FuzzedReader levels_reader() {
  return {
      "levels.csv", {text_of(source / "outputs/data/prevention_levels.csv")}, opened(outputs::read_prevention_table)};
}

TEST(ReadersFuzz, Scenario) { fuzz(scenario_reader(), a_few); }
TEST(ReadersFuzz, Schedule) { fuzz(schedule_reader(), a_few); }
TEST(ReadersFuzz, Area) { fuzz(area_reader(), a_few / 3); } // long texts
TEST(ReadersFuzz, Published) { fuzz(published_reader(), a_few); }
TEST(ReadersFuzz, Draws) { fuzz(draws_reader(), a_few); }
TEST(ReadersFuzz, Deflator) { fuzz(deflator_reader(), a_few); }
TEST(ReadersFuzz, DiscountRates) { fuzz(rates_reader(), a_few); }
TEST(ReadersFuzz, PayerShares) { fuzz(payers_reader(), a_few); }
TEST(ReadersFuzz, PreventionLevels) { fuzz(levels_reader(), a_few); }

TEST(ReadersFuzz, ScenarioNightly) { fuzz(scenario_reader(), many); }
TEST(ReadersFuzz, ScheduleNightly) { fuzz(schedule_reader(), many); }
TEST(ReadersFuzz, AreaNightly) { fuzz(area_reader(), many / 3); }
TEST(ReadersFuzz, PublishedNightly) { fuzz(published_reader(), many); }
TEST(ReadersFuzz, DrawsNightly) { fuzz(draws_reader(), many); }
TEST(ReadersFuzz, DeflatorNightly) { fuzz(deflator_reader(), many); }
TEST(ReadersFuzz, DiscountRatesNightly) { fuzz(rates_reader(), many); }
TEST(ReadersFuzz, PayerSharesNightly) { fuzz(payers_reader(), many); }
TEST(ReadersFuzz, PreventionLevelsNightly) { fuzz(levels_reader(), many); }

} // namespace
} // namespace headwater::tests
