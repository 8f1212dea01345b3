import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
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
import { ConditionalGet } from './conditional-get.js';
import { MoviesService } from './movies.service.js';

@Controller('v1/movies')
export class MoviesController {
  constructor(private readonly movies: MoviesService) {}

  @Get()
  @UseInterceptors(ConditionalGet)
  search(
    @Query(new SchemaPipe(searchParametersSchema, 'the query')) parameters: SearchParameters,
  ): SearchResponse {
    return this.movies.search(parameters);
  }

  @Get(':id')
  movie(@Param('id') id: string): Film {
    return this.movies.movie(id);
  }

  @Get(':id/similar')
  @UseInterceptors(ConditionalGet)
  similar(
    @Param('id') id: string,
    @Query(new SchemaPipe(similarParametersSchema, 'the query')) parameters: SimilarParameters,
  ): SimilarResponse {
    return this.movies.similar(id, parameters);
  }
}
