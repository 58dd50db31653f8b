/** The verbs about a person, on the main thread. Nothing that is known now may be missed: all that waits is written first. */
import type { HeldName, HeldPage, PersonSought, PersonStore } from '../person.ts';
import type { Spool } from '../store.ts';
import type { Channel } from './channel.ts';
import type { ReaderCalls, WriterCalls } from './protocol.ts';
import type { SessionBuffer } from './session-buffer.ts';

interface Parts {
  readonly writer: Channel<WriterCalls>;
  readonly reader: Channel<ReaderCalls>;
  readonly buffer: SessionBuffer;
  readonly spool: Pick<Spool, 'list'>;
}

export function createPerson({ writer, reader, buffer, spool }: Parts): PersonStore {
  return {
    async held(sought: PersonSought, after: string | null): Promise<HeldPage> {
      await buffer.flush();
      // A look at the queue has the database catch up, with what waits in memory too.
      await spool.list({ queueIds: [] }, { limit: 1, after: null });
      return reader.call('held', sought, after);
    },
    forget: ({ forms }: PersonSought, held: readonly HeldName[]): Promise<number> =>
      held.length === 0 ? Promise.resolve(0) : writer.call('forget', forms, held),
  };
}
