import fc from 'fast-check';
import { repairMojibake } from './mojibake.js';

const misread = (text: string, encoding: 'windows-1252' | 'latin1'): string =>
  encoding === 'latin1'
    ? Buffer.from(text).toString('latin1')
    : new TextDecoder('windows-1252').decode(Buffer.from(text));

describe('repairMojibake', () => {
  it.each([
    ['AmÃ©lie', 'Amélie'],
    ['donâ€™t', 'don’t'],
    ['â€œHeatâ€\u009d', '“Heat”'],
    ['PokÃ©mon â€” the film', 'Pokémon — the film'],
    ['ä¸ƒäººã®ä¾', undefined],
    ['ä¸\u0083äºº', '七人'],
    ['Ð§ÐµÐ±ÑƒÑ€Ð°ÑˆÐºÐ°', 'Чебурашка'],
  ])('reads %s as %s', (garbled, meant) => {
    const { text, faults } = repairMojibake(garbled);
    expect(text).toBe(meant ?? garbled);
    expect(faults.map(({ kind }) => kind)).toEqual(meant === undefined ? [] : ['mojibake']);
  });

  it.each([
    'Amélie',
    'NÃO SOU EU',
    'Señorita',
    '“Don’t” — a word…',
    'São Paulo, 7 °C',
    'Ã',
    'naïve façade',
    '七人の侍',
    'Amélie and AmÃ©lie',
    '25 € a day ©',
  ])('leaves %s as it is: it is right, or nobody can be sure', (text) => {
    expect(repairMojibake(text)).toEqual({ text, faults: [] });
  });

  /** Letters and signs of the texts that films have, each of more than one byte in UTF-8. */
  const letters = fc.string({
    unit: fc.constantFrom(...Array.from('aZ 9éüñçßøåœŠ’“”—…€ЖяΩ七侍한글あア')),
    minLength: 1,
  });

  it.each(['windows-1252', 'latin1'] as const)('undoes whatever was read as %s', (encoding) => {
    fc.assert(
      fc.property(letters, (text) => {
        // What looks like mojibake before it is misread would be undone once more.
        fc.pre(repairMojibake(text).text === text);
        expect(repairMojibake(misread(text, encoding)).text).toBe(text);
      }),
    );
  });
});
