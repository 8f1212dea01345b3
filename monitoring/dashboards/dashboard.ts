import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  AnnotationQueryBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  type Panel,
  RowBuilder,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { OURS } from '../metrics/ours.ts';
import { type ClassicDashboard, newDashboard } from './classic.ts';
import { COLOURS } from './colours.ts';
import { DATASOURCE, datasource, runbooks, select } from './variables.ts';

const TAG = 'movie-recommender';

/** Panels below one heading, line by line; each line is 24 columns wide. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Builder<Panel>[];
}

export interface DashboardSpec {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly runbooks: string;
  readonly variables: readonly Builder<VariableModel>[];
  readonly rows: readonly Row[];
}

/** The frame that all dashboards share: variables, links to each other, marks of model changes. */
export function dashboard(spec: DashboardSpec): ClassicDashboard {
  const builder = newDashboard(spec.title)
    .uid(spec.uid)
    .description(spec.description)
    .tags([TAG])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: 'now-6h', to: 'now' })
    .timezone('browser')
    .refresh('30s')
    .link(
      new DashboardLinkBuilder('Movie recommender')
        .type(DashboardLinkType.Dashboards)
        .tags([TAG])
        .asDropdown(false)
        .includeVars(false)
        .keepTime(true),
    )
    .variables([datasource(), ...spec.variables, runbooks(spec.runbooks)])
    .annotation(modelChanges());
  for (const { title, panels } of spec.rows) {
    builder.withRow(new RowBuilder(title));
    for (const panel of panels) builder.withPanel(panel);
  }
  return finished(builder.build());
}

/** A mark at the moment at which a model was loaded, named by its version. */
function modelChanges(): AnnotationQueryBuilder {
  const loaded = select(OURS.modelLoaded);
  const info = select(OURS.modelInfo);
  return new AnnotationQueryBuilder()
    .name('Model changes')
    .datasource(DATASOURCE)
    .enable(true)
    .iconColor(COLOURS.shadow)
    .expr(
      `1000 * ${loaded} * on (namespace, job, instance, variant) group_left (name, version) ${info}`,
    )
    .step('60s')
    .useValueForTime(true)
    .titleFormat('{{name}} {{version}} is {{variant}}')
    .tagKeys('variant,instance');
}

/**
 * Ids that stay the same while panels keep their order, so that links to a panel do. Links and marks
 * stand above the panels, not in the menu that the SDK puts them into.
 */
function finished(built: ClassicDashboard): ClassicDashboard {
  for (const [i, panel] of (built.panels ?? []).entries()) panel.id = i + 1;
  for (const control of [...(built.links ?? []), ...(built.annotations.list ?? [])])
    delete control.placement;
  return built;
}
