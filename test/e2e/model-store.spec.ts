import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { rolloutSchema } from '#contracts';
import { describeS3, type S3Server, startS3Server } from '../support/s3-server.js';
import { launch, run, scratch, type Settings, STACK_TRACE, TRAINER } from './support/programs.js';
import { FILMS, writeCatalogue } from './support/sample.js';

jest.setTimeout(180_000);

/** Catalogues of different films, so that each fits to a version of its own. */
const catalogueOf = (version: number): string =>
  writeCatalogue(`films-${version}.jsonl`, FILMS.slice(version, version + 60));

/** The built trainer at one store. */
class Trainer {
  constructor(
    readonly store: string,
    private readonly settings: Settings = {},
  ) {}

  run(...args: readonly string[]) {
    return run(TRAINER, [...args, '--store', this.store], this.settings);
  }

  start(...args: readonly string[]) {
    return launch(TRAINER, [...args, '--store', this.store], this.settings);
  }

  async json(...args: readonly string[]): Promise<unknown> {
    const { code, stdout, stderr } = await this.run(...args, '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout);
  }

  async publish(version: number): Promise<void> {
    const { code, stderr } = await this.run('fit', catalogueOf(version));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  }

  /** The versions that are there, the latest first. */
  async versions(): Promise<readonly z.infer<typeof versionSchema>[]> {
    const { models } = listSchema.parse(await this.json('list', '--model', 'movies'));
    return models[0].versions;
  }

  async rollout() {
    return listSchema.parse(await this.json('list', '--model', 'movies')).models[0].rollout;
  }
}

const versionSchema = z.object({ id: z.string(), state: z.string() });
const listSchema = z.object({
  models: z.array(z.object({ rollout: rolloutSchema, versions: z.array(versionSchema) })),
});

let folders = 0;
const newFolder = (): string => join(scratch, `store-${folders++}`);

/** The life of a model, from its first version on. */
async function liveThrough(trainer: Trainer): Promise<void> {
  await trainer.publish(1);
  const [{ id: first }] = await trainer.versions();
  expect((await trainer.run('promote', 'latest')).code).toBe(0);
  await trainer.publish(2);
  const [{ id: second }] = await trainer.versions();
  expect(second).not.toBe(first);

  expect(await trainer.json('diff', 'stable', 'latest')).toMatchObject({
    films: { added: [{}], removed: [{}], shared: 59 },
  });
  expect(await trainer.json('inspect', '--version', second.slice(0, 8))).toMatchObject({
    manifest: { id: second, parents: [first] },
  });
  await trainer.json('promote', second, '--candidate', '10');
  await trainer.json('promote', second);
  expect(await trainer.rollout()).toMatchObject({ stable: second, previous: [first] });
  await trainer.json('rollback');
  expect(await trainer.rollout()).toMatchObject({ stable: first, previous: [] });
  await trainer.publish(3);
  expect(await trainer.json('gc', '--keep', '1')).toMatchObject({ removed: [second] });
  expect(await trainer.json('verify')).toMatchObject({ verdicts: [{}, { isInUse: true }] });
  const { id } = FILMS[5];
  expect(await trainer.json('recommend', String(id))).toMatchObject({ film: { id } });
}

describe('a store in a folder', () => {
  it('takes a model through its life', async () => {
    const trainer = new Trainer(newFolder());
    await liveThrough(trainer);
    const files = readdirSync(trainer.store, { recursive: true, encoding: 'utf8' });
    expect(files.filter((name) => /\.(tmp|lock)/u.test(name))).toEqual([]);
  });

  it('may be told as a file URL', async () => {
    const folder = newFolder();
    await new Trainer(`file://${folder}`).publish(1);
    expect(await new Trainer(folder).versions()).toHaveLength(1);
  });

  it('has every version promoted of many that are promoted at once', async () => {
    const trainer = new Trainer(newFolder());
    await Promise.all([1, 2, 3, 4].map((version) => trainer.publish(version)));
    const versions = await trainer.versions();
    const codes = await Promise.all(
      versions.map(async ({ id }) => (await trainer.run('promote', id)).code),
    );
    expect(codes).toEqual([0, 0, 0, 0]);
    const { revision, stable, previous } = await trainer.rollout();
    expect(revision).toBe(4);
    expect(new Set([stable, ...previous])).toEqual(new Set(versions.map(({ id }) => id)));
  });

  it('stays whole when programs are killed in the middle of what they do', async () => {
    const trainer = new Trainer(newFolder());
    await trainer.publish(1);
    expect((await trainer.run('promote', 'latest')).code).toBe(0);
    const [{ id }] = await trainer.versions();
    const catalogue = catalogueOf(2);
    // Later and later, from the first line of a program to its last.
    for (let delay = 150; delay < 900; delay += 75) {
      for (const args of [
        ['fit', catalogue],
        ['promote', id],
      ]) {
        const { child, ended } = trainer.start(...args);
        setTimeout(() => child.kill('SIGKILL'), delay);
        await ended;
      }
      expect((await trainer.run('verify')).code).toBe(0);
      expect((await trainer.rollout()).stable).toBe(id);
    }
    await trainer.publish(2);
    expect((await trainer.run('promote', 'latest')).code).toBe(0);
    expect(await trainer.versions()).toHaveLength(2);
  });
});

describeS3('a store in S3', () => {
  let server: S3Server;
  beforeAll(async () => {
    server = await startS3Server();
  }, 60_000);
  afterAll(() => server.stop());

  it('takes a model through its life', () =>
    liveThrough(new Trainer(server.newStore(), server.credentials)));

  it('has every version promoted of many that are promoted at once', async () => {
    const trainer = new Trainer(server.newStore(), server.credentials);
    await Promise.all([1, 2, 3].map((version) => trainer.publish(version)));
    const versions = await trainer.versions();
    await Promise.all(versions.map(({ id }) => trainer.run('promote', id)));
    expect(await trainer.rollout()).toMatchObject({ revision: 3 });
  });

  it('holds the very bytes that a folder holds', async () => {
    const [inFolder, inS3] = [
      new Trainer(newFolder()),
      new Trainer(server.newStore(), server.credentials),
    ];
    for (const trainer of [inFolder, inS3]) await trainer.publish(1);
    expect(await inS3.versions()).toMatchObject([{ id: (await inFolder.versions())[0].id }]);
  });

  it('says in one line what is wrong without credentials, and never tells them', async () => {
    const trainer = new Trainer(server.newStore(), { AWS_EC2_METADATA_DISABLED: 'true' });
    const { code, stderr } = await trainer.run('list');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: s3:.*no AWS credentials were found: AWS_ACCESS_KEY_ID.*\n$/u);
    const wrong = { ...server.credentials, AWS_SECRET_ACCESS_KEY: 'hush-hush' };
    const refused = await new Trainer(server.newStore(), wrong).run('list');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/SignatureDoesNotMatch/u);
    expect(refused.stderr).not.toMatch(/hush/u);
  });
});

describe('the trainer at a store ends with a code of its own and one line', () => {
  it.concurrent.each<[string, readonly string[], number, RegExp]>([
    ['no version', ['promote', 'latest'], 4, /movies has no latest version/u],
    ['nothing to return to', ['rollback'], 1, /no stable version before/u],
    ['no such version', ['verify', '0'.repeat(64)], 6, /1 version of movies is broken/u],
    ['a bad name', ['gc', '--model', '../x'], 2, /expected lower-case letters/u],
    ['a share of nobody', ['promote', 'latest', '--candidate', 'x'], 2, /from 0 to 100/u],
    ['two roles', ['promote', 'x', '--candidate', '1', '--shadow'], 2, /cannot be used with/u],
    ['two places', ['fit', '--out', 'x'], 2, /cannot be used with/u],
  ])('when there is %s', async (_, args, exitCode, reason) => {
    const { code, stderr } = await new Trainer(newFolder()).run(...args);
    expect({ code, stderr }).toEqual({
      code: exitCode,
      stderr: expect.stringMatching(reason) as unknown,
    });
    expect(stderr).not.toMatch(STACK_TRACE);
  });

  it.concurrent.each<[string, string, RegExp]>([
    ['is of an unknown kind', 'gs://films', /gs:\/\/films is of an unknown kind: expected a path/u],
    ['holds a password', 's3://a:hush@films', /credentials: they belong into the environment/u],
    ['is a file', 'README.md', /README\.md/u],
  ])('when the store %s', async (_, store, reason) => {
    const { code, stderr } = await new Trainer(store).run('fit', catalogueOf(1));
    expect(code).toBe(1);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/hush/u);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('when the roll-out is broken, and leaves it as it is', async () => {
    const trainer = new Trainer(newFolder());
    await trainer.publish(1);
    await trainer.run('promote', 'latest');
    const path = join(trainer.store, 'movies/rollout.json');
    writeFileSync(path, '{"stable": 1}');
    for (const args of [['promote', 'latest'], ['rollback'], ['gc'], ['verify'], ['list']]) {
      const { code, stderr } = await trainer.run(...args);
      expect(code).toBe(6);
      expect(stderr).toMatch(/movies: the roll-out is broken: stable/u);
    }
    expect(readFileSync(path, 'utf8')).toBe('{"stable": 1}');
  });
});
