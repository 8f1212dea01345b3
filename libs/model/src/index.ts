export { ModelFileError } from './errors.js';
export { FORMAT } from './model-container.js';
export { loadModel, saveModel, type ModelFile } from './model-file.js';
