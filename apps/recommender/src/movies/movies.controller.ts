import { Controller, Get, Param, Query, Res, UseInterceptors } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  type SearchParameters,
  searchParametersSchema,
  type SearchResponse,
  type SimilarParameters,
  similarParametersSchema,
  type SimilarResponse,
} from '#contracts';
import type { Film } from '#engine';
import { SchemaPipe } from '../http/schema-pipe.js';
import { chooseFor } from '../model/choose-for.js';
import { ModelsInService } from '../model/models-in-service.js';
import { ConditionalGet } from './conditional-get.js';
import { MoviesService } from './movies.service.js';

@Controller('v1/movies')
export class MoviesController {
  constructor(
    private readonly movies: MoviesService,
    private readonly models: ModelsInService,
  ) {}

  @Get()
  @UseInterceptors(ConditionalGet)
  search(
    @Query(new SchemaPipe(searchParametersSchema, 'the query')) parameters: SearchParameters,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): SearchResponse {
    return this.movies.search(chooseFor(reply, this.models).model, parameters);
  }

  @Get(':id')
  movie(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Film {
    return this.movies.movie(chooseFor(reply, this.models).model, id);
  }

  @Get(':id/similar')
  @UseInterceptors(ConditionalGet)
  similar(
    @Param('id') id: string,
    @Query(new SchemaPipe(similarParametersSchema, 'the query')) parameters: SimilarParameters,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): SimilarResponse {
    return this.movies.similar(chooseFor(reply, this.models), id, parameters);
  }
}
