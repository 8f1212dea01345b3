import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  GraphDrawStyle,
  GraphGradientMode,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardLinkBuilder,
  DashboardLinkType,
  FieldColorBuilder,
  FieldColorModeId,
  type Panel,
  type Threshold,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import * as heatmaps from '@grafana/grafana-foundation-sdk/heatmap';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import * as stats from '@grafana/grafana-foundation-sdk/stat';
import * as timelines from '@grafana/grafana-foundation-sdk/statetimeline';
import * as tables from '@grafana/grafana-foundation-sdk/table';
import * as series from '@grafana/grafana-foundation-sdk/timeseries';
import { COLOURS, FIXED_COLOURS } from './colours.ts';
import { DATASOURCE, RUNBOOKS } from './variables.ts';

/** A query and the name of its series. */
export interface Query {
  readonly expr: string;
  readonly legend: string;
  /** Whether the traces behind its observations are shown as dots, where there are any. */
  readonly hasExemplars?: boolean;
}

/** What every panel has. Widths of one line add up to 24, heights of one line are the same. */
export interface PanelSpec {
  readonly title: string;
  /** What it shows, how it is read, and when it is bad. */
  readonly description: string;
  /** Grafana's name of the unit. */
  readonly unit: string;
  readonly queries: readonly Query[];
  readonly width: number;
  readonly height?: number;
  /** Alerts that are about what the panel shows: links to their runbook pages. */
  readonly alerts?: readonly string[];
  /** From which value on it is worse (`bad` below `good` turns it round). */
  readonly bounds?: { readonly warning?: number; readonly bad: number; readonly isFloor?: boolean };
  readonly decimals?: number;
  readonly max?: number;
  readonly noValue?: string;
}

type AnyPanel =
  | heatmaps.PanelBuilder
  | series.PanelBuilder
  | stats.PanelBuilder
  | tables.PanelBuilder
  | timelines.PanelBuilder;

const DEFAULT_HEIGHT = 8;

/** One figure, with what it was lately as a faint line behind it. */
export function stat(spec: PanelSpec & { readonly isText?: boolean }): Builder<Panel> {
  const { bounds, isText = false, height = 4 } = spec;
  const panel = new stats.PanelBuilder()
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .graphMode(isText ? BigValueGraphMode.None : BigValueGraphMode.Area)
    .colorMode(BigValueColorMode.Value)
    .textMode(isText ? BigValueTextMode.Name : BigValueTextMode.Value)
    .colorScheme(
      bounds === undefined
        ? new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor(COLOURS.stable)
        : new FieldColorBuilder().mode(FieldColorModeId.Thresholds),
    );
  return common(panel, { ...spec, height });
}

/** Lines over time; `stacked` where their sum is the point. */
export function graph(spec: PanelSpec & { readonly isStacked?: boolean }): Builder<Panel> {
  const { bounds, isStacked = false } = spec;
  const panel = new series.PanelBuilder()
    .drawStyle(GraphDrawStyle.Line)
    .lineWidth(isStacked ? 1 : 2)
    .fillOpacity(isStacked ? 40 : 8)
    .gradientMode(GraphGradientMode.Opacity)
    .showPoints(VisibilityMode.Never)
    .spanNulls(false)
    .axisSoftMin(0)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassicByName))
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    )
    .tooltip(
      new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending),
    );
  if (isStacked) panel.stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));
  if (bounds !== undefined)
    panel.thresholdsStyle(
      new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed),
    );
  for (const [legend, colour] of FIXED_COLOURS)
    if (spec.queries.some((query) => canBeCalled(query.legend, legend)))
      panel.overrideByRegexp(`/${legend.source}/`, [
        { id: 'color', value: { mode: 'fixed', fixedColor: colour } },
      ]);
  return common(panel, spec);
}

/** How many observations fell into which bucket, over time: colour is number. */
export function heatmap(spec: PanelSpec): Builder<Panel> {
  const panel = new heatmaps.PanelBuilder()
    .calculate(false)
    .color(
      new heatmaps.HeatmapColorOptionsBuilder()
        .mode(heatmaps.HeatmapColorMode.Scheme)
        .scheme('Spectral')
        .exponent(0.5)
        .scale(heatmaps.HeatmapColorScale.Exponential)
        .steps(64)
        .reverse(true),
    )
    .cellGap(1)
    .filterValues(new heatmaps.FilterValueRangeBuilder().le(1e-9))
    .yAxis(new heatmaps.YAxisConfigBuilder().unit(spec.unit))
    .tooltip(new heatmaps.HeatmapTooltipBuilder().mode(TooltipDisplayMode.Single).yHistogram(true));
  return common(panel, spec, PromQueryFormat.Heatmap);
}

/** Which of several states held when. */
export function timeline(spec: PanelSpec): Builder<Panel> {
  const panel = new timelines.PanelBuilder()
    .showValue(VisibilityMode.Never)
    .rowHeight(0.8)
    .fillOpacity(75)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassicByName));
  for (const [legend, colour] of FIXED_COLOURS)
    panel.overrideByRegexp(`/${legend.source}/`, [
      { id: 'color', value: { mode: 'fixed', fixedColor: colour } },
    ]);
  return common(panel, spec);
}

/** The series of now as rows, with `columns` as their cells, by label. */
export function table(
  spec: PanelSpec & { readonly columns: Readonly<Record<string, string>> },
): Builder<Panel> {
  const labels = Object.keys(spec.columns);
  const panel = new tables.PanelBuilder()
    .showHeader(true)
    .withTransformation({ id: 'filterFieldsByName', options: { include: { names: labels } } })
    .withTransformation({
      id: 'organize',
      options: {
        renameByName: spec.columns,
        indexByName: Object.fromEntries(labels.map((label, i) => [label, i])),
      },
    });
  return common(panel, spec, PromQueryFormat.Table);
}

/** A figure of each row of a comparison. */
export interface Column {
  readonly title: string;
  /** Grafana's name of the unit. */
  readonly unit: string;
  /** One series for each row, with labels that rows are told apart by, at least those that all columns have. */
  readonly expr: string;
}

/** What is to be compared as rows, by label, with figures of several queries as their cells. */
export function comparison(
  spec: Omit<PanelSpec, 'queries'> & {
    readonly rows: Readonly<Record<string, string>>;
    readonly columns: readonly Column[];
  },
): Builder<Panel> {
  const labels = Object.keys(spec.rows);
  const fields = spec.columns.map((_, i) => `Value #${refIdOf(i)}`);
  const titles = spec.columns.map(({ title }) => title);
  const panel = new tables.PanelBuilder()
    .showHeader(true)
    .withTransformation({ id: 'merge', options: {} })
    .withTransformation({
      id: 'organize',
      options: {
        excludeByName: { Time: true },
        indexByName: Object.fromEntries([...labels, ...fields].map((name, i) => [name, i])),
        renameByName: {
          ...spec.rows,
          ...Object.fromEntries(fields.map((field, i) => [field, titles[i]])),
        },
      },
    });
  for (const { title, unit } of spec.columns)
    panel.overrideByName(title, [{ id: 'unit', value: unit }]);
  const queries = spec.columns.map(({ title, expr }) => ({ expr, legend: title }));
  return common(panel, { ...spec, queries }, PromQueryFormat.Table);
}

function common(panel: AnyPanel, spec: PanelSpec, format?: PromQueryFormat): Builder<Panel> {
  const { title, description, unit, queries, width, height = DEFAULT_HEIGHT } = spec;
  panel
    .title(title)
    .description(description)
    .datasource(DATASOURCE)
    .unit(unit)
    // The dashboard places it; 0 and 0 say that it may.
    .gridPos({ x: 0, y: 0, w: width, h: height })
    .thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps(spec)))
    .links((spec.alerts ?? []).map(runbookLink));
  if (spec.decimals !== undefined) panel.decimals(spec.decimals);
  if (spec.max !== undefined) panel.min(0).max(spec.max);
  if (spec.noValue !== undefined) panel.noValue(spec.noValue);
  queries.forEach((query, i) => panel.withTarget(target(query, i, format)));
  return panel;
}

function target(
  { expr, legend, hasExemplars = false }: Query,
  i: number,
  format?: PromQueryFormat,
): Builder<Dataquery> {
  const query = new DataqueryBuilder()
    .refId(refIdOf(i))
    .datasource(DATASOURCE)
    .expr(expr)
    .legendFormat(legend);
  if (format !== undefined) query.format(format);
  if (hasExemplars) query.exemplar(true);
  return format === PromQueryFormat.Table ? query.instant() : query.range();
}

const refIdOf = (i: number): string => String.fromCharCode('A'.charCodeAt(0) + i);

function steps({ bounds }: PanelSpec): Threshold[] {
  if (bounds === undefined) return [{ value: null, color: COLOURS.good }];
  const { warning, bad, isFloor = false } = bounds;
  const between = warning === undefined ? [] : [{ value: warning, color: COLOURS.warning }];
  return isFloor
    ? [
        { value: null, color: COLOURS.bad },
        ...(warning === undefined
          ? [{ value: bad, color: COLOURS.good }]
          : [
              { value: bad, color: COLOURS.warning },
              { value: warning, color: COLOURS.good },
            ]),
      ]
    : [{ value: null, color: COLOURS.good }, ...between, { value: bad, color: COLOURS.bad }];
}

const runbookLink = (alert: string): DashboardLinkBuilder =>
  new DashboardLinkBuilder(`Runbook: ${alert}`)
    .type(DashboardLinkType.Link)
    .url(`\${${RUNBOOKS}}/${alert}.md`)
    .targetBlank(true);

/** Whether the legend names that kind of series itself, or by a label that may have it as value. */
const canBeCalled = (legend: string, kind: RegExp): boolean =>
  kind.test(legend) || /\{\{(?:variant|outcome|code|result)\}\}/u.test(legend);
