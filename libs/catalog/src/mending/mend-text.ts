import { joinLines, stripControlCharacters } from './control-characters.js';
import { stripHtml } from './html.js';
import { repairMojibake } from './mojibake.js';
import { type MendedText, type TextFault, unchanged } from './text-fault.js';

type Step = (text: string) => MendedText;

/** Mojibake first: it is made of characters that the others would take out. */
const STEPS: readonly Step[] = [repairMojibake, stripHtml, stripControlCharacters];
const ONE_LINE_STEPS: readonly Step[] = [...STEPS, joinLines];

/**
 * What one step puts right may show what another one can ("&amp;eacute;", mojibake of mojibake), so
 * they are taken until nothing changes. Each makes the text shorter or simpler; the limit is for
 * texts that are made to be peeled for ever.
 */
const MAX_ROUNDS = 20;

/** Text of which no step can find anything wrong: most of it. */
const CLEAN = /^[\n\x20-\x25\x27-\x3b\x3d-\x7e]*$/u;
const CLEAN_LINE = /^[\x20-\x25\x27-\x3b\x3d-\x7e]*$/u;

/** Longer than any fact may be: validation will refuse it, and mending it would only take time. */
const MAX_LENGTH = 100_000;

/** A text of one or several lines with all put right that certainly is wrong. */
export const mendText: Step = (text) => mend(text, CLEAN, STEPS);

/** The same for what is one line by nature, such as a title or a name. */
export const mendLine: Step = (text) => mend(text, CLEAN_LINE, ONE_LINE_STEPS);

function mend(text: string, clean: RegExp, steps: readonly Step[]): MendedText {
  if (text.length > MAX_LENGTH || clean.test(text)) return unchanged(text);
  const faults = new Map<string, TextFault>();
  let mended = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = mended;
    for (const step of steps) {
      const outcome = step(mended);
      mended = outcome.text;
      for (const fault of outcome.faults) faults.set(fault.kind, fault);
    }
    if (mended === before) break;
  }
  return { text: mended, faults: [...faults.values()] };
}
