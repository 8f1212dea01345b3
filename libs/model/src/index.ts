export { ModelFileError } from './errors.js';
export { loadModel, saveModel, type ModelFile } from './model-file.js';
