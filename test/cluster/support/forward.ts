import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill();
});

/** `kubectl port-forward` to a Service, until the tests are over. @returns the URL of its near end */
export function forward(
  namespace: string,
  service: string,
  port: number | string,
): Promise<string> {
  const child = spawn('kubectl', [
    '-n',
    namespace,
    'port-forward',
    `service/${service}`,
    `:${port}`,
  ]);
  running.add(child);
  return new Promise((resolve, reject) => {
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    child.once('close', () => reject(new Error(`no port-forward to ${service}: ${complaint}`)));
    createInterface({ input: child.stdout }).once('line', (line) => {
      const near = /127\.0\.0\.1:(?<port>\d+)/u.exec(line)?.groups?.port;
      if (near === undefined) reject(new Error(`port-forward says: ${line}`));
      else resolve(`http://127.0.0.1:${near}`);
    });
  });
}
