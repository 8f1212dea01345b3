import type { CustomResourceDefinition } from '#contracts';
import { fieldsOf, type SchemaNode } from './schema-fields.ts';
import type { ResourceFile } from './resource-files.ts';

/** What the API server leaves to itself: the kind of an object and its metadata. */
const OWN = /^(apiVersion|kind|metadata)$/u;
/** Entries of lists and maps are told of where the list or map is, unless they have fields. */
const ENTRY = /(\[\]|\*)$/u;
/** A default that is longer is that of the fields below it. */
const MAX_DEFAULT = 60;

/** A page for each custom resource with every field of it, and the rules that no field tells of. */
export const resourceReferences = (
  definitions: readonly CustomResourceDefinition[],
): readonly ResourceFile[] =>
  definitions.map((definition) => {
    const kind = kindOf(definition);
    return { path: `docs/reference/${kind.toLowerCase()}.md`, text: pageOf(kind, definition) };
  });

const kindOf = ({ spec }: CustomResourceDefinition): string =>
  (spec.names as { kind: string }).kind;

function pageOf(kind: string, { spec }: CustomResourceDefinition): string {
  const [{ name, schema }] = spec.versions as readonly {
    name: string;
    schema: { openAPIV3Schema: SchemaNode };
  }[];
  const { openAPIV3Schema: root } = schema;
  const parts = Object.entries(root.properties as Record<string, SchemaNode>)
    .filter(([part]) => !OWN.test(part))
    .map(([part, node]) => sectionOf(part, node));
  const title = `# ${kind}`;
  const from = `\`${String(spec.group)}/${name}\`. Made from the schemas in libs/contracts/src/resources by \`npm run generate\`.`;
  return `${[title, from, ...[root.description ?? []].flat().map(String), ...parts].join('\n\n')}\n`;
}

function sectionOf(part: string, node: SchemaNode): string {
  const fields = fieldsOf(node, part);
  const rows = fields
    .filter(([path, field]) => !ENTRY.test(path) || field.description !== undefined)
    .map(([path, field]) => `| \`${path}\` | ${typeOf(field)} | ${meaningOf(field)} |`);
  const rules = [[part, node] as const, ...fields].flatMap(([path, field]) =>
    rulesOf(field).map((message) => `- \`${path}\`: ${message}`),
  );
  const table = ['| field | type | meaning |', '|---|---|---|', ...rows].join('\n');
  const refused = rules.length === 0 ? [] : ['Refused by a rule:', rules.join('\n')];
  return [`## ${part}`, table, ...refused].join('\n\n');
}

const rulesOf = (field: SchemaNode): readonly string[] =>
  ((field['x-kubernetes-validations'] ?? []) as readonly { message: string }[]).map(
    ({ message }) => message,
  );

function typeOf(field: SchemaNode): string {
  const { type, enum: values, minimum, maximum, maxLength, maxItems, items } = field;
  if (values !== undefined)
    return (values as readonly unknown[]).map((one) => `\`${String(one)}\``).join(', ');
  if (field['x-kubernetes-int-or-string'] === true) return 'amount';
  if (type === 'integer') return `integer, ${String(minimum)} to ${String(maximum)}`;
  if (type === 'array')
    return `list of ${String((items as SchemaNode).type)}, at most ${String(maxItems)}`;
  if (type === 'string') return `text, at most ${String(maxLength)}`;
  return String(type);
}

function meaningOf({ description = '', default: filledIn }: SchemaNode): string {
  const text = String(description).replaceAll('|', '\\|');
  const shown = filledIn === undefined ? '' : JSON.stringify(filledIn);
  if (shown === '' || shown.length > MAX_DEFAULT) return text;
  return `${text}. Default: \`${shown.replaceAll('|', '\\|')}\``;
}
