/** What errors of the S3 client have in common. */
interface ServiceError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly code?: string;
}

const statusOf = (error: unknown): number | undefined =>
  (error as Partial<ServiceError>).$metadata?.httpStatusCode;

export const hasStatus = (error: unknown, ...statuses: readonly number[]): boolean =>
  statuses.includes(statusOf(error) ?? 0);

/** Connections that broke, and servers that had a bad moment. A wrong size or key does not pass. */
export function isTransient(error: unknown): boolean {
  const status = statusOf(error);
  if (status !== undefined) return status >= 500 || status === 429;
  const { code, name } = error as Partial<ServiceError>;
  return code !== undefined || name === 'TimeoutError' || name === 'AbortError';
}

/** The cause in words, with what can be done about the usual ones. */
export function messageOf(error: unknown): string {
  const { name, message, code } = error as ServiceError;
  if (name === 'CredentialsProviderError')
    return 'no AWS credentials were found: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, or a role';
  // Of several addresses that were tried, none was reached: the message is empty.
  if (message === '') return code ?? name;
  return name === 'Error' || name === 'SizeError' ? message : `${name}: ${message}`;
}
