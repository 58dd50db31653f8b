/**
 * How an outbound connector signs in, as it is written: flat, so that one form serves the API, changes and files. Which fields belong to
 * which kind is `admin/changes/upstream-auth.ts`. By API the secrets themselves; in a file only references to the sealed ones.
 */
import { bounds } from '../../base/bounds.ts';
import { z } from 'zod';
import { webAddress } from '../fields/values.ts';

const secretText = z.string().min(1).max(bounds.config.secret);
const path = z.string().min(1).max(bounds.config.filePath);
/** Refresh tokens are longer than passwords. */
const refreshToken = z.string().min(1).max(bounds.config.refreshToken);

const fields = {
  /** Absent: a password, or what it was. */
  kind: z.enum(['password', 'client-credentials', 'delegated']),
  username: z.string().min(1).max(bounds.config.accountName),
  tokenEndpoint: webAddress,
  deviceEndpoint: webAddress.nullable(),
  clientId: z.string().min(1).max(bounds.config.accountName),
  scope: z.string().min(1).max(bounds.config.scope),
  /** Of the client secret, ms; null: not known. */
  secretExpiresAt: z.int().min(0).nullable(),
  /** Instead of a client secret. */
  certificateFile: path,
  keyFile: path,
};

export const upstreamAuth = z
  .strictObject({
    ...fields,
    password: secretText,
    /** Of the application; null: a public client (delegated only). */
    secret: secretText.nullable(),
    refreshToken,
  })
  .partial();
export type UpstreamAuthForm = z.output<typeof upstreamAuth>;

export const upstreamAuthEntry = z
  .strictObject({
    ...fields,
    /** `outbound:<connector>`: the password, the client secret, or the refresh token. */
    secret: z.string().max(bounds.config.accountName),
    /** `outbound:<connector>:client`, of a confidential client with a refresh token. */
    clientSecret: z.string().max(bounds.config.accountName).nullable(),
  })
  .partial()
  .extend({ username: fields.username });
export type UpstreamAuthEntry = z.output<typeof upstreamAuthEntry>;
