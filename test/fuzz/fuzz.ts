/**
 * Fuzzes the built service by its own OpenAPI document, once open to everybody and once with API
 * keys: no answer may be 5xx or undocumented, what the schemas allow is answered and what they do
 * not is refused, the service lives on and does not grow.
 *
 * Usage: npm run test:fuzz (FUZZ_EXAMPLES=500 for more of them)
 */
import { createHash, randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child, freePort } from '../../bench/support.ts';
import { findSchemathesis, fuzz } from './schemathesis.ts';

const EXAMPLES = Number(process.env.FUZZ_EXAMPLES ?? 30);
/** A process may grow by what compiled code and caches take, but not with the requests. */
const MAX_GROWTH_MB = 100;
const MEGABYTE = 2 ** 20;

const scratch = mkdtempSync(join(tmpdir(), 'movie-recommender-fuzz-'));
const model = join(scratch, 'sample.safetensors');

/** What the service says of itself. */
interface Figures {
  readonly requests: number;
  readonly failed: number;
  readonly megabytes: number;
}

async function figuresOf(metricsUrl: string): Promise<Figures> {
  const text = await (await fetch(metricsUrl)).text();
  const counts = text.matchAll(
    /^http_server_request_duration_seconds_count\{.*status_code="(\d+)".*\} (\d+)$/gmu,
  );
  let requests = 0;
  let failed = 0;
  for (const [, status, count] of counts) {
    requests += Number(count);
    if (status.startsWith('5')) failed += Number(count);
  }
  const bytes = /^process_resident_memory_bytes (\S+)$/mu.exec(text)?.[1];
  return { requests, failed, megabytes: Math.round(Number(bytes) / MEGABYTE) };
}

/** @returns what was found wrong */
async function run(program: string, name: string, key?: string): Promise<string[]> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const metricsUrl = `http://127.0.0.1:${metricsPort}/metrics`;
  const service = await Child.start(
    process.execPath,
    ['dist/apps/recommender/src/main.js'],
    `${url}/livez`,
    {
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      MODEL_PATH: model,
      LOG_LEVEL: 'error',
      // Bodies are to be reached: what a busy machine is late with is not turned away.
      MAX_QUEUE_DELAY_MS: '0',
      ...(key === undefined ? {} : { API_KEYS_FILE: keysFile(key) }),
    },
  );
  try {
    const before = await figuresOf(metricsUrl);
    const isClean = fuzz(program, url, EXAMPLES, key);
    const after = await figuresOf(metricsUrl);
    const growth = after.megabytes - before.megabytes;
    console.log(
      `\n${name}: ${after.requests} requests, ${after.failed} answered with 5xx; ` +
        `resident memory ${before.megabytes} MB before, ${after.megabytes} MB after\n`,
    );
    const { status } = await fetch(`${url}/readyz`);
    return [
      ...(isClean ? [] : [`${name}: Schemathesis has found something, see above`]),
      ...(after.failed === 0 ? [] : [`${name}: ${after.failed} requests were answered with 5xx`]),
      ...(growth <= MAX_GROWTH_MB ? [] : [`${name}: the service has grown by ${growth} MB`]),
      ...(status === 200 ? [] : [`${name}: the service is not ready any more`]),
    ];
  } finally {
    service.stop();
  }
}

const newKey = (): string => `mrk_fuzz_${randomBytes(32).toString('hex')}`;

function keysFile(key: string): string {
  const path = join(scratch, 'keys.json');
  const sha256 = createHash('sha256').update(key).digest('hex');
  writeFileSync(
    path,
    JSON.stringify({ keys: [{ id: 'fuzz', sha256, scopes: ['recommend', 'feedback'] }] }),
  );
  return path;
}

const program = findSchemathesis();
if (program !== undefined) {
  execFileSync(process.execPath, ['dist/apps/trainer/src/main.js', 'fit', '--out', model]);
  const found = [
    ...(await run(program, 'open to everybody')),
    ...(await run(program, 'with API keys', newKey())),
  ];
  for (const fault of found) console.error(fault);
  process.exitCode = found.length === 0 ? 0 : 1;
}
rmSync(scratch, { recursive: true });
