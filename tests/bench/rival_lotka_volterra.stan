// The Lotka-Volterra model of hares and lynxes as posteriordb states it (hudson_lynx_hare-lotka_volterra; after
// B. Carpenter, "Predator-Prey Population Dynamics: the Lotka-Volterra model in Stan", 2018).
//
// steps = 0: Stan's adaptive integrator, as there. Otherwise so many steps of classical Runge-Kutta a year, the same work
// as bench_sampling does.
functions {
  real[] slope(real t, real[] z, real[] theta, real[] x_r, int[] x_i) {
    return { (theta[1] - theta[2] * z[2]) * z[1], (theta[4] * z[1] - theta[3]) * z[2] };
  }
}
data {
  int<lower=0> steps;
  int<lower=0> N;
  real ts[N];
  real<lower=0> y_init[2];
  real<lower=0> y[N, 2];
}
transformed data {
  real x_r[0];
  int x_i[0];
}
parameters {
  real<lower=0> theta[4];
  real<lower=0> z_init[2];
  real<lower=0> sigma[2];
}
transformed parameters {
  real z[N, 2];
  if (steps == 0) {
    z = integrate_ode_rk45(slope, z_init, 0, ts, theta, x_r, x_i, 1e-5, 1e-3, 5e2);
  } else {
    real u = z_init[1];
    real v = z_init[2];
    real h = 1.0 / steps;
    for (n in 1:N) {
      for (s in 1:steps) {
        real u1 = (theta[1] - theta[2] * v) * u;
        real v1 = (theta[4] * u - theta[3]) * v;
        real ua = u + 0.5 * h * u1;
        real va = v + 0.5 * h * v1;
        real u2 = (theta[1] - theta[2] * va) * ua;
        real v2 = (theta[4] * ua - theta[3]) * va;
        real ub = u + 0.5 * h * u2;
        real vb = v + 0.5 * h * v2;
        real u3 = (theta[1] - theta[2] * vb) * ub;
        real v3 = (theta[4] * ub - theta[3]) * vb;
        real uc = u + h * u3;
        real vc = v + h * v3;
        real u4 = (theta[1] - theta[2] * vc) * uc;
        real v4 = (theta[4] * uc - theta[3]) * vc;
        u += h / 6.0 * (u1 + 2 * u2 + 2 * u3 + u4);
        v += h / 6.0 * (v1 + 2 * v2 + 2 * v3 + v4);
      }
      z[n, 1] = u;
      z[n, 2] = v;
    }
  }
}
model {
  theta[{1, 3}] ~ normal(1, 0.5);
  theta[{2, 4}] ~ normal(0.05, 0.05);
  sigma ~ lognormal(-1, 1);
  z_init ~ lognormal(log(10), 1);
  for (k in 1:2) {
    y_init[k] ~ lognormal(log(z_init[k]), sigma[k]);
    y[, k] ~ lognormal(log(z[, k]), sigma[k]);
  }
}
