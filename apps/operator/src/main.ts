import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { KubeConfig } from '@kubernetes/client-node';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { OperatorEnvironment } from '#contracts';
import { createLogger } from '#telemetry';
import { describeEnvironment, EnvironmentError, readEnvironment } from './config/environment.js';
import { measureBy } from './models/measure.js';
import { createOperator } from './operator.js';
import { HealthServer, KubeTransport, systemClock } from './runtime/index.js';

const EXIT_FAILED = 1;
const EXIT_MISUSED = 2;
/** Of a pod's metrics and of a catalogue's headers. */
const TIMEOUT_MS = 5_000;

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(describeEnvironment());
    return 0;
  }
  if (args.length > 0) {
    console.error(`unknown argument ${args[0]}; settings are environment variables: see --help`);
    return EXIT_MISUSED;
  }
  return operate(readEnvironment(process.env));
}

/** Works until a signal comes or the lease is lost. @returns the exit code */
async function operate(environment: OperatorEnvironment): Promise<number> {
  const logger = createLogger('operator', environment.LOG_LEVEL);
  const stopping = stopOnSignals((signal) => logger.info({ signal }, 'stopping'));
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const config = new KubeConfig();
  config.loadFromDefault();
  const transport = new KubeTransport(config);
  // A pod that is started anew in its place is another candidate.
  const name = environment.POD_NAME || hostname();
  const settings = { ...environment, POD_NAME: `${name}_${randomUUID().slice(0, 8)}` };
  const { manager, recorder } = createOperator(settings, {
    transport,
    clock: systemClock,
    random: Math.random,
    logger,
    registry,
    get,
    head,
    measure: measureBy(environment.PROMETHEUS_URL),
  });
  const { HEALTH_HOST: host, HEALTH_PORT: port } = environment;
  const health = await HealthServer.listen({
    host,
    port,
    registry,
    live: {},
    ready: manager.ready,
  });
  logger.info({ url: health.url, cluster: transport.host, name: settings.POD_NAME }, 'listening');
  const ending = await manager.run(stopping);
  await recorder.flush();
  await health.close();
  transport.close();
  logger.info({ ending }, 'stopped');
  return ending === 'stopped' ? 0 : EXIT_FAILED;
}

function stopOnSignals(tell: (signal: string) => void): AbortSignal {
  const stopping = new AbortController();
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping.signal.aborted) process.exit(EXIT_FAILED);
    tell(signal);
    stopping.abort();
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  return stopping.signal;
}

async function get(url: string, signal: AbortSignal): Promise<string> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, { signal: AbortSignal.any([signal, timeout]) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return text;
}

async function head(url: string, signal: AbortSignal): Promise<Headers> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const options = { method: 'HEAD', signal: AbortSignal.any([signal, timeout]) };
  const { ok, status, headers } = await fetch(url, options);
  if (!ok) throw new Error(`answered ${status} to HEAD`);
  return headers;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof EnvironmentError ? error.message : error);
    process.exit(error instanceof EnvironmentError ? EXIT_MISUSED : EXIT_FAILED);
  },
);
