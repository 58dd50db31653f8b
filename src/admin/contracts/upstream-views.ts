/** The view of how an outbound connector signs in, and of its last test. */
import { z } from 'zod';

export const lastTestView = z.object({ at: z.number(), ok: z.boolean(), text: z.string() });

const oauthClient = { tokenEndpoint: z.string(), clientId: z.string(), scope: z.string() };

/** References to what is sealed, so that one sees that it is kept; never a value. */
export const upstreamSignInView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('password'), username: z.string(), passwordSecret: z.string() }),
  z.object({
    kind: z.literal('client-credentials'),
    username: z.string(),
    ...oauthClient,
    proof: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('secret'), secret: z.string(), expiresAt: z.number().nullable() }),
      z.object({ kind: z.literal('certificate'), certificateFile: z.string(), keyFile: z.string() }),
    ]),
  }),
  z.object({
    kind: z.literal('delegated'),
    username: z.string(),
    ...oauthClient,
    deviceEndpoint: z.string().nullable(),
    refreshSecret: z.string(),
    clientSecret: z.string().nullable(),
  }),
]);
