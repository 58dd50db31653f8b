/** Devices, those that wait to be let in, and their list as a table. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { addressRange, anyAddress, displayText, label } from '../../directory/fields/values.ts';
import { deviceForms } from '../../directory/kinds/device.ts';
import { deviceStates } from '../../mail/device.ts';
import { languages } from '../../mail/names.ts';
import { changing, collection } from './collection.ts';
import { nextFields, warningFields } from './cures.ts';
import { problemForm } from './problems.ts';
import { helps, json, named, operation, reads } from './operation.ts';
import { nameParams, nextPage, organizationField, organizationQuery, pageFields, word } from './shared.ts';
import { strangerStates, waitingDevice } from './sightings.ts';
import { tableOperations } from './tables.ts';
import { views } from './views.ts';

export const devices = collection('device', deviceForms, {
  filter: {
    address: z
      .string()
      .max(bounds.admin.networkGiven)
      .optional()
      .meta({ description: 'Only those that are known by this address' }),
    state: z.enum(deviceStates).optional().meta({ description: 'How it does' }),
    profile: word.meta({ description: 'Only those with this profile of their own' }),
    network: addressRange
      .optional()
      .meta({ description: 'Only those that are known by, or were seen at, an address in it' }),
    connector: word.meta({ description: 'Only those that came last by this inbound connector' }),
    coveredBy: word.meta({ description: 'Only those whose address an inbound connector of this name, or id, covers' }),
    oldTls: z.enum(['true']).optional().meta({ description: 'Only those with TLS below 1.2' }),
    signsIn: z.enum(['true']).optional().meta({ description: 'Only those with a name and password' }),
  },
  created: nextFields,
  changed: nextFields,
  onChange: 'A new name is also put where outbound connectors name the device',
});

const tag = 'devices';

/** Said of every device that is let in. */
const approval = {
  place: displayText.optional(),
  owner: anyAddress.nullable().optional(),
  language: z.enum(languages).nullable().optional(),
  profile: label.optional(),
  connector: label.optional(),
  relay: z.boolean().optional(),
};

export const waitingDevices = {
  list: operation({
    id: 'listWaitingDevices',
    right: reads,
    method: 'GET',
    path: '/waiting-devices',
    tag,
    description:
      'Unknown devices of listed networks that were refused, the newest first; with all=true also ignored ones and those that were only seen',
    query: z.strictObject({
      organization: organizationField,
      all: z.enum(['true', 'false']).optional(),
      address: z
        .string()
        .max(bounds.admin.networkGiven)
        .optional()
        .meta({ description: 'Only the one of this address' }),
      network: addressRange.optional().meta({ description: 'Only those in this network' }),
      state: z.enum(strangerStates).optional().meta({ description: 'Only those; with it `all` says nothing' }),
      text: word.meta({ description: 'Only those whose address, greeting or software holds this, whatever the case' }),
      ...pageFields,
    }),
    answer: json(z.object({ items: z.array(named('WaitingDevice', waitingDevice)), next: nextPage })),
    problems: ['not-found', 'too-many-entries'],
  }),
  approve: operation({
    id: 'approveDevice',
    right: helps,
    method: 'POST',
    path: '/waiting-devices/:name/approve',
    tag,
    description:
      'By address, name of a device record, or the name a waiting device greets with: makes the record and, where it lacks that, the right to relay from its address alone',
    params: nameParams,
    query: organizationQuery,
    body: z.strictObject({ name: label.optional(), ...approval }),
    answer: json(
      z.object({
        item: views.device,
        connector: z.string().nullable(),
        done: z.array(z.string()),
        ...nextFields,
        ...warningFields,
      }),
    ),
    problems: [...changing, 'wrong-kind'],
  }),
  approveSeveral: operation({
    id: 'approveDevices',
    right: helps,
    method: 'POST',
    path: '/waiting-devices/approve',
    tag,
    description:
      'Several at once, each as by itself: those that are named, and those that wait, all or of a network. One that cannot be let in keeps no other out; its problem stands with it',
    query: organizationQuery,
    body: z.strictObject({
      devices: z.array(nameParams.shape.name).max(bounds.admin.approvedAtOnce).default([]),
      allWaiting: z.boolean().default(false),
      network: addressRange.optional().meta({ description: 'Those that wait in this network' }),
      name: label
        .optional()
        .meta({ description: 'What it is called, where only one is selected; of several it is not taken' }),
      ...approval,
      dryRun: z.boolean().default(false).meta({ description: 'Only what would be done' }),
    }),
    answer: json(
      z.object({
        items: z.array(
          z.object({
            asked: z.string(),
            outcome: z.enum(['approved', 'would-be-approved', 'refused']),
            name: z.string().nullable(),
            addresses: z.array(z.string()),
            profile: z.string().nullable(),
            connector: z.string().nullable().meta({ description: 'That gets the right to relay; null: none does' }),
            done: z.array(z.string()),
            ...nextFields,
            ...warningFields,
            problem: problemForm.nullable(),
          }),
        ),
        more: z.int().meta({ description: 'Others that wait and were too many for one request' }),
        applied: z.boolean(),
      }),
    ),
    problems: [...changing, 'nothing-selected'],
  }),
  ignore: operation({
    id: 'ignoreDevice',
    right: helps,
    method: 'POST',
    path: '/waiting-devices/:name/ignore',
    tag,
    params: nameParams,
    query: organizationQuery,
    answer: json(z.object({ address: z.string() })),
    problems: ['not-found', 'not-unique', 'which-organization'],
  }),
};

export const deviceTable = tableOperations(
  { plural: 'devices', path: '/device-csv', tag },
  'All of it as one change, or nothing. Devices that the file does not name stay. The column may_send is the whole of the right to send: it gives one, and takes one',
  nextFields,
);
