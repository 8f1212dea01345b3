import { Registry } from 'prom-client';
import type { ObservedJob } from './decide/index.js';
import { ModelMetrics } from './model-metrics.js';

const job = (name: string, more: Partial<ObservedJob> = {}): ObservedJob => ({
  name,
  hash: 'a',
  step: 'fit',
  state: 'Running',
  hasResult: false,
  startedAt: 1_000,
  ...more,
});
const ended = { state: 'Succeeded', hasResult: true, finishedAt: 8_000 } as const;

describe('ModelMetrics', () => {
  const made = () => {
    const registry = new Registry();
    const metrics = new ModelMetrics(registry);
    const lines = async (pattern: RegExp): Promise<readonly string[]> =>
      (await registry.metrics()).split('\n').filter((line) => pattern.test(line));
    return { metrics, lines };
  };

  it('tells the phase that a model is in, and no other', async () => {
    const { metrics, lines } = made();
    metrics.observed('films/movies', { phase: 'Training' }, []);
    metrics.observed('films/movies', { phase: 'Canary', weight: 20 }, []);
    expect(await lines(/^recommender_rollout_phase.* 1$/u)).toEqual([
      'recommender_rollout_phase{model="films/movies",phase="Canary"} 1',
    ]);
    expect(await lines(/^recommender_rollout_weight/u)).toEqual([
      'recommender_rollout_weight_percent{model="films/movies"} 20',
    ]);
  });

  it.each([
    ['that was seen at work', [[job('a')], [job('a', ended)]], 1, 0],
    ['that is looked at again', [[job('a')], [job('a', ended)], [job('a', ended)]], 1, 0],
    ['that had ended before this process began', [[job('a', ended)]], 0, 0],
    ['that failed', [[job('a')], [job('a', { state: 'Failed' })]], 0, 1],
    ['of shards, which make no model yet', [[job('a')], [job('a', { ...ended, step: 'shards' })]], 0, 0],
  ] as const)('counts a training %s', async (_, looks, succeeded, failed) => {
    const { metrics, lines } = made();
    for (const jobs of looks) metrics.observed('m', {}, jobs);
    expect(await lines(/^recommender_training_runs_total/u)).toEqual([
      `recommender_training_runs_total{model="m",result="succeeded"} ${succeeded}`,
      `recommender_training_runs_total{model="m",result="failed"} ${failed}`,
    ]);
    const [sum] = await lines(/^recommender_training_duration_seconds_sum/u);
    expect(sum).toBe(succeeded === 0 ? undefined : 'recommender_training_duration_seconds_sum{model="m"} 7');
  });

  it('forgets a model that is gone', async () => {
    const { metrics, lines } = made();
    metrics.observed('m', { phase: 'Stable' }, [job('a')]);
    metrics.observed('m', { phase: 'Stable' }, [job('a', ended)]);
    metrics.forget('m');
    expect(await lines(/model="m"/u)).toEqual([]);
  });
});
