import { dashboardFiles } from './dashboards/dashboard-files.ts';
import { metricsReference } from './metrics/reference.ts';
import { ruleFiles } from './rules/rule-files.ts';
import { toYaml } from './rules/to-yaml.ts';
import type { MonitoringSettings } from './settings.ts';

/** A file that is made from this folder and committed; the path is relative to the repository. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

export const generatedFiles = (settings: MonitoringSettings): readonly GeneratedFile[] => [
  ...ruleFiles(settings).map((file) => ({ path: file.path, text: toYaml(file) })),
  ...dashboardFiles(settings).map(({ path, dashboard }) => ({
    path,
    text: `${JSON.stringify(dashboard, null, 2)}\n`,
  })),
  { path: 'docs/metrics.md', text: metricsReference() },
];
