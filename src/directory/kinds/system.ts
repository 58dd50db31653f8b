import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import { type Identified, type Limited } from '../fields/forms.ts';
import { limitPatch } from '../fields/values.ts';

export const systemPatch = z
  .strictObject({
    limits: limitPatch('system'),
    /** Name of an organization. */
    defaultOrganization: z.string().max(bounds.config.name).nullable(),
    captureOutbound: z.boolean(),
  })
  .partial();

/** System-wide settings that are business, not process: one object. */
export interface SystemSettings extends Identified<'system'>, Limited {
  /** The organization an administrator's command means when it names none. */
  readonly defaultOrganizationId: ObjectId | null;
  /** Evaluation mode: mail for outside is captured instead of sent. */
  readonly captureOutbound: boolean;
}
