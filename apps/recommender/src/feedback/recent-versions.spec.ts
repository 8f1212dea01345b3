import { RecentVersions } from './recent-versions.js';

it('only versions that answered lately are labels', () => {
  const versions = new RecentVersions();
  expect(versions.labelOf('v1')).toBe('other');
  for (let i = 1; i <= 8; i++) versions.add(`v${i}`);
  versions.add('v8');
  expect(versions.labelOf('v1')).toBe('v1');
  versions.add('v9');
  expect(['v1', 'v2', 'v9', 'constructor'].map((version) => versions.labelOf(version))).toEqual([
    'other',
    'v2',
    'v9',
    'other',
  ]);
});
