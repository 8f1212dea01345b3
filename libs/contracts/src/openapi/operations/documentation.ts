import { docsFileParametersSchema } from '../../docs-page.js';
import type { Operation } from '../operation.js';

const common = { method: 'get', tag: 'documentation', access: 'anybody' } as const;

export const DOCUMENTATION_OPERATIONS: readonly Operation[] = [
  {
    ...common,
    path: '/openapi.json',
    operationId: 'getOpenApi',
    summary: 'This document',
    isCacheable: true,
    answers: {
      200: {
        description: 'OpenAPI 3.1',
        headers: ['ETag', 'Cache-Control'],
        content: { 'application/json': { example: { openapi: '3.1.1' } } },
      },
    },
  },
  {
    ...common,
    path: '/docs',
    operationId: 'getDocs',
    summary: 'This document as a page to read and to try it on',
    answers: {
      200: {
        description: 'The page',
        headers: ['Cache-Control', 'Content-Security-Policy'],
        content: { 'text/html': { example: '<!doctype html>…' } },
      },
    },
  },
  {
    ...common,
    path: '/docs/{file}',
    operationId: 'getDocsFile',
    summary: 'A file of that page',
    pathParameters: docsFileParametersSchema,
    problems: { 404: 'The page has no such file (`not_found`)' },
    answers: {
      200: {
        description: 'The file',
        headers: ['Cache-Control'],
        content: {
          'text/css': { example: 'body { margin: 0 }' },
          'text/javascript': { example: 'SwaggerUIBundle({ url: "openapi.json" })' },
          'image/png': {},
        },
      },
    },
  },
];
