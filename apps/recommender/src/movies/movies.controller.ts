import { Controller, Get, Param } from '@nestjs/common';
import type { Film } from '#engine';
import { ModelInService } from '../model/model-in-service.js';
import { unknownFilmProblem } from '../recommendations/unknown-film.js';

@Controller('v1/movies')
export class MoviesController {
  constructor(private readonly model: ModelInService) {}

  @Get(':id')
  movie(@Param('id') id: string): Film {
    const film = this.model.findByPathId(id);
    if (film === undefined) throw unknownFilmProblem('id', id, this.model);
    return film;
  }
}
