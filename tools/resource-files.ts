import { Document, isMap, isScalar, isSeq, visit } from 'yaml';
import type { CustomResourceDefinition } from '#contracts';

/** A file that is made from the schemas of the custom resources; the path is relative to the repository. */
export interface ResourceFile {
  readonly path: string;
  readonly text: string;
}

const HEAD =
  ' Generated from libs/contracts/src/resources: change it there, then run `npm run generate`.';

/** Each definition twice: for `kubectl apply -f k8s/crds`, and where the operator's chart takes it. */
export const resourceFiles = (
  definitions: readonly CustomResourceDefinition[],
): readonly ResourceFile[] =>
  ['k8s/crds', 'charts/movie-recommender-operator/files/crds'].flatMap((folder) =>
    definitions.map((definition) => ({
      path: `${folder}/${definition.metadata.name}.yaml`,
      text: toYaml(definition),
    })),
  );

/** Schemas nest deeply: a level is one space, lists have none, and lists of words stand on one line. */
function toYaml(definition: CustomResourceDefinition): string {
  const document = new Document(definition, { aliasDuplicateObjects: false });
  document.commentBefore = HEAD;
  visit(document, {
    Seq: (_, sequence) => {
      sequence.flow = sequence.items.every((item) => isScalar(item) || isTypeOnly(item));
    },
  });
  return document.toString({
    lineWidth: 0,
    indent: 1,
    indentSeq: false,
    flowCollectionPadding: false,
  });
}

const isTypeOnly = (node: unknown): boolean =>
  isMap(node) && node.items.length === 1 && !isSeq(node.items[0].value);
