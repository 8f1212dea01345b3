export type { ArtifactFacts, ModelFile } from './artifact/artifact.js';
export { loadModel, saveModel } from './artifact/model-file.js';
export { ModelFileError } from './errors.js';
