/**
 * Load, from a pod inside the cluster: clients that ask again in their own time, half of them on a
 * connection that they keep, half on a new one each time. Ends when stdin has ended and enough requests
 * were sent, and then writes what came of them as one line of JSON. Runs in the image under test, which
 * has Node and nothing else.
 *
 * Arguments: URL, body, clients, milliseconds between two requests of a client, least number of requests.
 */
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const [url, body, clients, pace, least] = process.argv.slice(1);
const HEADERS = {
  'content-type': 'application/json',
  'content-length': Buffer.byteLength(body),
};
const GIVE_UP_MS = 10_000;

const seen: Record<string, number> = {};
let ended = false;
let sent = 0;
let longestMs = 0;

/** @returns the status, or the code of what went wrong */
function ask(agent: Agent | false): Promise<string> {
  return new Promise((resolve) => {
    const options = { method: 'POST', agent, headers: HEADERS, timeout: GIVE_UP_MS };
    const sent = request(url, options, (response) => {
      response.resume();
      response.once('end', () => resolve(String(response.statusCode)));
      response.once('error', ({ message }) => resolve(message));
    });
    sent.once('timeout', () => sent.destroy(new Error('timeout')));
    sent.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    sent.end(body);
  });
}

async function client(number: number): Promise<void> {
  const agent = number % 2 === 0 ? new Agent({ keepAlive: true, maxSockets: 1 }) : false;
  await sleep((number * Number(pace)) / Number(clients));
  while (!ended || sent < Number(least)) {
    sent++;
    const started = performance.now();
    const outcome = await ask(agent);
    const ms = performance.now() - started;
    seen[outcome] = (seen[outcome] ?? 0) + 1;
    longestMs = Math.max(longestMs, ms);
    await sleep(Math.max(0, Number(pace) - ms));
  }
  if (agent !== false) agent.destroy();
}

process.stdin.resume().once('end', () => (ended = true));
await Promise.all(Array.from({ length: Number(clients) }, (_, number) => client(number)));
console.log(JSON.stringify({ seen, longestMs: Math.round(longestMs) }));
process.exit(0);
