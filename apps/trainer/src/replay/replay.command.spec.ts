import { join } from 'node:path';
import { type Film, fit, PRESETS } from '#engine';
import { saveModel } from '#model';
import { exitCodeOf } from '../failures.js';
import { runCommand } from '../testing/run-command.js';
import { scratch, writeLines } from '../testing/scratch.js';
import { createReplayCommand } from './replay.command.js';
import { RequestLogError } from './request-log-file.js';

const FILMS: Film[] = [
  { id: 1, title: 'Heat', year: 1995, description: 'bank robbery' },
  { id: 2, title: 'Thief', description: 'bank' },
  { id: 3, title: 'Ran', description: 'castle' },
];
const path = join(scratch, 'model.safetensors');
beforeAll(() => saveModel(path, fit(FILMS, PRESETS.sklearn)));

const LINE = {
  format: 1,
  time: '2030-01-01T00:00:00.000Z',
  endpoint: '/recommend',
  request: { seeds: [{ id: 1 }], limit: 1 },
  model: { name: 'movies', version: 'another' },
  variant: 'stable',
  outcome: 'empty',
  ids: [],
};
const withheld = { ...LINE, request: { textWithheld: true, limit: 1 } };

const replay = (...args: readonly string[]) =>
  runCommand(createReplayCommand(), '--model', path, ...args);

describe('trainer replay', () => {
  it('tells a person what was read, asked, answered and changed', async () => {
    const from = writeLines('log.jsonl', [LINE, '', '{"form', withheld, { ...LINE, format: 2 }]);
    const { stdout } = await replay('--from', from);
    expect(stdout).toContain('4 lines read, 2 refused');
    expect(stdout).toMatch(/^ {2}line 3: .*\n {2}line 5: format › /mu);
    expect(stdout).toContain('was not asked 1 request: there was a wish in words');
    expect(stdout).toContain(`no line has an answer of ${path} to reproduce`);
    expect(stdout).toContain('1 list, 0 identical');
    expect(stdout).toContain('empty → ok: 1 request');
    expect(stdout).toMatch(/^Thief +0 +1$/mu);
  });

  it('refuses a file that is not there', async () => {
    await expect(replay('--from', join(scratch, 'none'))).rejects.toThrow(RequestLogError);
    expect(exitCodeOf(new RequestLogError('x'))).toBe(3);
  });
});
