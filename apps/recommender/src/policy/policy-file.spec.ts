import { parsePolicyFile, PolicyFileError } from './policy-file.js';

const LATER = '2031-01-31T12:00:00Z';
const rule = { id: 1, owner: 'desk', expires: LATER };
const file = (content: unknown) => JSON.stringify(content);

function messageOf(text: string): string {
  try {
    parsePolicyFile(text);
  } catch (error) {
    if (error instanceof PolicyFileError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('parsePolicyFile', () => {
  it('reads all that can be said', () => {
    const content = {
      maturity: { allowed: ['G', 'PG'], unrated: 'shown' },
      regions: ['DE', 'AT'],
      availability: [{ id: 'a', from: '2027-01-01T00:00:00+01:00', until: LATER, regions: ['DE'] }],
      hidden: [1, '1'],
      pins: [{ ...rule, place: 3, reason: 'a prize', seeds: [2], genres: ['Drama'] }],
      buries: [rule],
      bans: [rule],
    };
    expect(parsePolicyFile(file(content)).file).toEqual(content);
  });

  it('takes a file that says nothing, and withholds unrated films where ratings are asked for', () => {
    expect(parsePolicyFile('{}').file).toMatchObject({ hidden: [], pins: [], bans: [] });
    const { maturity } = parsePolicyFile(file({ maturity: { allowed: ['G'] } })).file;
    expect(maturity?.unrated).toBe('withheld');
  });

  it.each<[text: string, said: string]>([
    ['', 'not JSON'],
    ['{"hidden": [1', 'not JSON'],
    ['null', 'the whole is null: expected an object'],
    ['[]', 'the whole is []: expected an object'],
    [file({ hide: [1] }), 'the whole is {…}: unknown field "hide"'],
    [file({ hidden: [1.5] }), 'hidden[0] is 1.5: expected an integer or a non-empty string'],
    [file({ hidden: 1 }), 'hidden is 1: expected a list'],
    [file({ maturity: {} }), 'maturity.allowed is nothing: expected a list'],
    [file({ maturity: { allowed: [] } }), 'maturity.allowed is []: expected at least 1 entry'],
    [file({ maturity: { allowed: ['G'], unrated: 'hidden' } }), 'maturity.unrated is "hidden"'],
    [file({ regions: ['Germany'] }), 'regions[0] is "Germany": expected a two-letter ISO 3166-1'],
    [
      file({ availability: [{ id: 1, from: '2027-01-01' }] }),
      'availability[0].from is "2027-01-01"',
    ],
    [
      file({ availability: [{ id: 1, from: LATER, until: LATER }] }),
      'availability[0].until is "2031-01-31T12:00:00Z": expected a moment after "from"',
    ],
    [
      file({ availability: [{ id: 1, regions: ['DE'] }] }),
      'availability[0].regions is […]: expected "regions" beside "availability"',
    ],
    [file({ bans: [{ ...rule, owner: undefined }] }), 'bans[0].owner is nothing'],
    [file({ bans: [{ ...rule, expires: undefined }] }), 'bans[0].expires is nothing'],
    [file({ buries: [{ ...rule, expires: 'never' }] }), 'expected a moment such as 2027-01-31T12'],
    [file({ buries: [{ ...rule, factor: 0.5 }] }), 'buries[0] is {…}: unknown field "factor"'],
    [file({ pins: [rule] }), 'pins[0].place is nothing: expected a number'],
    [file({ pins: [{ ...rule, place: 0 }] }), 'pins[0].place is 0: expected at least 1'],
    [file({ pins: [{ ...rule, place: 1, seeds: [] }] }), 'pins[0].seeds is []'],
  ])('refuses %s: %s', (text, said) => {
    expect(messageOf(text)).toContain(said);
  });

  it('names every bad entry in one message', () => {
    const message = messageOf(
      file({ hidden: [{}, 1, null], bans: [{ id: 1 }], pins: [{ ...rule, place: 'top' }] }),
    );
    for (const place of [
      'hidden[0]',
      'hidden[2]',
      'bans[0].owner',
      'bans[0].expires',
      'pins[0].place',
    ])
      expect(message).toContain(`\n  ${place} is `);
  });

  it('keeps its message readable, however much is wrong', () => {
    const message = messageOf(file({ hidden: Array.from({ length: 5_000 }, () => null) }));
    expect(message.split('\n')).toHaveLength(102);
    expect(message).toMatch(/ and 4900 more$/u);
  });
});
