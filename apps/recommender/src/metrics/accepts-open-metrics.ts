const OPEN_METRICS = 'application/openmetrics-text';
/** Those of the format that is written, of which the older one is the same but for details. */
const VERSIONS = ['1.0.0', '0.0.1'];

/**
 * Whether who sent this Accept header would rather read OpenMetrics than the plain text format.
 * Nobody gets it without asking for it by name: what reads the plain format says often that it takes
 * anything.
 */
export function acceptsOpenMetrics(accept = ''): boolean {
  const ranges = accept.split(',').map(readRange);
  const weightOf = (wanted: (range: Range) => boolean): number =>
    Math.max(0, ...ranges.filter(wanted).map(({ weight }) => weight));
  const open = weightOf(
    ({ type, version }) => type === OPEN_METRICS && VERSIONS.includes(version ?? VERSIONS[0]),
  );
  return open > 0 && open >= weightOf(({ type }) => type === 'text/plain');
}

/** One of the media types that are accepted, and how gladly: from 0 to 1. */
interface Range {
  readonly type: string;
  readonly version: string | undefined;
  readonly weight: number;
}

function readRange(text: string): Range {
  const [type, ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const valueOf = (name: string): string | undefined =>
    parameters.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
  const weight = Number(valueOf('q') ?? 1);
  return { type, version: valueOf('version'), weight: weight >= 0 && weight <= 1 ? weight : 0 };
}
