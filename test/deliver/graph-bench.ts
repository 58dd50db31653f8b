/** A delivery room whose upstream is Graph on loopback, with its token endpoint, and a message above the wall of sendMail. */
import { randomBytes } from 'node:crypto';
import type { QueuedMessage } from '../../src/mail/delivery.ts';
import type { OutboundConnector } from '../../src/directory/objects.ts';
import { type GraphDesk, type GraphScript, openGraph } from '../../lab/peers/graph-desk.ts';
import { openDesk } from '../../lab/peers/http-desk.ts';
import { connector, message, openRoom, type RoomOptions } from '../../lab/houses/delivery-house.ts';

export const TOKEN = 'graph-access-token-of-the-hour';

export async function bench(script?: GraphScript, changes: Partial<OutboundConnector> = {}, options: RoomOptions = {}) {
  const graph: GraphDesk = await openGraph(script);
  let tokens = 0;
  const login = await openDesk(() => ({
    status: 200,
    json: { access_token: `${TOKEN}-${tokens++}`, token_type: 'Bearer', expires_in: 3600 },
  }));
  const room = await openRoom({
    ...options,
    secrets: { app: 'the-secret' },
    objects: [
      connector({
        name: 'Graph',
        service: 'microsoft365',
        route: { kind: 'graph', endpoint: graph.url, user: 'printer@ours.test' },
        auth: {
          kind: 'client-credentials',
          username: 'printer@ours.test',
          tokenEndpoint: login.url,
          clientId: 'app',
          scope: 'https://graph.microsoft.com/.default',
          proof: { kind: 'secret', secret: 'app', expiresAt: null },
        },
        ...changes,
      }),
    ],
  });
  return {
    graph,
    login,
    room,
    async [Symbol.asyncDispose]() {
      await room[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
      await login[Symbol.asyncDispose]();
    },
  };
}

export const scan = randomBytes(5_000_000);
export const small = randomBytes(30_000);

/** A scanner's mail: an HTML body with an inline picture, and a large PDF. */
export const large = (to = 'b@d.test'): QueuedMessage =>
  message(
    Buffer.from(
      [
        'From: =?utf-8?q?B=C3=BCro?= <a@ours.test>',
        `To: Bea <${to}>`,
        'Subject: =?utf-8?b?U2NhbiDDvA==?=',
        'Message-ID: <scan-1@ours.test>',
        'Reply-To: office@ours.test',
        'X-Scanner: Model 7',
        'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary="m"',
        '',
        '--m',
        'Content-Type: multipart/related; boundary="r"',
        '',
        '--r',
        'Content-Type: text/html; charset=iso-8859-1',
        'Content-Transfer-Encoding: quoted-printable',
        '',
        '<p>gr=FC=DFe</p><img src=3D"cid:logo">',
        '--r',
        'Content-Type: image/png; name="logo.png"',
        'Content-ID: <logo>',
        'Content-Disposition: inline',
        'Content-Transfer-Encoding: base64',
        '',
        small.toString('base64').replaceAll(/.{76}/gu, '$&\r\n'),
        '--r--',
        '--m',
        'Content-Type: application/pdf; name="scan.pdf"',
        'Content-Disposition: attachment; filename="scan.pdf"',
        'Content-Transfer-Encoding: base64',
        '',
        scan.toString('base64').replaceAll(/.{76}/gu, '$&\r\n'),
        '--m--',
        '',
      ].join('\r\n'),
    ),
  );
