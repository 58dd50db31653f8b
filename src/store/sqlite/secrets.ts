/** The sealed secrets, as the main thread reaches them. */
import type { Clock } from '../../base/clock.ts';
import type { SecretStore } from '../store.ts';
import type { Channel } from './channel.ts';
import type { News } from './news.ts';
import type { ReaderCalls, WriterCalls } from './protocol.ts';

export function createSecrets(
  writer: Channel<WriterCalls>,
  reader: Channel<ReaderCalls>,
  clock: Pick<Clock, 'now'>,
  news: News,
): SecretStore {
  const told = { of: 'secrets' } as const;
  return {
    put: (name, sealed) => news.after(writer.call('putSecret', name, new Uint8Array(sealed), clock.now()), () => told),
    get: (name) => reader.call('secret', name),
    delete: (name) => news.after(writer.call('deleteSecret', name), () => told),
    names: ({ prefix = '', putBefore = null } = {}) => reader.call('secretNames', prefix, putBefore),
  };
}
