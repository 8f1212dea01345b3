import { join } from 'node:path';
import { fit, PRESETS } from '#engine';
import { saveModel } from '#model';
import { FilmNotFoundError } from '../films/find-film.js';
import { runCommand } from '../testing/run-command.js';
import { scratch } from '../testing/scratch.js';
import { createRecommendCommand } from './recommend.command.js';

const model = join(scratch, 'model.safetensors');
beforeAll(() =>
  saveModel(
    model,
    fit(
      [
        { id: 1, title: 'Heat', year: 1995, description: 'a robbery' },
        { id: 2, title: 'Heat', year: 1986, description: 'a bodyguard' },
        { id: 3, title: 'Ronin', description: 'a robbery \u001b[2J' },
      ],
      PRESETS.hybrid,
    ),
  ),
);
const recommend = (...args: readonly string[]) =>
  runCommand(createRecommendCommand(), ...args, '--model', model);

describe('recommend', () => {
  it.each([
    ['1995', 1],
    ['1986', 2],
  ])('tells films of one title apart by the year %s', async (year, id) => {
    const { stdout } = await recommend('heat', '--year', year, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ film: { id } });
  });

  it('finds no film that is not there', async () => {
    await expect(recommend('Ran')).rejects.toThrow(FilmNotFoundError);
  });

  it.each(['0', '10000', 'soon', '1e3'])('takes no limit of %s', async (limit) => {
    await expect(recommend('1', '--limit', limit)).rejects.toThrow(
      new RegExp(`'${limit}' is invalid.*from 1 to 9999`, 'u'),
    );
  });
});
