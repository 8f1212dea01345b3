import { Client } from '../api/client.js';
import type { ApiResponse } from '../api/transport.js';
import { FakeApiServer } from '../testing/fake-api-server.js';
import { NO_FAULTS } from '../testing/faults.js';
import { silentLogger } from '../testing/silent-logger.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { EventRecorder } from './recorder.js';

const regarding = {
  apiVersion: 'example.dev/v1',
  kind: 'Thing',
  metadata: { name: 'thing', namespace: 'here', uid: 'uid-1' },
};
const happening = { type: 'Warning', reason: 'Broken', action: 'Mend', note: 'it broke' } as const;

describe('the recorder of events', () => {
  const clock = new VirtualClock();
  const made = (refused?: ApiResponse) => {
    const server = new FakeApiServer({ clock });
    const client = new Client(server.connect({ ...NO_FAULTS, refusal: () => refused }), 'test');
    const parts = { client, clock, logger: silentLogger };
    return { server, recorder: new EventRecorder('example.dev/operator', 'pod-1', parts) };
  };

  it('tells what happened to what, in the namespace of the object', async () => {
    const { server, recorder } = made();
    recorder.record(regarding, happening);
    await clock.advance(10);
    expect(server.all('events')).toMatchObject([
      {
        metadata: { namespace: 'here' },
        regarding: { kind: 'Thing', name: 'thing', uid: 'uid-1' },
        ...happening,
      },
    ]);
  });

  it('counts what happens again in one event, and writes that once a minute', async () => {
    const { server, recorder } = made();
    for (let i = 0; i < 300; i++) {
      recorder.record(regarding, happening);
      await clock.advance(1_000);
    }
    const events = server.all('events');
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ series: { count: 241 } });
    expect(server.writes.length).toBe(5);
  });

  it('tells anew what happens again after a long time, and what differs', async () => {
    const { server, recorder } = made();
    recorder.record(regarding, happening);
    recorder.record(regarding, { ...happening, note: 'something else' });
    await clock.advance(11 * 60_000);
    recorder.record(regarding, happening);
    await clock.advance(10);
    expect(server.all('events')).toHaveLength(3);
  });

  it('does not fail when an event cannot be written', async () => {
    const { server, recorder } = made({ status: 403, body: {} });
    recorder.record(regarding, happening);
    const flushed = recorder.flush();
    await clock.advance(10);
    await flushed;
    expect(server.all('events')).toEqual([]);
  });
});
