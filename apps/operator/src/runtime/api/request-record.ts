/** A request in the words of RBAC. */
export interface RequestRecord {
  readonly verb: 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete';
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
}

export interface RequestWatcher {
  /** Each request that was answered, by its status; `<error>` where none came. */
  answered(code: string, method: string, host: string): void;
  /**
   * What the requester has to be allowed. Server-side apply of an object that is not there needs
   * `create` too: it is then told twice.
   */
  asked(record: RequestRecord): void;
}

export const UNWATCHED_REQUESTS: RequestWatcher = {
  answered: () => undefined,
  asked: () => undefined,
};
