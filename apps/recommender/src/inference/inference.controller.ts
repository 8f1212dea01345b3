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
import { answeredBy } from '../model/choose-for.js';
import { ModelsInService } from '../model/models-in-service.js';
import { ModelsService } from '../models/models.service.js';
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
    private readonly models: ModelsInService,
    private readonly known: ModelsService,
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
    return { live: true, ready: this.tellReady(reply, this.models.current.stable !== undefined) };
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
    return { name, ready: this.tellReady(reply, this.known.isReady(name, version)) };
  }

  @Post(pathsOf('/infer'))
  @HttpCode(200)
  infer(
    @Body(new SchemaPipe(inferenceRequestSchema)) request: InferenceRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('name') name: string,
    @Param('version') version?: string,
  ): InferenceResponse {
    const chosen = this.known.named(name, version, reply.request.id);
    answeredBy(reply, chosen);
    return this.inference.infer(chosen, request);
  }

  /** A status other than 200 tells those who do not read the body. */
  private tellReady(reply: FastifyReply, isLoaded: boolean): boolean {
    const isReady = isLoaded && !this.draining.isDraining;
    if (!isReady) reply.code(503);
    return isReady;
  }
}
