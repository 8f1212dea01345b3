import type { ChangedList, Distribution, FilmName, GoldenResult, Mover } from '#model';
import { filmName } from '../films/film-name.js';
import { counted, formatCount } from '../terminal/numbers.js';
import type { Compared } from './compared.js';
import { html, Html } from './html.js';
import { overlapChart, shareBar } from './html-charts.js';
import { STYLE } from './html-style.js';
import { sideRows } from './side-rows.js';

/** A comparison as one page that needs nothing from elsewhere, for light and dark screens. */
export function comparisonPage(compared: Compared): string {
  const { before, after, comparison } = compared;
  const title = `${before.version} → ${after.version}`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}: what changes for those who ask</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <header>
            <p class="kicker">Comparison of two models</p>
            <h1><code>${before.version}</code> → <code>${after.version}</code></h1>
            <p class="places">
              ${before.place}, ${counted(before.films, 'film')} → ${after.place},
              ${counted(after.films, 'film')}
            </p>
            ${verdict(compared)}
          </header>
          ${tiles(compared)} ${overlapSection(comparison.overlap)}
          ${goldenSection(comparison.golden)} ${changedSection(comparison.changedLists)}
          ${moversSection(comparison.movers)} ${sidesSection(compared)}
          ${membershipSection(compared)}
          <footer>
            <p>
              Overlap is the share of films that both lists of ten have. Rank-biased overlap
              (Webber, Moffat &amp; Zobel 2010, persistence 0.9) counts the top more. Coverage is
              the share of films that any of these lists has; diversity is how unlike the films of a
              list are by genres and keywords.
            </p>
          </footer>
        </main>
      </body>
    </html> `.source;
}

function verdict({ violations }: Compared): Html {
  if (violations.length === 0) return html``;
  const items = violations.map((violation) => html`<li>${violation}</li>`);
  return html`<div class="verdict" role="status">
    <h2>The gate stays closed</h2>
    <ul>
      ${items}
    </ul>
  </div>`;
}

function tiles({ comparison }: Compared): Html {
  const { overlap, rankBiasedOverlap, identicalLists, asked, golden } = comparison;
  const passing = golden.filter(({ after }) => after.passed).length;
  const all: readonly (readonly [string, string, number | undefined])[] = [
    ['mean overlap of lists', shown(overlap?.mean), overlap?.mean],
    ['mean rank-biased overlap', shown(rankBiasedOverlap?.mean), rankBiasedOverlap?.mean],
    [
      `of ${formatCount(asked)} lists unchanged`,
      formatCount(identicalLists),
      asked === 0 ? undefined : identicalLists / asked,
    ],
    ...(golden.length === 0
      ? []
      : [
          [
            `of ${golden.length} golden queries pass`,
            String(passing),
            passing / golden.length,
          ] as const,
        ]),
  ];
  return html`<section class="tiles" aria-label="In short">
    ${all.map(
      ([label, value, share]) =>
        html`<div class="tile">
          <p class="value">${value}</p>
          <p>${label}</p>
          ${share === undefined ? '' : shareBar(share)}
        </div>`,
    )}
  </section>`;
}

const shown = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(3));

const overlapSection = (overlap: Distribution | undefined): Html =>
  overlap === undefined
    ? html``
    : html`<section>
        <h2>How many films keep how much of their list</h2>
        <p class="note">
          Overlap in percent; the number of films stands on each column. Median
          ${overlap.median.toFixed(2)}; the twentieth part of the films that changed most keeps at
          most ${overlap.p5.toFixed(2)}.
        </p>
        ${overlapChart(overlap)}
      </section>`;

function goldenSection(golden: readonly GoldenResult[]): Html {
  if (golden.length === 0) return html``;
  const rows = golden.map(
    ({ name, before, after, rankBiasedOverlap }) =>
      html`<tr>
        <th scope="row">${name}</th>
        <td>${mark(before.passed)}</td>
        <td>${mark(after.passed)}</td>
        <td class="number">${rankBiasedOverlap.toFixed(2)}</td>
        <td>
          ${after.faults.join(', ')}
          <details>
            <summary>lists ${after.films.length}</summary>
            ${names(after.films)}
          </details>
        </td>
      </tr>`,
  );
  return table(
    'Golden queries',
    ['query', 'before', 'after', '#agreement', 'after: faults and list'],
    rows,
  );
}

const mark = (passed: boolean): Html =>
  passed ? html`<span class="pass">✓ passes</span>` : html`<span class="fail">✗ fails</span>`;

function changedSection(changed: readonly ChangedList[]): Html {
  if (changed.length === 0) return html`<section><h2>No list has changed</h2></section>`;
  const rows = changed.map(
    ({ film, overlap, entered, left }) =>
      html`<tr>
        <th scope="row">${filmName(film)}</th>
        <td class="number">${overlap.toFixed(2)} ${shareBar(overlap)}</td>
        <td class="names">${folded(entered)}</td>
        <td class="names">${folded(left)}</td>
      </tr>`,
  );
  return table('The lists that changed most', ['film', '#overlap', 'entered', 'left'], rows);
}

function moversSection(movers: readonly Mover[]): Html {
  if (movers.length === 0) return html``;
  const most = Math.max(...movers.map(({ before, after }) => Math.max(before, after)));
  const rows = movers.map(
    ({ film, before, after }) =>
      html`<tr>
        <th scope="row">${filmName(film)}</th>
        <td class="number">${formatCount(before)} ${shareBar(before / most)}</td>
        <td class="number">${formatCount(after)} ${shareBar(after / most)}</td>
        <td class="number">
          ${after > before ? '+' : '−'}${formatCount(Math.abs(after - before))}
        </td>
      </tr>`,
  );
  return table(
    'Films that are listed more or less often',
    ['film', '#before', '#after', '#change'],
    rows,
  );
}

const sidesSection = ({ comparison }: Compared): Html =>
  table(
    'Both sides',
    ['', '#before', '#after'],
    sideRows(comparison).map(
      ([name, before, after]) =>
        html`<tr>
          <th scope="row">${name}</th>
          <td class="number">${before}</td>
          <td class="number">${after}</td>
        </tr>`,
    ),
  );

/** Names that are written out of what only one model has. */
const MOST_NAMES = 200;

function membershipSection({ comparison }: Compared): Html {
  const { added, removed, shared } = comparison.films;
  const list = (what: string, films: readonly FilmName[]): Html =>
    films.length === 0
      ? html`<p>None ${what}.</p>`
      : html`<details>
          <summary>${counted(films.length, 'film')} ${what}</summary>
          <p>${names(films.slice(0, MOST_NAMES))}${films.length > MOST_NAMES ? ' …' : ''}</p>
        </details>`;
  return html`<section>
    <h2>Films</h2>
    <p>${counted(shared, 'film')} in both.</p>
    ${list('added', added)} ${list('removed', removed)}
  </section>`;
}

/** @param columns headings; one that begins with # is of numbers */
function table(title: string, columns: readonly string[], rows: readonly Html[]): Html {
  const headings = columns.map((column) =>
    column.startsWith('#')
      ? html`<th scope="col" class="number">${column.slice(1)}</th>`
      : html`<th scope="col">${column}</th>`,
  );
  return html`<section>
    <h2>${title}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="${title}">
      <table>
        <thead>
          <tr>
            ${headings}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** Names that are shown of a longer list until somebody wants them all. */
const UNFOLDED = 4;

function folded(films: readonly FilmName[]): Html {
  if (films.length <= UNFOLDED + 1) return html`${names(films)}`;
  const rest = films.slice(UNFOLDED);
  return html`${names(films.slice(0, UNFOLDED))}
    <details>
      <summary>and ${rest.length} more</summary>
      ${names(rest)}
    </details>`;
}

const names = (films: readonly FilmName[]): string => films.map(filmName).join(' · ');
