import { Gauge } from 'prom-client';
import { GAUGES } from '#telemetry';
import type { LiveTitles } from './live-titles.js';

/** Shows at each scrape how many films have been put and deleted. */
export function showLiveTitles(titles: LiveTitles): void {
  new Gauge({
    ...GAUGES.liveMovies,
    collect() {
      const films = [...titles.current.changes.values()];
      const put = films.filter((film) => film !== undefined).length;
      this.set({ change: 'put' }, put);
      this.set({ change: 'delete' }, films.length - put);
    },
  });
}
