import { TooManyRefusedError } from '../report/refusals.js';
import { runCommand } from '../testing/run-command.js';
import { writeLines } from '../testing/scratch.js';
import { createValidateCommand } from './validate.command.js';

const validate = (...args: readonly string[]) => runCommand(createValidateCommand(), ...args);

/** All that a film needs, beside a year, for nothing to be noted. */
const known = (description: string) => ({ description, genres: ['Crime'], year: 1995 });
const FILMS = [
  { id: 1, title: 'Heat', ...known('a robbery'), budget: 7 },
  'no JSON',
  { id: 2, title: 'Ran', ...known('a king'), runtimeMinutes: -1 },
  { id: 3, title: 'Ronin', ...known('a case'), runtimeMinutes: 121 },
];
const films = (): string => writeLines('films.jsonl', FILMS);

describe('validate', () => {
  it('tells counts, source, unused columns, findings and what is known', async () => {
    const { stdout } = await validate(films());
    expect(stdout).toContain('4 rows read: 2 accepted, 1 repaired, 1 refused');
    expect(stdout).toMatch(/films\.jsonl +JSON Lines +UTF-8 +films +4/u);
    expect(stdout).toContain('Columns not used: budget');
    expect(stdout).toMatch(/^refused .* 1 +2 +"no JSON"/mu);
    expect(stdout).toMatch(/ runtimeMinutes +1 +3 +-1 /mu);
    expect(stdout).toMatch(/^What is known of 3 films:$/mu);
    expect(stdout).toMatch(/^runtimeMinutes +█.* 33\.3%$/mu);
  });

  it('lists findings one by one when asked for', async () => {
    const { stdout } = await validate(films(), '--findings', '1');
    expect(stdout).toMatch(/films\.jsonl:2 +"no JSON" .*refused$/mu);
    expect(stdout).not.toContain('films.jsonl:3');
    expect(stdout).toContain('… and 1 more');
  });

  it('prints one JSON document when asked for', async () => {
    const { stdout } = await validate(films(), '--json', '--findings', '1', '--max-refused', '1');
    expect(JSON.parse(stdout)).toMatchObject({
      sources: [{ format: 'JSON Lines', rows: 4 }],
      mapping: 'own',
      read: 4,
      accepted: 2,
      repaired: 1,
      refused: 1,
      groups: [
        { action: 'refused', count: 1 },
        { field: 'runtimeMinutes', count: 1 },
      ],
      coverage: { title: 3, runtimeMinutes: 1 },
      unusedColumns: ['budget'],
      findings: [{ line: 2 }],
      limit: { maxRefused: '1', isExceeded: false },
    });
  });

  it.each([[['--strict']], [['--max-refused', '24.9%']]])(
    'fails on %j, with the report printed',
    async (args) => {
      const print = jest.spyOn(console, 'log').mockImplementation(() => undefined);
      const command = createValidateCommand().exitOverride();
      const validated = command.parseAsync([films(), ...args], { from: 'user' });
      await expect(validated).rejects.toThrow(TooManyRefusedError);
      expect(print).toHaveBeenCalledWith(expect.stringContaining('4 rows read'));
      print.mockRestore();
    },
  );

  it('passes when no more rows are refused than allowed', async () => {
    await expect(validate(films(), '--max-refused', '25%')).resolves.toBeDefined();
  });
});
