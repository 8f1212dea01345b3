import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { stringify } from 'yaml';
import { kubectl, IMAGE } from './tools.js';
import type { Release } from './release.js';

const DRIVER = 'driver';
const NODE = '/nodejs/bin/node';
const LOAD = readFileSync(join(import.meta.dirname, 'load.ts'), 'utf8');

/** What came of the requests that were sent. */
export interface Outcome {
  /** Requests by status, or by the code of the error. */
  readonly seen: Readonly<Partial<Record<string, number>>>;
  readonly longestMs: number;
}

export const sent = ({ seen }: Outcome): number =>
  Object.values(seen).reduce<number>((sum, count = 0) => sum + count, 0);
export const failed = (outcome: Outcome): number => sent(outcome) - (outcome.seen['200'] ?? 0);

/** For whoever reads the log of the tests. */
export function tell(what: string, outcome: Outcome): void {
  const { seen, longestMs } = outcome;
  console.log(
    `${what}: ${sent(outcome)} requests, longest ${longestMs} ms, ${JSON.stringify(seen)}`,
  );
}

/** A pod that has nothing to do with the release but the image, from which load is sent. */
export async function startDriver({ namespace }: Release): Promise<void> {
  await kubectl(
    ['-n', namespace, 'apply', '-f', '-'],
    stringify(pod(DRIVER, ['setInterval(() => {}, 1e6)'])),
  );
  await kubectl([
    '-n',
    namespace,
    'wait',
    '--for=condition=Ready',
    `pod/${DRIVER}`,
    '--timeout=60s',
  ]);
}

interface Pace {
  readonly clients: number;
  /** Of each client. */
  readonly perSecond: number;
  /** Requests that are sent in any case, however soon the work is done. */
  readonly least?: number;
  readonly question?: Question;
}

/** What is asked, again and again. */
interface Question {
  readonly path: string;
  readonly body: unknown;
}

const LAB_QUESTION: Question = { path: '/recommend', body: { movie_id: 1 } };

/** Sends load to the release's Service, from within, while something is done. */
export async function underLoad(
  { namespace, name }: Release,
  { clients, perSecond, least = 0, question = LAB_QUESTION }: Pace,
  work: () => Promise<unknown>,
): Promise<Outcome> {
  const child = spawn('kubectl', [
    ...['-n', namespace, 'exec', '-i', DRIVER, '--', NODE],
    ...['--input-type=module-typescript', '-e', LOAD],
    ...[`http://${name}${question.path}`, JSON.stringify(question.body)],
    ...[clients, 1_000 / perSecond, least].map(String),
  ]);
  const written = Promise.all([text(child.stdout), text(child.stderr)]);
  try {
    await work();
  } finally {
    child.stdin.end();
  }
  const [stdout, stderr] = await written;
  if (stdout === '') throw new Error(`no load was sent: ${stderr}`);
  return JSON.parse(stdout) as Outcome;
}

/** A pod of the image under test that runs a script, as restricted as the service's own. */
export const pod = (name: string, script: readonly string[], labels: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels },
  spec: {
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 0,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65532,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name,
        image: IMAGE,
        imagePullPolicy: 'IfNotPresent',
        command: [NODE, '-e'],
        args: script,
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ],
  },
});
