import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Injectable } from '@nestjs/common';
import { DOCS_FILES, type DocsFile, openApiDocument, type OpenApiDocument } from '#contracts';
import { ProblemException } from '../http/problem-exception.js';
import { shownValue } from '../http/shown-value.js';
import { VERSION } from '../version.js';
import { INITIALIZER } from './page.js';

/** A file of the page as it is sent. */
export interface PageFile {
  readonly bytes: Uint8Array;
  readonly type: string;
}

const TYPES: Readonly<Record<DocsFile, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'initializer.js': 'text/javascript; charset=utf-8',
  'favicon.png': 'image/png',
};

/** The description of the interface, and the files of the page that shows it. */
@Injectable()
export class DocumentationService {
  private made: OpenApiDocument | undefined;
  private readonly files = new Map<DocsFile, Promise<Uint8Array>>();

  constructor(private readonly isKeyed: boolean) {}

  /** Made when it is first asked for: a start should not wait for it. */
  get document(): OpenApiDocument {
    return (this.made ??= openApiDocument({ version: VERSION, isKeyed: this.isKeyed }));
  }

  /** @throws ProblemException 404 for what is no file of the page */
  async file(name: string): Promise<PageFile> {
    const file = DOCS_FILES.find((known) => known === name);
    if (file === undefined)
      throw new ProblemException(404, 'not_found', `the page has no file ${shownValue(name)}`);
    let bytes = this.files.get(file);
    if (bytes === undefined) this.files.set(file, (bytes = read(file)));
    return { bytes: await bytes, type: TYPES[file] };
  }
}

/** Nothing comes from elsewhere: the files lie in the package, and are read when first asked for. */
function read(file: DocsFile): Promise<Uint8Array> {
  if (file === 'initializer.js') return Promise.resolve(Buffer.from(INITIALIZER));
  const source = file === 'favicon.png' ? 'favicon-32x32.png' : file;
  return readFile(fileURLToPath(import.meta.resolve(`swagger-ui-dist/${source}`)));
}
