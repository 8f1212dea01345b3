import { Body, Controller, Delete, HttpCode, Param, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type LiveFilmBody, type LiveFilmResponse, liveFilmSchema } from '#contracts';
import { SchemaPipe } from '../http/schema-pipe.js';
import { LiveService } from './live.service.js';

const CREATED = 201;

/** Films that come, change and go between two fits, on the listener that is never published. */
@Controller('v1/movies')
export class LiveController {
  constructor(private readonly live: LiveService) {}

  @Put(':id')
  async put(
    @Param('id') id: string,
    @Body(new SchemaPipe(liveFilmSchema)) body: LiveFilmBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LiveFilmResponse> {
    const { isNew, answer } = await this.live.put(id, body);
    if (isNew) reply.code(CREATED);
    return answer;
  }

  @Delete(':id')
  @HttpCode(204)
  delete(@Param('id') id: string): Promise<void> {
    return this.live.delete(id);
  }
}
