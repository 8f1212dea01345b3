/**
 * Longer texts are not held against a pattern but stay as they are: the work may grow with the
 * square of the length, and what dates, numbers and titles are taken from is short.
 */
const MAX_LENGTH = 1_000;

/**
 * The part of a text that a pattern takes out: its first group or, without groups, all that it
 * matches. Undefined where it does not match.
 */
export function takenOut(text: string, pattern: RegExp): string | undefined {
  const match = text.length > MAX_LENGTH ? null : pattern.exec(text);
  return match === null ? undefined : (match.at(1) ?? match[0]);
}

/**
 * What makes a pattern unusable, or undefined. A repetition inside a repetition, as in `(a+)+`, can
 * take longer for a text of forty letters than anyone waits, and there is always another way to
 * write it.
 */
export function faultOfPattern(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    return (error as SyntaxError).message;
  }
  return repeatsRepetition(pattern)
    ? 'a repetition inside a repeated group can take forever; write it without one of them'
    : undefined;
}

/** An escape, a class, a bracket with what says its kind, a repetition of any number, or a letter. */
const PIECE = /\\[^]|\[(?:\\[^]|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|[*+]|\{\d+,\d*\}|[^]/gu;
const REPETITION = /^(?:[*+]|\{\d+,\d*\})$/u;

function repeatsRepetition(pattern: string): boolean {
  const pieces = pattern.match(PIECE) ?? [];
  /** For the whole and each open group, whether something in it is repeated. */
  const repeats = [false];
  for (const [i, piece] of pieces.entries()) {
    const inside = piece === ')' && repeats.pop() === true;
    if (inside && REPETITION.test(pieces[i + 1] ?? '')) return true;
    if (inside || REPETITION.test(piece)) repeats[repeats.length - 1] = true;
    if (piece.startsWith('(')) repeats.push(false);
  }
  return false;
}
