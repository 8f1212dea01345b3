import { type CatalogueFilm, filmSchema } from '#contracts';
import { Findings } from './findings.js';
import { Likenesses, type Place } from './likenesses.js';
import type { Candidate } from './mappings/mapping.js';
import { mendFilm } from './mending/mend-film.js';
import type { UnreadableRow } from './readers/row.js';
import {
  type CatalogueReport,
  type FilmFinding,
  type Finding,
  type FindingGroup,
  shownValue,
} from './report.js';
import { validateFilm } from './validate.js';

export type OnFinding = (finding: Finding) => void;

/** Facts that a good list needs: a film without one is noted. */
const WANTED = ['description', 'year', 'genres'] as const;

/** Which rows are films, what was wrong with each, and how many there were of both. */
export class Collector {
  private readonly findings = new Findings();
  private readonly likenesses = new Likenesses();
  private readonly having = new Map<string, number>();
  private read = 0;
  private accepted = 0;
  private repaired = 0;

  /** @param onFinding told of every finding as it is made, also of those that no report keeps */
  constructor(private readonly onFinding: OnFinding) {}

  /** A row that could not be read is counted and refused. */
  refuse({ line, text, error }: UnreadableRow, source: string): void {
    this.read++;
    const value = shownValue(text);
    const finding = { field: '', value, reason: error, action: 'refused' } as const;
    this.note({ source, line }, { kind: 'unreadable-row', ...finding });
  }

  /** The film that a row states, or undefined if it is refused. */
  judge(candidate: Candidate, place: Place): CatalogueFilm | undefined {
    this.read++;
    const { film, findings } = judgeAlone(candidate);
    for (const finding of findings) this.note(place, finding);
    if (film === undefined) return undefined;
    const sameId = this.likenesses.sameId(film, place);
    if (sameId !== undefined) {
      this.note(place, sameId);
      return undefined;
    }
    this.count(film, findings);
    for (const finding of missingFacts(film, findings)) this.note(place, finding);
    for (const finding of this.likenesses.add(film, place)) this.note(place, finding);
    return film;
  }

  /** Notes what concerns a row before or beside its judgement, such as how its line was decoded. */
  note(place: Place, finding: FilmFinding): void {
    const placed = { source: place.source, line: place.line, ...finding };
    this.findings.add(placed);
    this.onFinding(placed);
  }

  get counts(): Pick<CatalogueReport, 'read' | 'accepted' | 'repaired' | 'refused'> {
    const { read, accepted, repaired } = this;
    return { read, accepted, repaired, refused: read - accepted - repaired };
  }

  get groups(): FindingGroup[] {
    return this.findings.toGroups();
  }

  /** How many films have each fact. */
  get coverage(): Record<string, number> {
    const facts = Object.keys(filmSchema.shape);
    return Object.fromEntries(facts.map((fact) => [fact, this.having.get(fact) ?? 0]));
  }

  private count(film: CatalogueFilm, findings: readonly FilmFinding[]): void {
    if (findings.every(({ action }) => action === 'noted')) this.accepted++;
    else this.repaired++;
    for (const [fact, value] of Object.entries(film))
      if (!isEmpty(value)) this.having.set(fact, (this.having.get(fact) ?? 0) + 1);
  }
}

/** What a row states, mended and validated without regard to any other row. */
function judgeAlone({ film, faults = [] }: Candidate): {
  readonly film?: CatalogueFilm;
  readonly findings: readonly FilmFinding[];
} {
  if (faults.some(({ action }) => action === 'refused')) return { findings: faults };
  const mended = mendFilm(film);
  const validated = validateFilm(mended.film);
  return { ...validated, findings: [...faults, ...mended.findings, ...validated.findings] };
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Notes the wanted facts that a film never had; those that were dropped are told already. */
function missingFacts(film: CatalogueFilm, findings: readonly FilmFinding[]): FilmFinding[] {
  return WANTED.filter(
    (fact) => isEmpty(film[fact]) && !findings.some(({ field }) => field.split('.', 1)[0] === fact),
  ).map((field) => ({
    kind: 'missing-fact',
    field,
    value: 'nothing',
    reason: 'the film is listed by its other facts alone',
    action: 'noted',
  }));
}
