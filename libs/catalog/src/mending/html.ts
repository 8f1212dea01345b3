import { decodeHTMLStrict } from 'entities';
import { changed, type MendedText, unchanged } from './text-fault.js';

/** Elements that a description may carry; "<3" and "<title unknown>" are no markup. */
const TAG =
  /<\/?(?:a|abbr|b|big|blockquote|br|center|cite|code|dd|div|dl|dt|em|font|h[1-6]|hr|i|img|li|ol|p|pre|q|s|small|span|strike|strong|sub|sup|table|tbody|td|th|tr|tt|u|ul)(?:\s[^<>]{0,2000})?\s{0,9}\/?>/giu;
/** Elements whose content is no text either. */
const UNSPOKEN =
  /<(script|style)\b[^<>]{0,2000}>[\s\S]{0,5000}?<\/\1\s{0,9}>|<!--[\s\S]{0,5000}?-->/giu;
/** Elements that end a line or a paragraph; without a space two words would become one. */
const BREAK = /^<\/?(?:br|p|div|li|tr|td|th|h[1-6]|hr|dd|dt|blockquote)\b/iu;
const ENTITY = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][a-zA-Z\d]{1,31});/u;

/** Takes out HTML tags and comments and puts in the characters that HTML entities stand for. */
export function stripHtml(text: string): MendedText {
  if (!/[<&]/u.test(text)) return unchanged(text);
  const bare = withoutTags(text);
  const plain = ENTITY.test(bare) ? decodeHTMLStrict(bare) : bare;
  if (plain === text) return unchanged(text);
  return changed(plain.trim(), 'html', ENTITY.test(text) ? 'HTML entities' : 'HTML tags');
}

function withoutTags(text: string): string {
  const plain = text.replace(UNSPOKEN, ' ').replace(TAG, (tag) => (BREAK.test(tag) ? ' ' : ''));
  return plain === text ? text : plain.replaceAll(/ {2,}/gu, ' ');
}
