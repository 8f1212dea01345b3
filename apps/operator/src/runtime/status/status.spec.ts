import { type Condition, type Finding, withFindings } from './conditions.js';
import { kstatusOf } from './kstatus.js';

const early = new Date('2030-01-01T00:00:00.123Z');
const late = new Date('2030-01-02T00:00:00.456Z');
const ready = (status: Condition['status'], reason = 'Because'): Finding => ({
  type: 'Ready',
  status,
  reason,
  message: 'as it is',
});

describe('conditions', () => {
  const before = withFindings([], [ready('False')], early);

  it('begin with the moment at which they were found, in whole seconds', () => {
    expect(before).toEqual([{ ...ready('False'), lastTransitionTime: '2030-01-01T00:00:00Z' }]);
  });

  it('keep their time while only reason and message change', () => {
    const [after] = withFindings(before, [ready('False', 'Otherwise')], late);
    expect(after).toMatchObject({
      reason: 'Otherwise',
      lastTransitionTime: '2030-01-01T00:00:00Z',
    });
  });

  it('change their time with their status', () => {
    const [after] = withFindings(before, [ready('True')], late);
    expect(after.lastTransitionTime).toBe('2030-01-02T00:00:00Z');
  });

  it('are the same when the same is found again, and stay where nothing was found', () => {
    const other = { ...ready('True'), type: 'Another' };
    const both = withFindings(before, [other], late);
    expect(both.map(({ type }) => type)).toEqual(['Another', 'Ready']);
    expect(withFindings(both, [ready('False'), other], new Date())).toEqual(both);
  });
});

describe('kstatus', () => {
  const thing = (
    conditions: Readonly<Record<string, Condition['status']>>,
    { observedGeneration = 2, deletionTimestamp = undefined as string | undefined } = {},
  ) => ({
    apiVersion: 'example.dev/v1',
    kind: 'Thing',
    metadata: { name: 'thing', generation: 2, deletionTimestamp },
    status: {
      observedGeneration,
      conditions: Object.entries(conditions).map(([type, status]) => ({
        ...ready(status),
        type,
        lastTransitionTime: '',
      })),
    },
  });

  it.each([
    ['is ready', thing({ Ready: 'True' }), 'Current'],
    ['is not ready', thing({ Ready: 'False' }), 'InProgress'],
    ['is being worked on', thing({ Ready: 'True', Reconciling: 'True' }), 'InProgress'],
    ['cannot go on', thing({ Ready: 'False', Stalled: 'True' }), 'Failed'],
    [
      'was changed since it was looked at',
      thing({ Ready: 'True' }, { observedGeneration: 1 }),
      'InProgress',
    ],
    [
      'is being deleted',
      thing({ Ready: 'True' }, { deletionTimestamp: '2030-01-01T00:00:00Z' }),
      'Terminating',
    ],
  ])('of what %s', (_, object, expected) => {
    expect(kstatusOf(object)).toBe(expected);
  });
});
