/** One configured listener: binds its addresses, hands on what connects. Knows no SMTP. */
import { bounds } from '../../base/bounds.ts';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Log } from '../../base/log.ts';
import type { ListenerSettings } from '../../config/settings.ts';

export interface Listening {
  readonly name: string;
  readonly role: ListenerSettings['role'];
  readonly address: string;
  readonly port: number;
}

/** A missing loopback ::1 or a machine without IPv6 does not keep the others from starting. */
const ABSENT = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

export class Listener {
  readonly settings: ListenerSettings;
  readonly #log: Log;
  readonly #onConnection: (socket: Socket) => void;
  /** Each with the place it was bound to: asked for at every delivery, so not looked up anew. */
  readonly #servers: { readonly server: Server; readonly place: Listening }[] = [];

  constructor(settings: ListenerSettings, log: Log, onConnection: (socket: Socket) => void) {
    this.settings = settings;
    this.#log = log;
    this.#onConnection = onConnection;
  }

  /** Rejects with one line that names the setting. */
  async open(): Promise<void> {
    const { addresses, name, setting } = this.settings;
    for (const address of addresses) {
      try {
        const server = await this.#bind(address);
        const bound = server.address() as AddressInfo;
        const { role } = this.settings;
        this.#servers.push({ server, place: { name, role, address: bound.address, port: bound.port } });
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code ?? String(error);
        if (ABSENT.has(code) && address.includes(':')) {
          this.#log.info({ listener: name, address, code }, 'this machine has no such address; not listened on');
          continue;
        }
        throw new Error(`${reason(code, address, this.settings.port)}: change ${setting}`);
      }
    }
    if (this.#servers.length === 0)
      throw new Error(`None of the addresses ${addresses.join(', ')} exists here: change ${setting}`);
  }

  listening(): readonly Listening[] {
    return this.#servers.map(({ place }) => place);
  }

  /** Stops accepting; what is connected stays. */
  close(): void {
    for (const { server } of this.#servers.splice(0)) server.close();
  }

  #bind(address: string): Promise<Server> {
    const server = createServer({ pauseOnConnect: true, allowHalfOpen: true, noDelay: true, keepAlive: true });
    server.on('connection', this.#onConnection);
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(
        {
          host: address,
          port: this.settings.port,
          backlog: bounds.receive.backlog,
          ipv6Only: this.#isBesideIpv4(address),
        },
        () => {
          server.removeListener('error', reject);
          // Out of file descriptors: libuv turns the newcomer away and goes on; there is nothing to do but say so.
          server.on('error', (error) =>
            this.#log.error(
              { listener: this.settings.name, error: error.message },
              'a connection could not be accepted',
            ),
          );
          resolve(server);
        },
      );
    });
  }

  /** `::` would take the IPv4 port too, which `0.0.0.0` wants for itself. */
  #isBesideIpv4(address: string): boolean {
    return address === '::' && this.settings.addresses.includes('0.0.0.0');
  }
}

function reason(code: string, address: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${address} is in use by another program`;
    case 'EACCES':
      return `Port ${port} on ${address} may not be opened by this user`;
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${address}`;
    default:
      return `Port ${port} on ${address} cannot be opened (${code})`;
  }
}
