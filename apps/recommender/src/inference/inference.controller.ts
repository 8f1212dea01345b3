import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  type InferenceRequest,
  inferenceRequestSchema,
  type InferenceResponse,
  type ModelMetadata,
} from '#contracts';
import { Draining } from '#telemetry';
import { SchemaPipe } from '../http/schema-pipe.js';
import { VERSION } from '../version.js';
import { InferenceService } from './inference.service.js';

/** The path of a model, alone and with a version. */
const pathsOf = (end = ''): string[] => [
  `models/:name${end}`,
  `models/:name/versions/:version${end}`,
];

/** The Open Inference Protocol, version 2, as far as docs/api.md says. */
@Controller('v2')
export class InferenceController {
  constructor(
    private readonly inference: InferenceService,
    private readonly draining: Draining,
  ) {}

  @Get()
  server() {
    return { name: 'movie-recommender', version: VERSION, extensions: [] };
  }

  @Get('health/live')
  live() {
    return { live: true };
  }

  @Get('health/ready')
  ready(@Res({ passthrough: true }) reply: FastifyReply) {
    return { live: true, ready: this.isReady(reply) };
  }

  @Get(pathsOf())
  model(@Param('name') name: string, @Param('version') version?: string): ModelMetadata {
    return this.inference.metadata(name, version);
  }

  @Get(pathsOf('/ready'))
  modelReady(
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('name') name: string,
    @Param('version') version?: string,
  ) {
    return { name: this.inference.metadata(name, version).name, ready: this.isReady(reply) };
  }

  @Post(pathsOf('/infer'))
  @HttpCode(200)
  infer(
    @Body(new SchemaPipe(inferenceRequestSchema)) request: InferenceRequest,
    @Param('name') name: string,
    @Param('version') version?: string,
  ): InferenceResponse {
    return this.inference.infer(request, name, version);
  }

  /** A status other than 200 tells those who do not read the body. */
  private isReady(reply: FastifyReply): boolean {
    if (this.draining.isDraining) reply.code(503);
    return !this.draining.isDraining;
  }
}
