import type { Figure, Manifest } from '#contracts';
import { shortId } from '#model';
import { formatCount } from '../terminal/numbers.js';
import { printable } from '../terminal/printable.js';
import { formatMegabytes, formatTime } from './printed.js';

/** A manifest as a person reads it: what the version is, where it comes from, how good it is. */
export function formatManifest(manifest: Manifest, roles: readonly string[]): string {
  const { model, id, bytes, createdAt, parents, catalogue, counts, timings, tools } = manifest;
  const { read, accepted, repaired, refused } = catalogue.rows;
  const lines: readonly (readonly [string, string])[] = [
    ['version', `${model} ${id}`],
    ['in service', roles.length === 0 ? 'no' : roles.join(', ')],
    ['published', `${formatTime(createdAt)} UTC`],
    ['size', `${formatMegabytes(bytes)} MB`],
    ['parents', parents.length === 0 ? 'none' : parents.map(shortId).join(', ')],
    [
      'model',
      `${formatCount(counts.films)} films, ${formatCount(counts.terms)} terms, ` +
        `${formatCount(counts.neighbours)} neighbours`,
    ],
    ['catalogue', `${catalogue.location}, mapping ${catalogue.mapping}`],
    ['', catalogue.digest],
    [
      'rows',
      `${formatCount(read)} read: ${formatCount(accepted)} accepted, ` +
        `${formatCount(repaired)} repaired, ${formatCount(refused)} refused`,
    ],
    ['timings', join(timings, (ms) => `${formatCount(Math.round(ms))} ms`)],
    ['made with', join(tools, String)],
    ['evaluation', formatEvaluation(manifest.evaluation)],
  ];
  return lines.map(([name, value]) => `${name.padEnd(11)} ${printable(value)}`).join('\n');
}

const join = <T>(values: Readonly<Record<string, T>>, format: (value: T) => string): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${format(value)}`)
    .join(', ');

const formatEvaluation = (figures: Manifest['evaluation']): string =>
  figures === undefined ? 'none' : join(figures, formatFigure);

/** "0.31 (0.29 to 0.33)" */
export const formatFigure = ({ value, low, high }: Figure): string =>
  low === undefined || high === undefined
    ? value.toPrecision(4)
    : `${value.toPrecision(4)} (${low.toPrecision(4)} to ${high.toPrecision(4)})`;
