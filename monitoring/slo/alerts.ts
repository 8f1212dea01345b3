import type { Alert } from '../alerts/alert.ts';
import { UIDS } from '../dashboards/uids.ts';
import { BURN_RATES, type BurnRate } from './burn-rates.ts';
import { SLO_RECORDS } from './records.ts';
import { budgetOf, type Slo } from './slo.ts';

/** One alert for each pair of windows; the label `window` tells them apart. */
export const sloAlerts = (slo: Slo): readonly Alert[] =>
  BURN_RATES.map((burn) => sloAlert(slo, burn));

function sloAlert(slo: Slo, { factor, long, short, severity }: BurnRate): Alert {
  const { name, alert, promise, fewestBadEvents } = slo;
  const of = `{slo="${name}"}`;
  const bound = `${factor} * ${budgetOf(slo)}`;
  return {
    name: alert,
    severity,
    expr: [
      `${SLO_RECORDS.badRatio(long).name}${of} > ${bound}`,
      `${SLO_RECORDS.badRatio(short).name}${of} > ${bound}`,
      `${SLO_RECORDS.badCount(long).name}${of} >= ${fewestBadEvents}`,
    ].join('\nand\n'),
    // The long window has waited already; one more evaluation keeps a glitch of a scrape out.
    wait: '1m',
    summary: `The error budget of ${name} burns ${factor} times too fast.`,
    description:
      `${promise} In the last ${long} and still in the last ${short} the share of bad requests was above ` +
      `${percent(factor * budgetOf(slo))} % ({{ $value | humanizePercentage }} over ${long}).`,
    dashboard: UIDS.service,
    labels: { slo: name, window: long },
  };
}

const percent = (share: number): string => String(Number((share * 100).toFixed(4)));
