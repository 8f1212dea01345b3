import { formatCoverage } from '../report/report-text.js';
import { type Bar, formatBars } from '../terminal/bars.js';
import { formatHistogram, histogramOf } from '../terminal/histogram.js';
import { formatCount } from '../terminal/numbers.js';
import { type CatalogueShape, type LabelCount, spreadOf } from './catalogue-shape.js';
import type { NeighbourScores } from './neighbour-scores.js';

const MAX_GENRES = 15;
const MAX_LANGUAGES = 8;
const MAX_BINS = 60;

/** The shape of a catalogue as charts, `width` columns at most. */
export function formatShape(
  shape: CatalogueShape,
  { asked, nearest, all }: NeighbourScores,
  films: number,
  width: number,
): string {
  const { decades, genres, languages, coverage, descriptionLengths } = shape;
  return [
    titled('Films by decade', formatBars(decades.map(decadeBar), width)),
    titled(`Genres (${formatCount(genres.length)})`, formatLabels(genres, MAX_GENRES, width)),
    titled(
      `Original languages (${formatCount(languages.length)})`,
      formatLabels(languages.map(withName), MAX_LANGUAGES, width),
    ),
    formatCoverage(coverage, films, width),
    titled('Descriptions, characters', formatSpread(descriptionLengths, width, 1)),
    titled(
      `Score of the nearest film, of ${formatCount(asked)} films asked`,
      formatSpread(nearest, width, 0.01),
    ),
    titled('Scores of all films in the lists', formatSpread(all, width, 0.01)),
  ].join('\n\n');
}

const titled = (title: string, chart: string): string => `${title}:\n${chart || 'none'}`;

const decadeBar = ({ decade, films }: CatalogueShape['decades'][number]): Bar => ({
  label: decade === null ? 'no year' : `${decade}s`,
  value: films,
});

function formatLabels(labels: readonly LabelCount[], most: number, width: number): string {
  const bars = labels.slice(0, most).map(({ label, films }) => ({ label, value: films }));
  const more = labels.length - bars.length;
  return formatBars(bars, width) + (more > 0 ? `\n… and ${formatCount(more)} more` : '');
}

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** "ja" → "Japanese (ja)". */
function withName({ label, films }: LabelCount): LabelCount {
  const name = /^[a-z]{2}$/u.test(label) ? names.of(label) : undefined;
  return { label: name === undefined ? label : `${name} (${label})`, films };
}

/** A histogram and the figures that it does not show. Values far above all others share a bin. */
function formatSpread(sorted: Float64Array, width: number, precision: number): string {
  const spread = spreadOf(sorted);
  if (spread === undefined) return '';
  const decimals = precision < 1 ? 2 : 0;
  const shown = (value: number): string => value.toFixed(decimals);
  const { least, p5, median, p95, most } = spread;
  const to = Math.min(most, Math.ceil((p95 * 1.5) / precision) * precision);
  const histogram = histogramOf(sorted, 0, to, Math.min(MAX_BINS, width));
  const chart = formatHistogram(
    histogram,
    (value) => shown(value) + (value === to && most > to ? '+' : ''),
  );
  return `${chart}\nleast ${shown(least)} · 5% below ${shown(p5)} · median ${shown(median)} · 95% below ${shown(p95)} · most ${shown(most)}`;
}
