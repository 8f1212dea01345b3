import { InvalidArgumentError } from 'commander';

/** Reads an option's value as a share, 0 and 1 included. */
export function parseShare(text: string): number {
  const share = Number(text);
  if (text.trim() === '' || !(share >= 0 && share <= 1))
    throw new InvalidArgumentError('expected a number from 0 to 1');
  return share;
}
