/** One hostile or large thing that must not make the server stand still. */
import type { Terms } from '../proof.ts';
import type { Server } from '../support/server.ts';
import type { Site } from '../support/site.ts';

export interface Prepared {
  readonly site: Site;
  /** Of the server, where its surroundings are the scenario's (house-process.ts). */
  readonly program?: readonly string[];
  /** What is done to the running server. Resolves when the server has dealt with it. Figures to show beside the turn. */
  act(server: Server): Promise<Readonly<Record<string, number | string>>>;
  /** Stops what the scenario started itself. */
  end?(): Promise<void>;
}

export interface Scenario {
  /** As its line in the figures begins. */
  readonly name: string;
  /** What a thread that begins with it may weigh by itself. */
  readonly threadMb?: number;
  prepare(terms: Terms, folder: string): Promise<Prepared>;
}
