import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHART } from './tools.js';

interface Dashboard {
  readonly title: string;
  readonly panels: readonly {
    readonly title: string;
    readonly targets?: readonly { readonly expr: string }[];
  }[];
}

/** A query of a dashboard as Grafana sends it when all is chosen but for one namespace. */
export interface PanelQuery {
  readonly where: string;
  readonly expr: string;
}

/** Every query of every panel of the chart's dashboards, over windows of `rateInterval`. */
export function panelQueries(namespace: string, rateInterval: string): readonly PanelQuery[] {
  const chosen = (expr: string): string =>
    expr
      .replaceAll('$__rate_interval', rateInterval)
      .replaceAll(/\$namespace\b/gu, namespace)
      .replaceAll(/\$(?:job|instance)\b/gu, '.+')
      .replaceAll(/\$(?:model|version)\b/gu, '.*');
  return globSync(join(CHART, 'files/dashboards/*.json'))
    .map((path) => JSON.parse(readFileSync(path, 'utf8')) as Dashboard)
    .flatMap(({ title: dashboard, panels }) =>
      panels.flatMap(({ title, targets = [] }) =>
        targets.map(({ expr }) => ({ where: `${dashboard}: ${title}`, expr: chosen(expr) })),
      ),
    );
}
