import { apiKeysFileSchema } from '#contracts';
import { type FileFormat, UnusableFileError } from '../files/watched-file.js';
import { formatPath } from '../http/schema-pipe.js';
import { Keyring } from './keyring.js';

const MAX_SHOWN = 10;

/** A file of keys that cannot be used. The message repeats nothing of what is in the file. */
export class KeyFileError extends UnusableFileError {
  override readonly name = 'KeyFileError';
}

export const KEY_FILE: FileFormat<Keyring> = {
  name: 'the file of API keys',
  parse: parseKeyFile,
  Refusal: KeyFileError,
};

/** @throws KeyFileError if the text is no file of keys; it names every bad place */
export function parseKeyFile(text: string): Keyring {
  const result = apiKeysFileSchema.safeParse(parseJson(text));
  if (result.success) return new Keyring(result.data.keys);
  const { issues } = result.error;
  const shown = issues.slice(0, MAX_SHOWN).map(({ code, path, message }) => {
    // zod's message would name the field, and a name may be anything.
    const reason = code === 'unrecognized_keys' ? 'has an unknown field' : message;
    return `${path.length === 0 ? 'the whole' : formatPath(path)}: ${reason}`;
  });
  const more = issues.length > MAX_SHOWN ? ` and ${issues.length - MAX_SHOWN} more` : '';
  throw new KeyFileError(`the file of API keys is wrong: ${shown.join('; ')}${more}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // JSON.parse says what it found, and what it found may be a key.
    throw new KeyFileError('the file of API keys is not JSON');
  }
}
