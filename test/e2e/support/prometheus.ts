export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A metric with all its series. */
export interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly samples: readonly Sample[];
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/u;
const COMMENT = /^# (?<kind>HELP|TYPE) (?<name>\S+) (?<rest>.*)$/u;
const SAMPLE = /^(?<name>[^\s{]+)(?:\{(?<labels>.*)\})? (?<value>\S+)$/u;
const LABEL = /(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>(?:[^"\\]|\\[\\"n])*)"(?:,|$)/uy;
/** What the name of a sample has behind the name of its family, by type. */
const SUFFIXES: ReadonlyMap<string, readonly string[]> = new Map([
  ['counter', ['']],
  ['gauge', ['']],
  ['untyped', ['']],
  ['histogram', ['_bucket', '_sum', '_count']],
  ['summary', ['', '_sum', '_count']],
]);
const NUMBERS: ReadonlyMap<string, number> = new Map([
  ['+Inf', Infinity],
  ['-Inf', -Infinity],
  ['Nan', NaN],
  ['NaN', NaN],
]);

/**
 * Reads Prometheus' text exposition format 0.0.4.
 *
 * @throws Error naming the first line that breaks the format
 */
export function parseExposition(text: string): ReadonlyMap<string, Family> {
  const parser = new Parser();
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  text.split('\n').forEach((line, i) => {
    const reason = line === '' ? undefined : parser.take(line);
    if (reason !== undefined) throw new Error(`line ${i + 1}: ${reason}: ${line}`);
  });
  for (const family of parser.families.values())
    if (family.type === 'histogram') assertHistogram(family);
  return parser.families;
}

class Parser {
  readonly families = new Map<string, Family & { type: string; samples: Sample[] }>();
  private readonly series = new Set<string>();
  private current = { name: '', help: '', type: '', samples: [] as Sample[] };

  /** @returns what is wrong with the line, if anything is */
  take(line: string): string | undefined {
    if (!line.startsWith('#')) return this.takeSample(line);
    const { kind, name, rest } = COMMENT.exec(line)?.groups ?? {};
    if (kind === 'HELP') return this.takeHelp(name, rest);
    return kind === 'TYPE' ? this.takeType(name, rest) : 'neither HELP nor TYPE';
  }

  private takeHelp(name: string, help: string): string | undefined {
    if (!NAME.test(name)) return 'not a name';
    if (this.families.has(name)) return 'the lines of one metric do not stand together';
    this.current = { name, help, type: '', samples: [] };
    this.families.set(name, this.current);
    return undefined;
  }

  private takeType(name: string, type: string): string | undefined {
    if (this.current.name !== name || this.current.type !== '') return 'a TYPE without its HELP';
    this.current.type = type;
    return SUFFIXES.has(type) ? undefined : 'an unknown type';
  }

  private takeSample(line: string): string | undefined {
    const sample = parseSample(line);
    if (sample === undefined) return 'not a sample';
    const { name, type, samples } = this.current;
    if (!(SUFFIXES.get(type) ?? []).some((suffix) => name + suffix === sample.name))
      return 'a sample of another metric than the one above it';
    const key = sample.name + keyOf(sample.labels);
    if (this.series.has(key)) return 'the same series twice';
    this.series.add(key);
    samples.push(sample);
    return undefined;
  }
}

function parseSample(line: string): Sample | undefined {
  const { name, labels: text = '', value } = SAMPLE.exec(line)?.groups ?? {};
  const labels: Record<string, string> = {};
  for (let end = 0; end < text.length; end = LABEL.lastIndex) {
    LABEL.lastIndex = end;
    const label = LABEL.exec(text)?.groups;
    if (label === undefined) return undefined;
    labels[label.name] = label.value.replace(/\\(.)/gu, (_, c: string) => (c === 'n' ? '\n' : c));
  }
  const number = NUMBERS.get(value) ?? Number(value);
  const isNumber = NUMBERS.has(value) || !Number.isNaN(number);
  return isNumber ? { name, labels, value: number } : undefined;
}

/** Buckets ascend, count up, and end in +Inf with the count of all observations. */
function assertHistogram({ name, samples }: Family): void {
  const isCount = (sample: Sample): boolean => sample.name === `${name}_count`;
  const bySeries = Map.groupBy(samples, ({ labels }) => keyOf({ ...labels, le: '' }));
  for (const [key, series] of bySeries) {
    const buckets = series.filter((sample) => sample.name === `${name}_bucket`);
    const bounds = buckets.map(({ labels: { le } }) => NUMBERS.get(le) ?? Number(le));
    const isAscending = buckets.every(
      ({ value }, i) => i === 0 || (bounds[i] > bounds[i - 1] && value >= buckets[i - 1].value),
    );
    const isWhole = bounds.at(-1) === Infinity && series.length === buckets.length + 2;
    if (!isAscending || !isWhole || buckets.at(-1)?.value !== series.find(isCount)?.value)
      throw new Error(`${name}${key}: buckets that do not add up`);
  }
}

const keyOf = (labels: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(labels).sort());
