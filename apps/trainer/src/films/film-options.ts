import { Argument, Option } from 'commander';
import { integerWithin } from '../options/integer.js';
import type { ChoiceOptions } from '../store/chosen-model.js';

/** How a film of a model is named on the command line; the same for every command that takes one. */
export interface FilmOptions extends ChoiceOptions {
  readonly year?: number;
}

export const filmArgument = (name: '<film>' | '[film]'): Argument =>
  new Argument(name, 'id or title; what is both means the id, or with --year the title');

export const yearOption = (): Option =>
  new Option(
    '-y, --year <year>',
    'tells films of the same title apart; an id must be of it too',
  ).argParser(integerWithin(1, 9_999));
