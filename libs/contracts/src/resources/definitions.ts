import type { z } from 'zod';
import { GROUP } from './metadata.js';
import { recommenderModelVersionSchema } from './recommender-model-version.js';
import { recommenderModelSchema } from './recommender-model.js';
import { structuralSchema } from './structural-schema.js';

type Json = Readonly<Record<string, unknown>>;

interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'date';
  readonly jsonPath: string;
  readonly description?: string;
  /** Columns above 0 are shown by `kubectl get -o wide` only. */
  readonly priority?: number;
}

interface Kind {
  readonly kind: string;
  readonly plural: string;
  readonly shortName: string;
  readonly about: string;
  readonly schema: z.ZodType;
  readonly columns: readonly Column[];
}

const AGE: Column = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' };
const READY = '.status.conditions[?(@.type=="Ready")]';

const KINDS: readonly Kind[] = [
  {
    kind: 'RecommenderModel',
    plural: 'recommendermodels',
    shortName: 'recm',
    about:
      'What a recommendation model is trained from, how it is judged and how it is rolled out.',
    schema: recommenderModelSchema,
    columns: [
      { name: 'Ready', type: 'string', jsonPath: `${READY}.status` },
      { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
      { name: 'Stable', type: 'string', jsonPath: '.status.stable.version' },
      { name: 'Candidate', type: 'string', jsonPath: '.status.candidate.version' },
      { name: 'Weight', type: 'integer', jsonPath: '.status.weight' },
      AGE,
      { name: 'Reason', type: 'string', jsonPath: `${READY}.message`, priority: 1 },
    ],
  },
  {
    kind: 'RecommenderModelVersion',
    plural: 'recommendermodelversions',
    shortName: 'recmv',
    about: 'One trained version of a model; written once.',
    schema: recommenderModelVersionSchema,
    columns: [
      { name: 'Model', type: 'string', jsonPath: '.spec.resourceName' },
      { name: 'Version', type: 'string', jsonPath: '.spec.version' },
      { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
      { name: 'Films', type: 'integer', jsonPath: '.spec.counts.films' },
      AGE,
      { name: 'Catalogue', type: 'string', jsonPath: '.spec.catalogue.digest', priority: 1 },
    ],
  },
];

/** The definitions of the custom resources, as the API server takes them. */
export const customResourceDefinitions = (): readonly CustomResourceDefinition[] =>
  KINDS.map(definitionOf);

export interface CustomResourceDefinition {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: Json;
}

const definitionOf = ({ kind, plural, shortName, about, schema, columns }: Kind) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.${GROUP}` },
  spec: {
    group: GROUP,
    scope: 'Namespaced',
    names: {
      kind,
      listKind: `${kind}List`,
      plural,
      singular: kind.toLowerCase(),
      shortNames: [shortName],
      categories: ['movierec'],
    },
    versions: [
      {
        name: 'v1alpha1',
        served: true,
        storage: true,
        additionalPrinterColumns: columns,
        subresources: { status: {} },
        schema: { openAPIV3Schema: rootSchema(schema, about) },
      },
    ],
  },
});

/** The API server checks these three by itself, and asks for nothing but their types. */
function rootSchema(schema: z.ZodType, about: string): Json {
  const { properties, ...root } = structuralSchema(schema) as { properties: Json };
  const own = {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { type: 'object' },
  };
  return { description: about, ...root, required: ['spec'], properties: { ...properties, ...own } };
}
