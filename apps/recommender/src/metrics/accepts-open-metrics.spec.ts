import { acceptsOpenMetrics } from './accepts-open-metrics.js';

const PROMETHEUS_3 =
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,' +
  'application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,' +
  'text/plain;version=0.0.4;q=0.3,*/*;q=0.2';

describe('OpenMetrics is answered to an Accept header', () => {
  it.each([
    ['of Prometheus 3', PROMETHEUS_3],
    ['that asks for it alone', 'application/openmetrics-text'],
    [
      'with blanks and capitals',
      ' text/plain;q=0.5 , Application/OpenMetrics-Text ; Version=1.0.0',
    ],
    ['that takes both alike', 'text/plain, application/openmetrics-text'],
  ])('%s', (_, accept) => {
    expect(acceptsOpenMetrics(accept)).toBe(true);
  });

  it.each([
    ['that is not there', undefined],
    ['that is empty', ''],
    ['that takes anything', '*/*'],
    ['of a browser', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
    ['that would rather have the plain format', 'text/plain,application/openmetrics-text;q=0.9'],
    ['that refuses it', 'application/openmetrics-text;q=0'],
    ['that wants a version to come', 'application/openmetrics-text; version=2.0.0'],
    ['with a weight that is none', 'application/openmetrics-text;q=much'],
    ['of nothing but commas', ',,;;,q='],
  ])('but not to one %s', (_, accept) => {
    expect(acceptsOpenMetrics(accept)).toBe(false);
  });
});
