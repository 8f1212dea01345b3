import { API_KEYS_IN_TEXT } from '#contracts';

/** A text without the secrets of API keys in it; whose keys they were can still be read. */
export function withoutKeys(text: string): string {
  return text.replace(API_KEYS_IN_TEXT, '$<head>[redacted]');
}
