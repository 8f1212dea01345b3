import { createKey, digestOf } from './api-key.js';
import { KeyFileError, parseKeyFile } from './key-file.js';

const key = createKey('tv');
const entry = { id: 'tv', sha256: digestOf(key).toString('hex'), scopes: ['recommend'] };
const file = (...keys: readonly unknown[]) => JSON.stringify({ keys });

function messageOf(text: string): string {
  try {
    parseKeyFile(text);
  } catch (error) {
    if (error instanceof KeyFileError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('parseKeyFile', () => {
  it('reads keys with all that can be said of them', () => {
    const more = {
      ratePerMinute: 60,
      notBefore: '2027-01-01T00:00:00Z',
      notAfter: '2028-01-01T00:00:00+01:00',
      owner: 'the living room',
    };
    const keyring = parseKeyFile(file({ ...entry, ...more }, { ...entry, id: 'tv-2' }));
    expect(keyring.size).toBe(2);
    expect(keyring.check(key, Date.parse('2027-06-01'))).toMatchObject({
      key: { id: 'tv', ...more },
    });
  });

  it('takes a file without keys: nobody may ask', () => {
    expect(parseKeyFile(file()).size).toBe(0);
  });

  it.each<[text: string, place: string]>([
    ['', 'not JSON'],
    [key, 'not JSON'],
    [`{"keys":[{"id":"tv","sha256":"${key}`, 'not JSON'],
    ['null', 'the whole'],
    ['[]', 'the whole'],
    ['{}', 'keys'],
    [file(key), 'keys[0]'],
    [file(entry, { ...entry, id: 'Living Room' }), 'keys[1].id'],
    [file({ ...entry, sha256: key }), 'keys[0].sha256'],
    [file({ ...entry, sha256: undefined, key }), 'keys[0].sha256'],
    [file({ ...entry, [key]: 1 }), 'keys[0]: has an unknown field'],
    [file({ ...entry, scopes: [] }), 'keys[0].scopes'],
    [file({ ...entry, scopes: [key] }), 'keys[0].scopes[0]'],
    [file({ ...entry, ratePerMinute: 0 }), 'keys[0].ratePerMinute'],
    [file({ ...entry, notAfter: key }), 'keys[0].notAfter'],
    [file({ ...entry, notAfter: '2027-01-31' }), 'keys[0].notAfter'],
    [
      file({ ...entry, notBefore: '2027-02-01T00:00:00Z', notAfter: '2027-01-01T00:00:00Z' }),
      'keys[0].notAfter',
    ],
    [file(entry, entry), 'keys[1].id'],
  ])('refuses %s and names the place, nothing else of it', (text, place) => {
    const message = messageOf(text);
    expect(message).toContain(place);
    expect(message).not.toContain(key.slice(-64, -48));
    expect(message).not.toContain('Living');
  });

  it('keeps its message short, however much is wrong', () => {
    const message = messageOf(file(...Array.from({ length: 500 }, () => ({ id: 1 }))));
    expect(message.length).toBeLessThan(1_500);
    expect(message).toMatch(/ and \d+ more$/u);
  });
});
