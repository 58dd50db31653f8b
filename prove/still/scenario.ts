/** One hostile or large thing that must not make the server stand still. */
import type { Terms } from '../proof.ts';
import type { Server } from '../support/server.ts';
import type { Site } from '../support/site.ts';

export interface Prepared {
  readonly site: Site;
  /** What is done to the running server. Resolves when the server has dealt with it. Figures to show beside the turn. */
  act(server: Server): Promise<Readonly<Record<string, number | string>>>;
  /** Stops what the scenario started itself. */
  end?(): Promise<void>;
}

export interface Scenario {
  /** As its line in the figures begins. */
  readonly name: string;
  prepare(terms: Terms, folder: string): Promise<Prepared>;
}
