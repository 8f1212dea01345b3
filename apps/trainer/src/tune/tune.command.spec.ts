import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PRESETS } from '#engine';
import { loadModel } from '#model';
import { ConfigFileError } from '../fit/config-file.js';
import { createFitCommand } from '../fit/fit.command.js';
import { runCommand } from '../testing/run-command.js';
import { scratch, writeLines } from '../testing/scratch.js';
import { createTuneCommand, NothingToTuneError } from './tune.command.js';

/** The first films of the sample, among which are whole series. */
const SAMPLE = writeLines(
  'sample.jsonl',
  readFileSync('data/sample-catalogue.jsonl', 'utf8').split('\n').slice(0, 80),
);
const tune = (...args: readonly string[]) => runCommand(createTuneCommand(), ...args);

describe('trainer tune', () => {
  it('writes a configuration that fit takes, and tells what it is worth', async () => {
    const out = join(scratch, 'tuned.json');
    const { stdout } = await tune(SAMPLE, '--budget', '2', '--out', out);
    expect(stdout).toMatch(/^text +0\.460 +0\.\d{3}$/mu);
    expect(stdout).toMatch(/^gain +-?0\.\d{4} +-?0\.\d{3} to -?0\.\d{3}$/mu);
    expect(stdout).toContain('that the weights were not chosen by');

    const path = join(scratch, 'tuned.safetensors');
    const catalogue = writeLines('one.jsonl', [{ id: 1, title: 'Heat', description: 'x' }]);
    await runCommand(createFitCommand(), catalogue, '--config', out, '--out', path);
    const { config } = (await loadModel(path)).model;
    expect({ ...config, blocks: {} }).toEqual({ ...PRESETS.hybrid, blocks: {} });
  }, 30_000);

  it('refuses a catalogue that allows no judgement', async () => {
    const catalogue = writeLines('bare.jsonl', [{ id: 1, title: 'Heat', description: 'x' }]);
    await expect(tune(catalogue)).rejects.toThrow(NothingToTuneError);
  });

  it.each([
    ['not JSON', '{', 'is no configuration'],
    ['weights that are not 1', JSON.stringify({ ...PRESETS.hybrid, neighbours: 0 }), 'neighbours'],
  ])('makes fit refuse a configuration of %s', async (_, text, message) => {
    const path = writeLines('config.json', [text]);
    const fitted = runCommand(createFitCommand(), SAMPLE, '--config', path);
    await expect(fitted).rejects.toThrow(ConfigFileError);
    await expect(fitted).rejects.toThrow(message);
  });
});
