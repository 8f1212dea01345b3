import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Rollout } from '#contracts';
import { fit, PRESETS } from '#engine';
import type { ModelFile } from '#model';
import type { Logger } from '#telemetry';
import { LiveTitles } from '../live/live-titles.js';
import { Policies } from '../policy/policies.js';
import { dressIn } from './dress.js';
import { ModelInService } from './model-in-service.js';
import type { ModelLoader } from './model-loader.js';
import { ModelsInService } from './models-in-service.js';
import type { Refusal } from './refusal.js';
import { type ReloadResult, RolloutFollower } from './rollout-follower.js';

const idOf = (name: string): string => createHash('sha256').update(name).digest('hex');
const [A, B, C] = ['a', 'b', 'c'].map(idOf);
const logger = { info: () => undefined, error: () => undefined } as unknown as Logger;
const REFUSAL: Refusal = { reason: 'damaged', message: 'the artifact is damaged' };

function modelOf(id: string): ModelInService {
  const model = fit([{ id: 1, title: id.slice(0, 5) }], PRESETS.hybrid);
  const file: ModelFile = {
    model,
    digest: id,
    version: id.slice(0, 12),
    bytes: 1,
    catalogueDigest: id,
  };
  return new ModelInService(
    'movies',
    file,
    dressIn(Policies.none(logger), LiveTitles.inMemory(logger)),
  );
}

/** A follower whose roll-out and whose loads are in the test's hands. */
function following(broken: ReadonlySet<string> = new Set()) {
  const models = new ModelsInService('movies');
  const loads: string[] = [];
  const results: ReloadResult[] = [];
  let rollout: Partial<Rollout> = {};
  const loader = {
    load: async (id: string) => {
      loads.push(id);
      await Promise.resolve();
      return broken.has(id) ? REFUSAL : modelOf(id);
    },
  } as unknown as ModelLoader;
  const source = {
    read: () => Promise.resolve({ revision: 0, weight: 0, previous: [], removing: [], ...rollout }),
    // It tells nothing by itself: the test says when to look.
    async *watch() {
      await Promise.resolve();
    },
  };
  const watcher = {
    reloaded: (result: ReloadResult) => void results.push(result),
    serving: () => undefined,
  };
  const follower = new RolloutFollower({ models, loader, source, pollMs: 1, watcher, logger });
  const obey = (next: Partial<Rollout>): Promise<void> => {
    rollout = next;
    return follower.reload();
  };
  const names = () =>
    Object.fromEntries(
      models.current.inService.map(({ variant, model }) => [variant, model.file.digest]),
    );
  return { follower, models, loads, results, obey, names };
}

describe('RolloutFollower', () => {
  it.each<[string, readonly Partial<Rollout>[], object]>([
    ['nothing is promoted', [{}], {}],
    ['a version is promoted', [{ stable: A }], { stable: A }],
    ['another one is', [{ stable: A }, { stable: B }], { stable: B }],
    ['a candidate is tried', [{ stable: A, candidate: B, weight: 5 }], { stable: A, candidate: B }],
    [
      'the candidate is promoted',
      [{ stable: A, candidate: B, weight: 5 }, { stable: B }],
      { stable: B },
    ],
    [
      'the trial is given up',
      [{ stable: A, candidate: B, weight: 5 }, { stable: A }],
      { stable: A },
    ],
    ['a shadow is asked', [{ stable: A, shadow: C }], { stable: A, shadow: C }],
    ['the roll-out is emptied', [{ stable: A }, {}], { stable: A }],
  ])('serves what it should when %s', async (_, rollouts, expected) => {
    const { obey, names } = following();
    for (const rollout of rollouts) await obey(rollout);
    expect(names()).toEqual(expected);
  });

  it('loads a version once, whatever becomes of it', async () => {
    const { obey, loads } = following();
    await obey({ stable: A, candidate: B, weight: 5 });
    await obey({ stable: A, candidate: B, weight: 50 });
    await obey({ stable: B, shadow: A });
    expect(loads).toEqual([A, B]);
  });

  it('keeps the stable model when the next one is refused, and says why', async () => {
    const { obey, names, models, results } = following(new Set([B]));
    await obey({ stable: A, candidate: C, weight: 5 });
    await obey({ stable: B, candidate: C, weight: 5 });
    expect(names()).toEqual({ stable: A, candidate: C });
    expect(models.current.absent).toMatchObject([
      { id: B, role: 'stable', refusal: { message: REFUSAL.message } },
    ]);
    expect(results).toEqual(['ok', 'ok', 'damaged']);
    await obey({ stable: C });
    expect(names()).toEqual({ stable: C });
    expect(models.current.absent).toEqual([]);
  });

  it('does not try a refused version again before its time', async () => {
    const { follower, obey, loads } = following(new Set([B]));
    await obey({ stable: A, candidate: B, weight: 5 });
    await follower.unpin();
    await follower.unpin();
    expect(loads).toEqual([A, B]);
    follower.stop();
  });

  it('leaves what is in service alone when the version to be pinned is refused', async () => {
    const { follower, obey, names } = following(new Set([C]));
    await obey({ stable: A, candidate: B, weight: 5 });
    expect(await follower.pin(C)).toMatchObject(REFUSAL);
    expect(names()).toEqual({ stable: A, candidate: B });
    expect(await follower.pin(B)).toBeUndefined();
    expect(names()).toEqual({ stable: B });
    await follower.unpin();
    expect(names()).toEqual({ stable: A, candidate: B });
  });

  it('lets go of a model that has left: its memory comes back', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const { obey, models } = following();
    await obey({ stable: A });
    const gone = new WeakRef(models.current.inService[0].model);
    await obey({ stable: B });
    for (let turn = 0; turn < 10 && gone.deref() !== undefined; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      collect();
    }
    expect(gone.deref()).toBeUndefined();
  });
});
