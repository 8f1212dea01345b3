/**
 * Bundles the built programs (dist/) into bundle/: each program one file, what they share in chunks,
 * nothing to install beside them. For images, where only what is used shall ship
 * (docs/adr/0040-one-image.md).
 */
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** What Nest looks for at run time and does without. */
const OPTIONAL = [
  '@nestjs/microservices',
  '@nestjs/websockets',
  '@nestjs/platform-express',
  '@fastify/multipart',
  '@fastify/static',
  '@fastify/view',
  'class-transformer',
  'class-validator',
];

/** Files of packages that are served as they are. */
const ASSETS = [
  'swagger-ui-dist/package.json',
  'swagger-ui-dist/swagger-ui.css',
  'swagger-ui-dist/swagger-ui-bundle.js',
];

/** Packages in CommonJS call `require`, which a module has not by itself. */
const REQUIRE = `import { createRequire as makeRequire } from 'node:module';
const require = makeRequire(import.meta.url);`;

await rm('bundle', { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: {
    recommender: 'dist/apps/recommender/src/main.js',
    trainer: 'dist/apps/trainer/src/main.js',
    operator: 'dist/apps/operator/src/main.js',
    // Threads are started from files beside the programs, by these names.
    'version-reader.worker': 'dist/apps/recommender/src/model/version-reader.worker.js',
    'neighbour-worker': 'dist/libs/model/src/fitting/neighbour-worker.js',
  },
  outdir: 'bundle',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: true,
  legalComments: 'none',
  external: OPTIONAL.flatMap((name) => [name, `${name}/*`]),
  banner: { js: REQUIRE },
  metafile: true,
  logLevel: 'warning',
});
await Promise.all(
  ASSETS.map((asset) => cp(join('node_modules', asset), join('bundle/node_modules', asset))),
);
const inputs = [
  ...Object.keys(metafile.inputs),
  ...ASSETS.map((asset) => join('node_modules', asset)),
];
const packages = packagesOf(inputs);
await writeFile('bundle/THIRD-PARTY-LICENSES.txt', await licencesOf(packages));
const bytes = Object.values(metafile.outputs).reduce((sum, file) => sum + file.bytes, 0);
console.log(`bundle/: ${packages.length} packages, ${(bytes / 2 ** 20).toFixed(1)} MiB`);

/** Folders of the packages that files come from, each once, in order. */
function packagesOf(paths: readonly string[]): readonly string[] {
  const folders = paths.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(path) ?? []);
  return [...new Set(folders)].sort();
}

/** Name, version and licence text of each package: who ships a package ships its licence. */
async function licencesOf(folders: readonly string[]): Promise<string> {
  const notices = await Promise.all(
    folders.map(async (folder) => {
      const text = await readFile(join(folder, 'package.json'), 'utf8');
      const { name, version, license } = JSON.parse(text) as Record<string, string>;
      const files = await readdir(folder);
      const found = files.filter((file) => /^(?:licen[cs]e|notice|copying)/iu.test(file)).sort();
      const texts = await Promise.all(found.map((file) => readFile(join(folder, file), 'utf8')));
      return [`${name} ${version} (${license})`, ...texts.map((text) => text.trim())].join('\n\n');
    }),
  );
  return `${notices.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
