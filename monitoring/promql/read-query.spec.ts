import { readQuery } from './read-query.ts';

describe('readQuery', () => {
  it('finds selectors with their matchers, ranges and functions', () => {
    const query =
      'sum by (job) (rate(a_total{job=~"$job", code!="5"}[$__rate_interval] offset 1h))' +
      ' / on (x) group_left (y) (b > 3) or max_over_time(c[2h]) + vector(1)';
    expect(readQuery(query)).toEqual({
      faults: [],
      grouping: ['job', 'x', 'y'],
      selectors: [
        {
          metric: 'a_total',
          matchers: [
            { label: 'job', operator: '=~', value: '$job' },
            { label: 'code', operator: '!=', value: '5' },
          ],
          range: '$__rate_interval',
          callee: 'rate',
        },
        { metric: 'b', matchers: [] },
        { metric: 'c', matchers: [], range: '2h', callee: 'max_over_time' },
      ],
    });
  });

  it.each(['sum(', 'a{b=}', 'rate(a[5])x', 'a and and b', 'sum by (a (b)', 'a{b="c"'])(
    'finds the fault in %s',
    (query) => {
      expect(readQuery(query).faults).not.toEqual([]);
    },
  );
});
