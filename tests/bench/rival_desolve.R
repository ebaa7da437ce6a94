# The rival in R: deSolve with the right-hand side in compiled C, one run a draw.
#
#   Rscript rival_desolve.R FOLDER LIBRARY CALL SECONDS
#
# FOLDER is where write_rivals wrote, LIBRARY is rival_desolve.so. CALL is how deSolve is asked for RK4:
#   rk4    the function rk4(), a step for each of `times`
#   ode    ode(method = "rk4"), which is the same behind the checks of ode()
#   fixed  rk() with the table of RK4 and the step `hini`, which need not keep what lies between start and end
# Prints one line of CSV: draws a call (1), CPU seconds a run, largest difference from the model's own end.
suppressMessages(library(deSolve))

arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
library_file <- arguments[2]
call <- arguments[3]
seconds <- as.numeric(arguments[4])

header <- readLines(file.path(folder, "rival_rhs.h"))
size <- function(name) {
  line <- grep(paste0("^#define RIVAL_", name, " "), header, value = TRUE)
  as.integer(sub(".* ", "", line))
}
numbers <- function(name, width) {
  file <- file.path(folder, paste0(name, ".f64"))
  matrix(readBin(file, "double", file.size(file) / 8), nrow = width)
}
start <- numbers("start", size("STATE"))
end <- numbers("end_rk4", size("STATE"))
given <- numbers("given", size("GIVEN"))

dyn.load(library_file)
name <- sub("\\.so$", "", basename(library_file))
steps <- seq(0, 35, by = 1 / 16)
table_of_rk4 <- rkMethod("rk4")
run <- switch(call,
  rk4 = function(x, parameters) {
    rk4(x, steps, "rival_derivs", parameters, dllname = name, initfunc = "rival_initmod", nout = 0)
  },
  ode = function(x, parameters) {
    ode(x, steps, "rival_derivs", parameters, method = "rk4", dllname = name, initfunc = "rival_initmod", nout = 0)
  },
  fixed = function(x, parameters) {
    rk(x, c(0, 35), "rival_derivs", parameters, method = table_of_rk4, hini = 1 / 16, dllname = name,
       initfunc = "rival_initmod", nout = 0)
  })

cpu <- function() sum(proc.time()[1:2])
draws <- min(ncol(start), 32)
ends <- matrix(0, nrow(start), draws)
runs <- 0
began <- cpu()
while (runs == 0 || cpu() - began < seconds) {
  # deSolve returns a row a time; the first column is the time
  for (draw in seq_len(draws)) {
    out <- run(start[, draw], given[, draw])
    ends[, draw] <- out[nrow(out), -1]
  }
  runs <- runs + draws
}
spent <- cpu() - began
off <- max(abs(ends - end[, 1:draws]) / pmax(abs(end[, 1:draws]), 1e-6))
cat(sprintf("1,%.9g,%.3g\n", spent / runs, off))
