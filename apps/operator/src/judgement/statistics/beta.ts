/** Terms of Lanczos' series for g = 7 (Numerical Recipes, 3rd edition, section 6.1, in the form of n = 9). */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
];

/** Natural logarithm of the gamma function, for x > 0. */
function logGamma(x: number): number {
  const y = x - 1;
  const t = y + 7.5;
  let sum = LANCZOS[0];
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i] / (y + i);
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}

const MOST_TERMS = 10_000;
const TINY = 1e-300;
const PRECISION = 1e-12;

const awayFromZero = (x: number): number => (Math.abs(x) < TINY ? TINY : x);

/** The continued fraction of the incomplete beta function, by Lentz' method (Numerical Recipes, 6.4). */
function continuedFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    fraction *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    fraction *= c * d;
    if (Math.abs(c * d - 1) < PRECISION) break;
  }
  return fraction;
}

/** Natural logarithm of the beta function. */
const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);

/** x^a (1 − x)^b / B(a, b): the density times x (1 − x). */
const frontOf = (x: number, a: number, b: number, logB: number): number =>
  Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logB);

/** I_x(a, b) of its front factor, for 0 < x < 1. */
function distributionOf(x: number, a: number, b: number, front: number): number {
  // The fraction converges quickly on this side of the mean only.
  if (x < (a + 1) / (a + b + 2)) return (front * continuedFraction(a, b, x)) / a;
  return 1 - (front * continuedFraction(b, a, 1 - x)) / b;
}

/** Regularised incomplete beta function I_x(a, b), for a, b > 0: how probable a beta variable is to be up to x. */
export function betaDistribution(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return distributionOf(x, a, b, frontOf(x, a, b, logBeta(a, b)));
}

const MOST_STEPS = 100;

/**
 * The x with I_x(a, b) = p, to ten digits, by Newton's method for log I as a function of log x. That
 * function is concave where b >= 1, so every step but the first comes from below and none goes too
 * far; where b < 1 a step that would is halved.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p > 0.5) return 1 - betaQuantile(1 - p, b, a);
  const logB = logBeta(a, b);
  const target = Math.log(p);
  let x = a / (a + b);
  for (let i = 0; i < MOST_STEPS; i++) {
    const front = frontOf(x, a, b, logB);
    const share = distributionOf(x, a, b, front);
    const slope = front / ((1 - x) * share);
    const next = x * Math.exp((target - Math.log(share)) / slope);
    const to = next < 1 ? next : (x + 1) / 2;
    // Each step squares what was left, so the next one would change nothing that counts.
    if (Math.abs(to - x) <= 1e-6 * x) return to;
    x = to;
  }
  return x;
}
