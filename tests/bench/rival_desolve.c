/* The rival in R: the generated right-hand side in the form deSolve calls compiled code, rival_initmod and rival_derivs.
   Time is years since 31 July 2011, so that it is exact; what drives the model is read off the grid of moments. */
#include "rival_rhs.h"

#include "rival_moments.h"

static double given[RIVAL_GIVEN];

void rival_initmod(void (*read_parameters)(int *, double *)) {
  int size = RIVAL_GIVEN;
  read_parameters(&size, given);
}

void rival_derivs(int *size, double *time, double *x, double *dxdt, double *outputs, int *integers) {
  (void)size;
  (void)outputs;
  (void)integers;
  rival_rhs(x, given, rival_moments[lround(*time * 32.0)], dxdt);
}
