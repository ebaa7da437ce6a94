/* The rival in C: the generated right-hand side and RK4 as one writes them by hand. Compiled once for each set of
   compiler flags; RIVAL says what the functions of this one are called. */
#define RIVAL_STAGED
#include "rival_rhs.h"

#include "tests/bench/rival_scalar.h"

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)

void JOIN(RIVAL, _rhs)(const double *x, const double *given, const double *now, double *dxdt) {
  rival_rhs(x, given, now, dxdt);
}

void JOIN(RIVAL, _rhs_staged)(const double *x, const double *given, const double *now, double *dxdt) {
  double once[RIVAL_ONCE];
  double at[RIVAL_AT];
  rival_once(given, once);
  rival_at(given, once, now, at);
  rival_rhs_staged(x, given, once, now, at, dxdt);
}

/* One function for the four places of a step that evaluate, so that the loop fits the instruction cache. */
static __attribute__((noinline)) void slope(const double *x, const double *given, const double *now, double *dxdt) {
  rival_rhs(x, given, now, dxdt);
}

static __attribute__((noinline)) void slope_staged(const double *x, const double *given, const double *once,
                                                   const double *now, const double *at, double *dxdt) {
  rival_rhs_staged(x, given, once, now, at, dxdt);
}

static __attribute__((noinline)) void moment(const double *given, const double *once, const double *now, double *at) {
  rival_at(given, once, now, at);
}

void JOIN(RIVAL, _run)(const double *start, const double *given, const double *moments, int steps, double h,
                       double *restrict x) {
  double k1[RIVAL_STATE], k2[RIVAL_STATE], k3[RIVAL_STATE], k4[RIVAL_STATE], y[RIVAL_STATE];
  for (int i = 0; i < RIVAL_STATE; ++i) {
    x[i] = start[i];
  }
  for (int n = 0; n < steps; ++n) {
    const double *now = moments + 2 * n * RIVAL_MOMENT;
    slope(x, given, now, k1);
    for (int i = 0; i < RIVAL_STATE; ++i) {
      y[i] = x[i] + 0.5 * h * k1[i];
    }
    slope(y, given, now + RIVAL_MOMENT, k2);
    for (int i = 0; i < RIVAL_STATE; ++i) {
      y[i] = x[i] + 0.5 * h * k2[i];
    }
    slope(y, given, now + RIVAL_MOMENT, k3);
    for (int i = 0; i < RIVAL_STATE; ++i) {
      y[i] = x[i] + h * k3[i];
    }
    slope(y, given, now + 2 * RIVAL_MOMENT, k4);
    for (int i = 0; i < RIVAL_STATE; ++i) {
      x[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
    }
  }
}

void JOIN(RIVAL, _run_staged)(const double *start, const double *given, const double *moments, int steps, double h,
                              double *restrict x) {
  double k1[RIVAL_STATE], k2[RIVAL_STATE], k3[RIVAL_STATE], k4[RIVAL_STATE], y[RIVAL_STATE];
  double once[RIVAL_ONCE], at[RIVAL_AT];
  for (int i = 0; i < RIVAL_STATE; ++i) {
    x[i] = start[i];
  }
  rival_once(given, once);
  moment(given, once, moments, at);
  for (int n = 0; n < steps; ++n) {
    const double *now = moments + 2 * n * RIVAL_MOMENT;
    slope_staged(x, given, once, now, at, k1);
    for (int i = 0; i < RIVAL_STATE; ++i) {
      y[i] = x[i] + 0.5 * h * k1[i];
    }
    moment(given, once, now + RIVAL_MOMENT, at);
    slope_staged(y, given, once, now + RIVAL_MOMENT, at, k2);
    for (int i = 0; i < RIVAL_STATE; ++i) {
      y[i] = x[i] + 0.5 * h * k2[i];
    }
    slope_staged(y, given, once, now + RIVAL_MOMENT, at, k3);
    for (int i = 0; i < RIVAL_STATE; ++i) {
      y[i] = x[i] + h * k3[i];
    }
    /* the end of this step is the start of the next */
    moment(given, once, now + 2 * RIVAL_MOMENT, at);
    slope_staged(y, given, once, now + 2 * RIVAL_MOMENT, at, k4);
    for (int i = 0; i < RIVAL_STATE; ++i) {
      x[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
    }
  }
}
