import { InvalidArgumentError } from 'commander';

/** Reads an option's value as an integer within bounds, written in digits alone. */
export function integerWithin(least: number, most = Infinity): (text: string) => number {
  const expected =
    most === Infinity ? `an integer from ${least}` : `an integer from ${least} to ${most}`;
  return (text) => {
    const value = /^\d{1,15}$/u.test(text) ? Number(text) : NaN;
    if (!(value >= least && value <= most)) throw new InvalidArgumentError(`expected ${expected}`);
    return value;
  };
}
