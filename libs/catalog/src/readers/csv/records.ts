import { CsvError, type Options, parse } from 'csv-parse/sync';

/** How the text of records is divided into values. */
export interface Notation {
  readonly delimiter: string;
  /** Whether quotes enclose values (RFC 4180), or are letters like all others. */
  readonly hasQuotes: boolean;
}

/** Divides texts of one record each; where one is broken, only the records before it come out. */
export type Divide = (texts: readonly string[], notation: Notation) => string[][];

/** What the parser finds wrong, in words that fit the record as it stands in the table. */
const FAULTS: Readonly<Partial<Record<string, string>>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed, or much too late',
  CSV_INVALID_CLOSING_QUOTE: 'a closing quote is not at the end of its value',
  INVALID_OPENING_QUOTE: 'a quote stands inside a value that does not begin with one',
};

export const divide: Divide = (texts, notation) => {
  const options = optionsOf(notation);
  try {
    return parse(texts.join(''), options);
  } catch (error) {
    const whole = wholeBefore(error);
    return whole === 0 ? [] : parse(texts.slice(0, whole).join(''), options);
  }
};

/** Why a text is no record; undefined if it is one. */
export function faultOf(text: string, notation: Notation): string | undefined {
  try {
    parse(text, optionsOf(notation));
    return undefined;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return FAULTS[error.code] ?? error.message;
  }
}

const optionsOf = ({ delimiter, hasQuotes }: Notation): Options => ({
  delimiter,
  quote: hasQuotes ? '"' : false,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
});

/** How many records the parser had found when it met the broken one. */
function wholeBefore(error: unknown): number {
  if (error instanceof CsvError && typeof error.records === 'number') return error.records;
  throw error;
}
