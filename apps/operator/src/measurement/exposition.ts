/** One line of Prometheus' text format: a series and its value. */
export interface ExposedSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const LINE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})?[ \t]+(\S+)(?:[ \t]+-?\d+)?[ \t]*$/su;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)[ \t]*=[ \t]*"((?:[^"\\]|\\.)*)"[ \t]*,?[ \t]*/suy;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', '"': '"', '\\': '\\' };

/**
 * Reads Prometheus' text format (version 0.0.4), of the metrics that are asked for.
 *
 * @throws Error when a line is not of this format: half an answer would count too little
 */
export function readExposition(text: string, names: ReadonlySet<string>): readonly ExposedSample[] {
  return text.split('\n').flatMap((line, i) => {
    if (!names.has(line.split(/[{\s]/u, 1)[0])) return [];
    const [, name, labels, value] = LINE.exec(line) ?? ['', '', '', ''];
    const number = numberOf(value);
    const read = labelsOf(labels);
    if (read === undefined || number === undefined)
      throw new Error(`line ${i + 1} is not of Prometheus' text format: ${line.slice(0, 200)}`);
    return [{ name, labels: read, value: number }];
  });
}

function numberOf(text: string): number | undefined {
  if (/^[+-]?Inf$/u.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (text === 'NaN') return NaN;
  const value = Number(text);
  return text === '' || Number.isNaN(value) ? undefined : value;
}

/** @param text undefined where the line has none */
function labelsOf(text: string | undefined = ''): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  let at = 0;
  for (let match = LABEL.exec(text); match !== null; match = LABEL.exec(text)) {
    const [, name, value] = match;
    labels[name] = value.replaceAll(/\\(.)/gu, (_, letter: string) => ESCAPES[letter] ?? letter);
    at = LABEL.lastIndex;
    if (at >= text.length) break;
  }
  return at === text.length ? labels : undefined;
}
