# R's rstan beside bench_sampling: effective draws a CPU second of the same posterior, turn about.
#
#   Rscript rival_rstan.R PROGRAM MODEL ROUNDS WARMUP DRAWS OUT
#
# PROGRAM is bench_sampling, MODEL the Stan model. Compiling it is not counted; nor is R, only what Stan says its
# chains took. Bulk ESS by the package posterior for Stan and by our own for ours, which is the same to nine figures
# (tests/calibration/diagnostics). Writes a line a round and contender to OUT and prints medians and ratios.
suppressMessages({
  library(rstan)
  library(posterior)
})
arguments <- commandArgs(trailingOnly = TRUE)
program <- arguments[1]
rounds <- as.integer(arguments[3])
warmup <- as.integer(arguments[4])
draws <- as.integer(arguments[5])
out <- arguments[6]

hares <- c(30, 47.2, 70.2, 77.4, 36.3, 20.6, 18.1, 21.4, 22, 25.4, 27.1, 40.3, 57, 76.6, 52.3, 19.5, 11.2, 7.6, 14.6,
           16.2, 24.7)
lynxes <- c(4, 6.1, 9.8, 35.2, 59.4, 41.7, 19, 13, 8.3, 9.1, 7.4, 8, 12.3, 19.5, 45.7, 51.1, 29.7, 15.8, 9.7, 10.1, 8.6)
given <- function(steps) {
  list(steps = steps, N = 20L, ts = 1:20, y_init = c(hares[1], lynxes[1]), y = cbind(hares[-1], lynxes[-1]))
}
message("compiling the Stan model")
# Debian's BH has no headers of its own: Boost's are the system's.
model <- stan_model(arguments[2], boost_lib = if (nzchar(system.file("include", package = "BH"))) NULL else "/usr/include")

of_stan <- function(steps, seed) {
  # Where ours looks for the mode from, and a dense metric as ours has. From its own random starts one round of three was
  # spoilt by chains that stayed in another place.
  begin <- function() list(theta = c(0.55, 0.028, 0.8, 0.024), z_init = c(33, 6), sigma = c(0.25, 0.25))
  fit <- sampling(model, data = given(steps), chains = 4, cores = 1, seed = seed, warmup = warmup,
                  iter = warmup + draws, refresh = 0, init = begin, control = list(metric = "dense_e"),
                  pars = c("theta", "z_init", "sigma"))
  values <- as_draws_array(as.array(fit))
  names <- setdiff(variables(values), "lp__")
  ess <- min(sapply(names, function(name) ess_bulk(extract_variable_matrix(values, name))))
  c(ess, sum(get_elapsed_time(fit)), mean(extract_variable_matrix(values, "theta[1]")))
}
of_ours <- function(seed) {
  line <- as.numeric(strsplit(system2(program, c(seed, warmup, draws), stdout = TRUE), ",")[[1]])
  c(line[1], line[2], line[4])
}
contenders <- list(
  "headwater, 10 steps a year" = of_ours,
  "rstan, 10 steps a year" = function(seed) of_stan(10L, seed),
  "rstan, its own integrator" = function(seed) of_stan(0L, seed)
)
results <- data.frame()
for (round in seq_len(rounds)) {
  message("round ", round, " of ", rounds)
  for (i in (seq_along(contenders) + round - 2) %% length(contenders) + 1) { # another one opens each round
    one <- suppressWarnings(contenders[[i]](round))
    results <- rbind(results, data.frame(round = round, contender = names(contenders)[i], ess = one[1],
                                         seconds = one[2], mean = one[3], ess_a_second = one[1] / one[2]))
  }
  write.csv(results, out, row.names = FALSE)
}

# posteriordb's mean of theta[1] is 0.5469 with an sd of 0.0631: a contender further off has drawn something else.
wrong <- abs(results$mean - 0.5469) > 0.01
if (any(wrong)) {
  print(results[wrong, ])
  stop("a contender drew from another posterior")
}
rate <- function(name) results$ess_a_second[results$contender == name][order(results$round[results$contender == name])]
ours <- rate(names(contenders)[1])
cat(sprintf("\n%-28s %14s %12s %22s\n", "", "bulk ESS a s", "of rival's", "least to most"))
for (name in names(contenders)) {
  ratio <- ours / rate(name)
  cat(sprintf("%-28s %14.0f %11.1fx %10.1f to %.1f\n", name, median(rate(name)), median(ratio), min(ratio), max(ratio)))
}
