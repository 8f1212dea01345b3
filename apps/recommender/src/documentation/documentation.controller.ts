import {
  Controller,
  Get,
  Header,
  Param,
  Res,
  StreamableFile,
  UseInterceptors,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { OpenApiDocument } from '#contracts';
import { ConditionalGet } from '../movies/conditional-get.js';
import { DocumentationService } from './documentation.service.js';
import { DOCS_PAGE, POLICY } from './page.js';

const KEPT = 'max-age=3600';

/** The description of the interface, for programs and for people. */
@Controller()
export class DocumentationController {
  constructor(private readonly documentation: DocumentationService) {}

  @Get('openapi.json')
  @UseInterceptors(ConditionalGet)
  document(): OpenApiDocument {
    return this.documentation.document;
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', POLICY)
  @Header('cache-control', KEPT)
  page(): string {
    return DOCS_PAGE;
  }

  @Get('docs/:file')
  async file(
    @Param('file') name: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { bytes, type } = await this.documentation.file(name);
    reply.headers({ 'cache-control': KEPT, 'x-content-type-options': 'nosniff' });
    return new StreamableFile(bytes, { type });
  }
}
