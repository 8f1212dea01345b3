import fc from 'fast-check';
import { Client } from '../api/client.js';
import type { Transport } from '../api/transport.js';
import { FakeApiServer } from '../testing/fake-api-server.js';
import { randomFaults } from '../testing/faults.js';
import { seededRandom } from '../testing/seeded-random.js';
import { silentLogger } from '../testing/silent-logger.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import type { Clock } from '../time/clock.js';
import { LeaderElection, type Leadership } from './leader-election.js';
import type { Lease } from './lease.js';

const LEASE = { namespace: 'default', name: 'operator' };
const LEASE_MS = 15_000;

/** Several candidates on one clock, each with a date of its own. */
class Scene {
  readonly clock = new VirtualClock();
  readonly server = new FakeApiServer({ clock: this.clock });
  readonly candidates: Candidate[] = [];

  enter(identity: string, skewMs = 0, transport = this.server.connect()): Candidate {
    const candidate = new Candidate(identity, transport, this.clock, skewMs);
    this.candidates.push(candidate);
    return candidate;
  }

  get leaders(): readonly string[] {
    return this.candidates.filter(({ leads }) => leads).map(({ identity }) => identity);
  }

  get lease(): Lease | undefined {
    return this.server.all('leases').at(0);
  }
}

class Candidate {
  leadership?: Leadership;
  /** Cut off: nothing arrives any more, and nothing is refused either. */
  isCut = false;
  private readonly stopping = new AbortController();

  constructor(
    readonly identity: string,
    transport: Transport,
    clock: VirtualClock,
    skewMs: number,
  ) {
    const never = new Promise<never>(() => undefined);
    const cuttable: Transport = {
      ...transport,
      send: (request, signal) => (this.isCut ? never : transport.send(request, signal)),
    };
    const skewed: Clock = {
      elapsed: () => clock.elapsed(),
      date: () => new Date(clock.date().getTime() + skewMs),
      after: (ms, run) => clock.after(ms, run),
    };
    const election = new LeaderElection(
      { lease: LEASE, identity },
      {
        client: new Client(cuttable, 'test'),
        clock: skewed,
        random: seededRandom(identity.length),
        logger: silentLogger,
      },
    );
    void this.run(election);
  }

  get leads(): boolean {
    return this.leadership?.lost.aborted === false;
  }

  /** Without a word, as a power cut does. */
  kill(): void {
    this.isCut = true;
    this.stopping.abort();
    this.leadership = undefined;
  }

  private async run(election: LeaderElection): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.leadership = await election.acquire(this.stopping.signal);
      const lost = this.leadership?.lost;
      if (lost !== undefined)
        await new Promise((resolve) => lost.addEventListener('abort', resolve));
    }
  }
}

describe('the election of a leader', () => {
  it('chooses one of several, and keeps it', async () => {
    const scene = new Scene();
    for (const identity of ['a', 'bb', 'ccc']) scene.enter(identity);
    await scene.clock.advance(10_000);
    const [leader] = scene.leaders;
    for (let i = 0; i < 100; i++) {
      await scene.clock.advance(3_000);
      expect(scene.leaders).toEqual([leader]);
    }
    expect(scene.lease?.spec).toMatchObject({ holderIdentity: leader, leaseTransitions: 0 });
  });

  it('writes times with microseconds', async () => {
    const scene = new Scene();
    scene.enter('a');
    await scene.clock.advance(10_000);
    const microTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
    expect(scene.lease?.spec?.renewTime).toMatch(microTime);
    expect(scene.lease?.spec?.acquireTime).toMatch(microTime);
    expect(scene.lease?.spec?.renewTime).not.toBe(scene.lease?.spec?.acquireTime);
  });

  it.each([-86_400_000, 0, 86_400_000])(
    'has another leader within the lease and 2 s after one was killed, with dates %i ms apart',
    async (skewMs) => {
      const scene = new Scene();
      const first = scene.enter('first');
      await scene.clock.advance(10_000);
      const second = scene.enter('second', skewMs);
      await scene.clock.advance(20_000);
      expect([first.leads, second.leads]).toEqual([true, false]);
      first.kill();
      expect(await scene.clock.advanceUntil(() => second.leads, LEASE_MS + 2_000)).toBe(true);
      expect(scene.lease?.spec?.leaseTransitions).toBe(1);
    },
  );

  it('gives the lease back on stop, so that another leads within seconds', async () => {
    const scene = new Scene();
    const first = scene.enter('first');
    await scene.clock.advance(10_000);
    const second = scene.enter('second');
    await scene.clock.advance(10_000);
    void first.leadership?.release();
    first.kill();
    first.isCut = false;
    expect(await scene.clock.advanceUntil(() => second.leads, 4_000)).toBe(true);
  });

  it('stops leading before anybody else may when it is cut off, even if requests hang', async () => {
    const scene = new Scene();
    const first = scene.enter('first');
    await scene.clock.advance(10_000);
    const second = scene.enter('second');
    await scene.clock.advance(10_000);
    first.isCut = true;
    expect(await scene.clock.advanceUntil(() => !first.leads, 10_000)).toBe(true);
    expect(second.leads).toBe(false);
    expect(await scene.clock.advanceUntil(() => second.leads, 9_000)).toBe(true);
  });

  it('refuses times that could make two lead', () => {
    const times = { leaseMs: 10_000, renewDeadlineMs: 10_000, retryMs: 2_000 };
    const make = () =>
      new LeaderElection({ lease: LEASE, identity: 'a', times }, {
        clock: new VirtualClock(),
      } as never);
    expect(make).toThrow('retryMs < renewDeadlineMs < leaseMs');
  });

  it('never has two at once, and has one when all is well again', async () => {
    const step = fc.record({ who: fc.nat(2), isCut: fc.boolean(), ms: fc.nat(20_000) });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 3, maxLength: 3 }),
        fc.array(step, { maxLength: 12 }),
        async (seed, skews, steps) => {
          const scene = new Scene();
          let isOn = true;
          const faults = randomFaults(seededRandom(seed), 0.2, () => isOn);
          skews.forEach((skew, i) => {
            scene.enter('x'.repeat(i + 1), skew, scene.server.connect(faults));
          });
          for (const { who, isCut, ms } of steps) {
            scene.candidates[who].isCut = isCut;
            await scene.clock.advanceUntil(() => scene.leaders.length > 1, ms);
            expect(scene.leaders.length).toBeLessThanOrEqual(1);
          }
          isOn = false;
          for (const candidate of scene.candidates) candidate.isCut = false;
          await scene.clock.advance(60_000);
          expect(scene.leaders.length).toBe(1);
          for (const candidate of scene.candidates) candidate.kill();
        },
      ),
    );
  });
});
