import type { Distribution } from '#model';
import { binLabel } from './compare-text.js';
import { html, type Html } from './html.js';

const WIDTH = 560;
const HEIGHT = 170;
const TOP = 18;
const BOTTOM = 24;
const GAP = 6;

/** Columns of how many films have each overlap, with the numbers that they stand for. */
export function overlapChart({ counts }: Distribution): Html {
  const most = Math.max(...counts, 1);
  const step = WIDTH / counts.length;
  const columns = counts.map((count, bin) => {
    const height = count === 0 ? 0 : Math.max(2, ((HEIGHT - TOP - BOTTOM) * count) / most);
    const [x, y] = [bin * step + GAP / 2, HEIGHT - BOTTOM - height];
    const middle = bin * step + step / 2;
    return html`<rect x="${x}" y="${y}" width="${step - GAP}" height="${height}" rx="3" />
      <text x="${middle}" y="${y - 5}">${count}</text>
      <text class="axis" x="${middle}" y="${HEIGHT - 6}">${binLabel(bin).replace(' %', '')}</text>`;
  });
  const told = counts.map((count, bin) => `${binLabel(bin)}: ${count}`).join(', ');
  return html`<svg
    class="columns"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    role="img"
    aria-label="Films by overlap of their lists: ${told}"
  >
    <line x1="0" x2="${WIDTH}" y1="${HEIGHT - BOTTOM}" y2="${HEIGHT - BOTTOM}" />
    ${columns}
  </svg>`;
}

/** A bar from 0 to 1 beside a number that is told in words as well. */
export const shareBar = (share: number): Html =>
  html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" width="100" height="8" rx="2" />
    <rect width="${Math.max(share * 100, share > 0 ? 1 : 0)}" height="8" rx="2" />
  </svg>`;
