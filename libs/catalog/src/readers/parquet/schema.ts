import type { SchemaElement } from 'hyparquet';

/** What is not decoded: there is nothing about a film in shapes on a map. It comes as bytes. */
const UNKNOWN_LOGICAL = new Set(['VARIANT', 'GEOMETRY', 'GEOGRAPHY']);
const UNKNOWN_CONVERTED = new Set(['BSON', 'INTERVAL']);

/**
 * An element of the schema with those meanings only that are known, under their older names.
 *
 * @throws Error when it has no name
 */
export function knownElement(element: SchemaElement): SchemaElement {
  if (typeof element.name !== 'string') throw new Error('it names a column by nothing');
  const { logical_type: logical, converted_type: converted = oldNameOf(logical?.type) } = element;
  return {
    ...element,
    logical_type: UNKNOWN_LOGICAL.has(logical?.type ?? '') ? undefined : logical,
    converted_type: UNKNOWN_CONVERTED.has(converted ?? '') ? undefined : converted,
  };
}

/** hyparquet knows lists and maps by the older of the two ways to mark them. */
const oldNameOf = (type: string | undefined): SchemaElement['converted_type'] =>
  type === 'LIST' || type === 'MAP' ? type : undefined;
