import { explainIssue, policyFileSchema } from '#contracts';
import { type FileFormat, UnusableFileError } from '../files/watched-file.js';
import { describeIssue } from '../http/schema-pipe.js';
import { issuesOfForm } from '../http/union-issues.js';
import { Policy } from './policy.js';

/** Nobody mends more than this at once. */
const MAX_SHOWN = 100;

/** A file of policies that cannot be used. */
export class PolicyFileError extends UnusableFileError {
  override readonly name = 'PolicyFileError';
}

export const POLICY_FILE: FileFormat<Policy> = {
  name: 'the file of policies',
  parse: parsePolicyFile,
  Refusal: PolicyFileError,
};

/** @throws PolicyFileError if the text is no file of policies; it names every bad entry */
export function parsePolicyFile(text: string): Policy {
  const content = parseJson(text);
  const result = policyFileSchema.safeParse(content, { error: explainIssue });
  if (result.success) return new Policy(result.data);
  const issues = result.error.issues.flatMap((issue) => issuesOfForm(issue, content));
  const lines = issues.slice(0, MAX_SHOWN).map((issue) => {
    const { path, value, message } = describeIssue(issue, content);
    return `\n  ${path === '' ? 'the whole' : path} is ${value}: ${message}`;
  });
  const more = issues.length > MAX_SHOWN ? `\n  and ${issues.length - MAX_SHOWN} more` : '';
  throw new PolicyFileError(`the file of policies is wrong:${lines.join('')}${more}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, '')) as unknown;
  } catch (error) {
    throw new PolicyFileError(`the file of policies is not JSON: ${(error as Error).message}`);
  }
}
