import { existsSync, globSync, readFileSync } from 'node:fs';
import { ARROWS, findViolations, houseOf, importsOf, isShipped } from './import-arrows.js';

const house = globSync(['{apps,libs}/*/**/*.{ts,mts,cts,tsx}', 'monitoring/**/*.ts'])
  .map((path) => path.replaceAll('\\', '/'))
  .sort()
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

describe('the house', () => {
  it('keeps the arrows: no folder imports what it may not', () => {
    expect(findViolations(house)).toEqual([]);
  });

  it('is looked at: every library is there, and the imports that it is known by are found', () => {
    const imports = new Map<string, Set<string>>();
    for (const { path, text } of house) {
      const folder = houseOf(path);
      const found = imports.get(folder) ?? new Set();
      if (isShipped(path)) for (const name of importsOf(text)) found.add(name);
      imports.set(folder, found);
    }
    expect([...(imports.get('libs/model') ?? [])]).toContain('#engine');
    expect([...(imports.get('libs/catalog') ?? [])]).toContain('#contracts');
    expect([...(imports.get('libs/contracts') ?? [])]).toContain('zod');
    expect([...(imports.get('libs/engine') ?? [])]).toContain('stopwords-iso');
    expect([...(imports.get('monitoring') ?? [])]).toContain('#telemetry');
  });

  it('gives each "#name" to the index of that library, and to nothing else', () => {
    const { imports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      imports: Record<string, string>;
    };
    const names = Object.keys(imports).map((name) => name.slice(1));
    expect(imports).toEqual(
      Object.fromEntries(names.map((name) => [`#${name}`, `./dist/libs/${name}/src/index.js`])),
    );
    for (const name of names) expect(existsSync(`libs/${name}/src/index.ts`)).toBe(true);
    for (const name of names) expect(Object.keys(ARROWS)).toContain(`libs/${name}`);
  });
});

/** What is said about one file with one import. */
const verdictOn = (path: string, name: string): readonly string[] =>
  findViolations([{ path, text: `import { x } from '${name}';\n` }]);

describe('the check of the arrows', () => {
  it.each([
    ['apps/recommender/src/main.ts', '#model'],
    ['apps/recommender/src/main.ts', '#telemetry'],
    ['apps/recommender/src/main.ts', '@nestjs/core'],
    ['apps/recommender/src/health/model.health.ts', '../model/service.js'],
    ['apps/trainer/src/main.ts', '#catalog'],
    ['apps/trainer/src/main.ts', 'node:fs/promises'],
    ['apps/operator/src/main.ts', '#telemetry'],
    ['libs/model/src/model-file.ts', '#engine'],
    ['libs/model/src/model-file.ts', '#catalog'],
    ['libs/model/src/model-file.ts', 'node:crypto'],
    ['libs/catalog/src/readers/csv.ts', '../errors.js'],
    ['libs/catalog/src/readers/csv.ts', '#contracts'],
    ['libs/catalog/src/readers/csv.ts', 'csv-parse'],
    ['libs/telemetry/src/logger.ts', '#contracts'],
    ['libs/contracts/src/film.ts', 'zod'],
    ['monitoring/metrics/ours.ts', '#telemetry'],
    ['monitoring/slo/slos.ts', '../metrics/ours.ts'],
    ['libs/engine/src/fit.ts', './index/searcher.js'],
    ['libs/engine/src/analysis/languages.ts', 'stopwords-iso'],
    [
      'libs/engine/src/analysis/languages.ts',
      'natural/lib/natural/stemmers/indonesian/stemmer_id.js',
    ],
  ])('lets %s import %s', (path, name) => {
    expect(verdictOn(path, name)).toEqual([]);
  });

  const APPS_OURS = 'may import only #contracts, #telemetry of ours';
  const ENGINE_PACKAGES = 'may import only single files of "natural/lib/natural/…"';
  const CONTRACTS_PACKAGES = 'may import only "zod" from outside';

  it.each([
    // Up, or sideways.
    ['libs/engine/src/fit.ts', '#contracts', 'may import nothing of ours'],
    ['libs/contracts/src/film.ts', '#engine', 'may import nothing of ours'],
    ['libs/catalog/src/x.ts', '#engine', 'may import only #contracts of ours'],
    ['libs/catalog/src/x.ts', '#model', 'may import only #contracts of ours'],
    ['libs/telemetry/src/x.ts', '#engine', 'may import only #contracts of ours'],
    ['libs/model/src/x.ts', '#telemetry', 'may import only #engine, #catalog, #contracts of ours'],
    ['apps/operator/src/x.ts', '#engine', APPS_OURS],
    ['apps/operator/src/x.ts', '#model', APPS_OURS],
    ['apps/trainer/src/x.ts', '#elsewhere', 'of ours'],
    ['libs/model/src/x.ts', '#model', 'does not import itself by name'],
    ['libs/client/src/x.ts', '#engine', 'may import only #contracts of ours'],
    ['monitoring/slo/x.ts', '#contracts', 'may import only #telemetry of ours'],
    // Across, by relative path.
    ['monitoring/slo/x.ts', '../../libs/telemetry/src/index.js', 'import "#telemetry" instead'],
    ['apps/trainer/src/x.ts', '../../recommender/src/main.js', 'no app imports another app'],
    ['libs/model/src/x.ts', '../../engine/src/index.js', 'import "#engine" instead'],
    ['libs/model/src/x.ts', '../../engine/src/fit.js', 'import "#engine" instead'],
    ['libs/engine/src/index/x.ts', '../../../../apps/trainer/src/a.js', 'must not leave'],
    ['libs/engine/src/x.ts', '../../../package.json', 'must not leave'],
    ['libs/engine/src/x.ts', '../../engineering/x.js', 'must not leave'],
    ['libs/engine/src/x.ts', '/srv/checkout/libs/engine/src/fit.js', 'place on a disk'],
    ['apps/trainer/src/x.ts', 'file:///tmp/x.js', 'place on a disk'],
    // Deeper than an index.
    ['libs/model/src/x.ts', '#engine/index/searcher.js', 'libs/engine/src/index.ts'],
    ['apps/trainer/src/x.ts', '#catalog/readers/csv.js', 'libs/catalog/src/index.ts'],
    // From outside.
    ['libs/engine/src/x.ts', 'node:fs', ENGINE_PACKAGES],
    ['libs/engine/src/x.ts', 'fs', ENGINE_PACKAGES],
    ['libs/engine/src/x.ts', 'node:perf_hooks', ENGINE_PACKAGES],
    ['libs/engine/src/x.ts', 'zod', ENGINE_PACKAGES],
    ['libs/engine/src/x.ts', 'natural', ENGINE_PACKAGES],
    ['libs/engine/src/x.ts', 'natural/lib/natural/index.js', ENGINE_PACKAGES],
    ['libs/engine/src/x.ts', 'natural/lib/natural/stemmers/index.js', ENGINE_PACKAGES],
    ['libs/engine/src/x.ts', 'natural/lib/natural/stemmers', ENGINE_PACKAGES],
    ['libs/engine/src/x.ts', 'stopwords-iso-extra', ENGINE_PACKAGES],
    ['libs/engine/src/x.d.ts', 'zod', ENGINE_PACKAGES],
    ['libs/contracts/src/x.ts', 'csv-parse', CONTRACTS_PACKAGES],
    ['libs/contracts/src/x.ts', 'node:fs', CONTRACTS_PACKAGES],
    ['libs/contracts/src/x.ts', 'zod/v3', CONTRACTS_PACKAGES],
    ['libs/client/src/x.ts', 'zod', 'may import only what every platform with fetch has'],
    ['libs/client/src/x.ts', 'node:http', 'may import only what every platform with fetch has'],
    // Test code, and a folder that nobody drew an arrow for.
    ['libs/engine/src/fit.ts', './testing/films.js', 'made for tests'],
    ['libs/engine/src/fit.ts', './film.spec.js', 'made for tests'],
    ['libs/newcomer/src/x.ts', 'zod', 'has no row in the table of arrows'],
    ['libs/constructor/src/x.ts', 'zod', 'has no row in the table of arrows'],
  ])('stops %s from importing %s: %s', (path, name, rule) => {
    const violations = verdictOn(path, name);
    expect(violations).toHaveLength(1);
    expect(violations[0]).toContain(rule);
    // One sentence: the file, the import, the rule and, behind the colon, the mend.
    expect(violations[0].startsWith(`${path} imports "${name}", but `)).toBe(true);
    expect(violations[0].slice(path.length + name.length)).toMatch(/: [^:]+\.$/u);
    expect(violations[0]).not.toContain('\n');
  });

  it.each([
    ["import fs from 'node:fs';"],
    ["import * as fs from 'node:fs';"],
    ["import 'node:fs';"],
    ["import type { Stats } from 'node:fs';"],
    ["import { type Stats } from 'node:fs';"],
    ["export { readFile } from 'node:fs';"],
    ["export * from 'node:fs';"],
    ["export type { Stats } from 'node:fs';"],
    ["const fs = await import('node:fs');"],
    ["const fs = require('node:fs');"],
    ["import fs = require('node:fs');"],
    ["let stats: import('node:fs').Stats;"],
    ["import lists from 'node:fs' with { type: 'json' };"],
    ["import {\n  readFile,\n} from\n  'node:fs';"],
  ])('sees the import in %j', (text) => {
    expect(findViolations([{ path: 'libs/engine/src/x.ts', text }])).toHaveLength(1);
  });

  it('sees no import in a comment or in a text', () => {
    const text =
      "// import 'node:fs';\n/* require('node:fs') */\nconst s = \"import 'node:fs'\";\n";
    expect(findViolations([{ path: 'libs/engine/src/x.ts', text }])).toEqual([]);
  });

  it('tells each violation of each file', () => {
    const violations = findViolations([
      { path: 'libs/engine/src/a.ts', text: "import 'node:fs';\nimport 'zod';\n" },
      { path: 'libs/catalog/src/b.ts', text: "import '#contracts';\n" },
      { path: 'libs/catalog/src/c.ts', text: "import '#engine';\n" },
    ]);
    expect(violations.map((violation) => violation.split(',')[0])).toEqual([
      'libs/engine/src/a.ts imports "node:fs"',
      'libs/engine/src/a.ts imports "zod"',
      'libs/catalog/src/c.ts imports "#engine"',
    ]);
  });

  it.each(['libs/engine/src/fit.spec.ts', 'libs/engine/src/testing/films.ts'])(
    'lets %s, which is not shipped, import more',
    (path) => {
      expect(verdictOn(path, 'node:fs')).toEqual([]);
    },
  );
});
