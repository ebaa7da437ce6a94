#include "app/verbs/calibrate_settings.hpp"

#include "model/solve/clock.hpp"

namespace headwater::app {

void add_calibrate_settings(SettingTable& table, CalibrateSettings& settings) {
  calibration::CalibrationSettings& fit = settings.fit;
  table.add_fact("verb", "calibrate");
  table.add("--method", &settings.method, "How far to go: the estimate alone, Stan's NUTS, or tempered SMC",
            Words{"map", "nuts", "smc"});
  table.add("--data", &settings.data, "Figures of one's own (calibration/data/README.md); default: those shipped")
      .not_told(); // what the files hold is told as inputs
  table.add("--priors", &settings.priors, "What is fitted and known beforehand; default: calibration/data/priors.csv")
      .not_told(); // the same
  table
      .add("--train-to", &settings.train_to, "Last 31 July whose figures are fitted; later ones are held out",
           WholeRange{2013, 2100})
      .otherwise("all");
  table.add("--as-of", &settings.as_of, "Use only what had been published by the end of this day").otherwise("now");
  table.add_fact("shock_sd", fit.scatter.shock_sd);
  table.add_fact("rate_shock_sd", fit.scatter.rate_shock_sd);
  table.add("--starts", &fit.starts, "Starts of the point estimate; eight times as many where these disagree",
            WholeRange{1, 65536});
  table.add("--chains", &fit.chains, "Chains of NUTS", WholeRange{1, 1000});
  table.add("--warmup", &fit.warmup, "Transitions of each chain that are not kept", WholeRange{1, 1'000'000});
  table.add("--draws", &fit.draws, "Draws kept of each chain", WholeRange{4, 1'000'000});
  table.add("--acceptance", &fit.acceptance, "What the chains aim at; higher where transitions go astray",
            NumberRange{0.5, 0.999});
  table.add("--particles", &fit.particles, "Of tempered SMC", WholeRange{100, 1'000'000});
  table.add("--no-discrepancy", &settings.no_discrepancy, "Take the model to be right but for independent noise")
      .told_after("as_of");
  table.add("--no-second-opinion", &settings.no_second_opinion, "Do not check NUTS by tempered SMC");
  table
      .add("--joint", &fit.joint,
           "Fit every parameter that varies and moves a figure, those without a prior of their own by their range; "
           "without a second opinion or a hold-out")
      .told_if_changed();
  table.add("--profiles", &fit.profiles,
            "Ask of each parameter by its profile likelihood whether it is identified: many minutes more");
  table.add("--no-holdout", &settings.no_holdout, "Do not score forecasts from rolling origins");
  table.add(accept_flag, &settings.accept_untrusted, "Exit code 0 for a fit that is not to be trusted")
      .told_if_changed();
  table.add("--seed", &fit.seed, "Of all that is drawn", any_whole);
  table.add("--threads", &fit.threads, "0: one for each processor", thread_range).not_told();
  table.add("--out", &settings.out, "Results folder; default: results/calibration").not_told();
  table.add_fact("step_years", model::step_length);
}

} // namespace headwater::app
