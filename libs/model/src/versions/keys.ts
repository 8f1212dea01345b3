import { modelNameSchema, versionIdSchema } from '#contracts';
import { VersionNotFoundError } from './errors.js';

const ARTIFACT = 'model.safetensors';
const MANIFEST = 'manifest.json';

/*
 * Where things are: <model>/rollout.json, <model>/versions/<version>/manifest.json and
 * model.safetensors beside it. What programs do not know is left alone.
 */

export const modelPrefix = (model: string): string => `${checked(model)}/`;
export const rolloutKey = (model: string): string => `${modelPrefix(model)}rollout.json`;
export const versionsPrefix = (model: string): string => `${modelPrefix(model)}versions/`;
export const versionPrefix = (model: string, id: string): string =>
  `${versionsPrefix(model)}${id}/`;
export const artifactKey = (model: string, id: string): string =>
  versionPrefix(model, id) + ARTIFACT;
export const manifestKey = (model: string, id: string): string =>
  versionPrefix(model, id) + MANIFEST;

/** What is found on the way to a version, until it is published. */
export const trainingPrefix = (model: string, training: string): string =>
  `${modelPrefix(model)}training/${checked(training)}/`;

/** The model and version whose manifest or artifact that is, if it is one. */
export function parseKey(
  key: string,
): { model: string; id: string; isManifest: boolean } | undefined {
  const [model, versions, id, name, ...rest] = key.split('/');
  const isOurs =
    rest.length === 0 &&
    versions === 'versions' &&
    (name === ARTIFACT || name === MANIFEST) &&
    modelNameSchema.safeParse(model).success &&
    versionIdSchema.safeParse(id).success;
  return isOurs ? { model, id, isManifest: name === MANIFEST } : undefined;
}

/** A name from outside becomes a part of a path. */
function checked(model: string): string {
  const { error } = modelNameSchema.safeParse(model);
  if (error !== undefined)
    throw new VersionNotFoundError(
      `${JSON.stringify(model)} is no name of a model: ${error.issues[0].message}`,
    );
  return model;
}
