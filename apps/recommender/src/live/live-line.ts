import { createHash } from 'node:crypto';
import { explainIssue, type LiveEntry, liveEntrySchema } from '#contracts';
import { describeIssue } from '../http/schema-pipe.js';
import { LiveLogError } from './live-log-error.js';

/** What every line begins with. */
const START = '{"sha256":"';
const LINE = /^\{"sha256":"([0-9a-f]{64})","entry":(.*)\}$/su;

/** `{"sha256":"…","entry":{…}}` and a line feed; the digest is that of the entry's bytes. */
export function formatLine(entry: LiveEntry): string {
  const text = JSON.stringify(entry);
  return `${START}${digestOf(text)}","entry":${text}}\n`;
}

/**
 * @param line without its line feed
 * @throws LiveLogError saying what is wrong with it
 */
export function parseLine(line: string): LiveEntry {
  const parts = LINE.exec(line);
  if (parts === null) throw new LiveLogError('is not {"sha256":"…","entry":{…}}');
  const [, digest, text] = parts;
  if (digestOf(text) !== digest)
    throw new LiveLogError('is damaged: its sha256 is not that of its entry');
  const content: unknown = JSON.parse(text);
  const result = liveEntrySchema.safeParse(content, { error: explainIssue });
  if (result.success) return result.data;
  const { path, value, message } = describeIssue(result.error.issues[0], content);
  throw new LiveLogError(`says of "${path}" ${value}: ${message}`);
}

/**
 * Whether bytes without a line feed can be what is left of a line that was being written: its
 * beginning, behind which a file system may have left zeros. What else a file ends with is not ours to
 * cut off.
 */
export function isTorn(rest: Buffer): boolean {
  const text = rest.toString('latin1').replace(/\0+$/u, '');
  return text.startsWith(START) || START.startsWith(text);
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
