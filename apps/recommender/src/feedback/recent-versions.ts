import { Injectable } from '@nestjs/common';

/** Feedback comes minutes after a list was made, seldom after more changes of the model than this. */
const RECENT = 8;
/** Label of versions that are not, or not any more, known here. */
export const OTHER_VERSION = 'other';

/**
 * The model versions that answered here lately. Whatever clients name, the version of what they say
 * is one of these, or `other`: nobody outside can make a label.
 */
@Injectable()
export class RecentVersions {
  private readonly versions: string[] = [];

  /** A version has begun to answer. */
  add(version: string): void {
    if (this.versions.includes(version)) return;
    this.versions.push(version);
    if (this.versions.length > RECENT) this.versions.shift();
  }

  labelOf(version: string): string {
    return this.versions.includes(version) ? version : OTHER_VERSION;
  }
}
