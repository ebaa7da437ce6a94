/* The rival in C, as it is compiled twice: `portable` for x86-64-v3 (AVX2) and exactly rounded, `native` with all that
   this machine has and -ffast-math. Plain and staged: see rival_text.hpp. */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/* The slopes of the state `x`; `given` is the parameters, then the reference of 2011; `now` is a moment. */
typedef void rival_slopes(const double *x, const double *given, const double *now, double *dxdt);
rival_slopes portable_rhs, portable_rhs_staged, native_rhs, native_rhs_staged;

/* RK4 from `start` over `steps` steps of `h` years; `moments` is the half-step grid; the end is left in `x`. */
typedef void rival_runs(const double *start, const double *given, const double *moments, int steps, double h, double *x);
rival_runs portable_run, portable_run_staged, native_run, native_run_staged;

#ifdef __cplusplus
}
#endif
