import type { RequestLogLine } from '#contracts';
import { type FilmId, type Model, Recommender } from '#engine';
import { type FilmName, nameOf } from '../films/film-name.js';
import type { Hindrance } from '../requests/logged-request.js';
import { type Agreement, AgreementCount } from './agreement.js';
import { askAgain, type AskedAgain, isSame } from './ask-again.js';

/** A model that logged requests are put to. */
export interface ReplayedModel {
  readonly version: string;
  readonly model: Model;
}

/** How one model did. */
export interface ReplayedSide {
  readonly version: string;
  /** Requests that it answered. */
  readonly answered: number;
  /** Requests that it could not be asked, by why. */
  readonly hindered: Readonly<Partial<Record<Hindrance, number>>>;
  /** Milliseconds from the logged request to its list, the nearest rank; null when none was asked. */
  readonly latencyMs: { readonly p50: number | null; readonly p99: number | null };
}

/** How many of its own answers a model gives again. */
export interface Reproduced {
  /** Answers of this version that it could be asked for again; not those that follow. */
  readonly lists: number;
  readonly exact: number;
  /** Answers of this version under the operator's rules, which a model alone does not know. */
  readonly underPolicy: number;
  /** Answers of this version with films laid over it since its fit, which are not in the model. */
  readonly overlaid: number;
  /** Where the first of those stand that are not exact. */
  readonly differing: readonly number[];
}

export interface Replayed {
  readonly model: ReplayedSide;
  readonly against?: ReplayedSide;
  readonly reproduced: Reproduced;
  /** From what was answered then to what the model answers. */
  readonly logged: Agreement;
  /** From what the model answers to what the other one does. */
  readonly compared?: Agreement;
}

/** Places of lists that are told. */
const TOLD = 10;

/** Puts logged requests to a model, or to two, and tells what became of the answers. */
export class Replay {
  private readonly side: Side;
  private readonly other: Side | undefined;
  private readonly logged = new AgreementCount();
  private readonly compared = new AgreementCount();
  private readonly reproduced = { lists: 0, exact: 0, underPolicy: 0, overlaid: 0 };
  private readonly differing: number[] = [];

  constructor(model: ReplayedModel, against?: ReplayedModel) {
    this.side = new Side(model);
    this.other = against && new Side(against);
  }

  /** @param place where the line stands, from 1 */
  add(line: RequestLogLine, place: number): void {
    const answer = this.side.ask(line);
    const other = this.other?.ask(line);
    if (answer === undefined) return;
    this.logged.add(line, answer);
    if (other !== undefined) this.compared.add(answer, other);
    if (line.model.version === this.side.version) this.judge(line, answer, place);
  }

  /** @param movers films to name of those that are listed more or less often */
  report(movers = TOLD): Replayed {
    const nameIn = (id: FilmId): FilmName =>
      this.other?.nameOf(id) ?? this.side.nameOf(id) ?? { id, title: '' };
    const { other } = this;
    return {
      model: this.side.report(),
      ...(other && { against: other.report() }),
      reproduced: { ...this.reproduced, differing: this.differing },
      logged: this.logged.report(movers, nameIn),
      ...(other && { compared: this.compared.report(movers, nameIn) }),
    };
  }

  private judge(line: RequestLogLine, answer: AskedAgain, place: number): void {
    const { reproduced, differing } = this;
    if (line.underPolicy === true) {
      reproduced.underPolicy++;
      return;
    }
    if (line.model.revision !== undefined) {
      reproduced.overlaid++;
      return;
    }
    reproduced.lists++;
    if (isSame(line, answer)) reproduced.exact++;
    else if (differing.length < TOLD) differing.push(place);
  }
}

/** One model, and what it took. */
class Side {
  readonly version: string;
  private readonly recommender: Recommender;
  private readonly seconds: number[] = [];
  private readonly hindered: Partial<Record<Hindrance, number>> = {};

  constructor({ version, model }: ReplayedModel) {
    this.version = version;
    this.recommender = new Recommender(model);
    // What the first request would wait for is none of its latency.
    Array.from(this.recommender.preparing());
  }

  ask(line: RequestLogLine): AskedAgain | undefined {
    const answer = askAgain(this.recommender, line);
    if ('hindrance' in answer) {
      this.hindered[answer.hindrance] = (this.hindered[answer.hindrance] ?? 0) + 1;
      return undefined;
    }
    this.seconds.push(answer.seconds);
    return answer;
  }

  nameOf(id: FilmId): FilmName | undefined {
    const film = this.recommender.indexOf(id);
    return film === undefined ? undefined : nameOf(this.recommender.films[film]);
  }

  report(): ReplayedSide {
    const sorted = Float64Array.from(this.seconds).sort();
    const quantile = (share: number): number | null => {
      const seconds = sorted.at(Math.ceil(share * sorted.length) - 1);
      return seconds === undefined ? null : Math.round(seconds * 1e6) / 1e3;
    };
    return {
      version: this.version,
      answered: sorted.length,
      hindered: this.hindered,
      latencyMs: { p50: quantile(0.5), p99: quantile(0.99) },
    };
  }
}
