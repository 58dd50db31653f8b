/**
 * Tells people what the book says is to be told: one mail and a few posts for each organization, gathered, bounded by the hour. Told is
 * written after the mail was taken into the queue: a crash in between tells twice, rather than never.
 */
import { bounds } from '../base/bounds.ts';
import { type Clock, type Timer } from '../base/clock.ts';
import type { ObjectId } from '../base/id.ts';
import type { Log } from '../base/log.ts';
import { schemeAndHost, webhookSecret } from '../directory/alarm-webhook.ts';
import { subjectOfKey } from '../mail/alarm.ts';
import type { Organization, SecretName } from '../directory/objects.ts';
import { alarmAddressees, alarmsBehind } from '../policy/alarms/alarm-addresses.ts';
import {
  GATHER_MS,
  planTelling,
  type Telling,
  toldOrganization,
  waitBeforeTelling,
} from '../policy/alarms/alarm-telling.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import type { AlarmBook } from './book.ts';
import { type AlarmMailParts, sendAlarmMail } from './mail.ts';
import { postOnce, type Webhooks } from './webhook.ts';
import type { Step } from '../mail/step.ts';
import { step, withCure } from '../texts/step.ts';
import { mailSubject, mailText, testWords, webhookBody, webhookRest } from './words.ts';
import { sentencesOf } from '../texts/languages.ts';
import { toldCure } from '../texts/remedy.ts';
import type { Cure, Remedy } from '../mail/remedy.ts';
import { say } from '../texts/phrase.ts';
import { again, told, type Words } from '../texts/told.ts';

export interface TellerParts extends AlarmMailParts {
  readonly directory: LiveDirectory;
  readonly book: AlarmBook;
  readonly webhooks: Webhooks;
  /** Absent: addresses stand whole in the directory. */
  readonly readSecret?: (name: SecretName) => Promise<string | null>;
  readonly clock: Clock;
  readonly log: Log;
}

interface Told {
  readonly ok: boolean;
  readonly words: Words;
  readonly cure?: Cure | null;
}

/** A channel's answer to a test alarm. */
const answered = (channel: 'mail' | 'webhook', { ok, words, cure = null }: Told): Step =>
  step(channel, ok ? 'good' : 'bad', words, { cure });

const setWebhook = ({ name }: Organization): Remedy => ({ act: 'set-webhook-again', organization: name });

export class Teller {
  readonly #parts: TellerParts;
  /** Monotonic times of the tellings of the last hour. */
  readonly #told = new Map<ObjectId, number[]>();
  /** Posted, though the mail could not be sent yet: not posted again with the next try. */
  readonly #posted = new Set<string>();
  #timer: Timer | null = null;
  /** Monotonic: when it fires. */
  #timerAt = 0;
  #running: Promise<void> | null = null;
  readonly #closing = new AbortController();

  constructor(parts: TellerParts) {
    this.#parts = parts;
  }

  /** Something may be due: it is told when what comes with it has been gathered. */
  wake(delayMs = GATHER_MS): void {
    if (this.#closing.signal.aborted) return;
    const at = this.#parts.clock.monotonic() + delayMs;
    // One organization that has been told enough for this hour does not keep another one's news back.
    if (this.#timer !== null && this.#timerAt <= at) return;
    this.#timer?.cancel();
    this.#timerAt = at;
    this.#timer = this.#parts.clock.timer(delayMs, () => {
      this.#timer = null;
      // Alarms that came while the last telling was under way are told after it.
      if (this.#running !== null) this.wake();
      this.#running ??= this.#tellAll().finally(() => {
        this.#running = null;
      });
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#timer?.cancel();
    await this.#running;
  }

  /** To all channels of the organization, at once, whatever was told before. */
  async test(organization: Organization, actor: string): Promise<readonly Step[]> {
    const { clock, hostName } = this.#parts;
    const words = testWords(hostName, organization.name, actor, await sentencesOf(organization.language));
    const mailed = this.#mail(organization, words.subject, words.text).then(
      (told) => answered('mail', told),
      (error: unknown) => answered('mail', { ok: false, words: say`not taken: ${String(error)}` }),
    );
    if (organization.alarmWebhook === null)
      return [withDoubt(await mailed, organization, alarmsBehind(this.#parts.directory.current, organization))];
    const address = await this.#webhook(organization);
    if (address === null)
      return [
        await mailed,
        answered('webhook', { ok: false, words: say`its address cannot be read`, cure: setWebhook(organization) }),
      ];
    const { ok, words: said } = await postOnce(
      { url: address, publicHostsOnly: organization.publicHostsOnly },
      words.body,
      clock,
      this.#closing.signal,
    );
    return [await mailed, answered('webhook', { ok, words: say`${new URL(address).host} ${said}` })];
  }

  /** The whole address, for the host that is shown. null: there is none, or it cannot be read. */
  async #webhook({ id, alarmWebhook }: Organization): Promise<string | null> {
    if (alarmWebhook === null) return null;
    try {
      const sealed = (await this.#parts.readSecret?.(webhookSecret(id))) ?? null;
      if (sealed === null) return alarmWebhook;
      return schemeAndHost(sealed) === schemeAndHost(alarmWebhook) ? sealed : null;
    } catch {
      return null;
    }
  }

  async #tellAll(): Promise<void> {
    const { book, directory, log, clock } = this.#parts;
    const groups = Map.groupBy(book.due(), ({ entry }) =>
      toldOrganization(directory.current, entry.alarm.organizationId),
    );
    for (const id of this.#told.keys()) if (directory.current.get('organization', id) === null) this.#told.delete(id);
    for (const [id, tellings] of groups) {
      const organization = directory.current.get('organization', id);
      if (organization === null || this.#closing.signal.aborted) continue;
      const times = this.#told.get(organization.id) ?? [];
      const waitMs = waitBeforeTelling(times, clock.monotonic());
      if (waitMs > 0) {
        this.wake(waitMs);
        continue;
      }
      try {
        await this.#tell(organization, tellings);
        this.#told.set(organization.id, [...times, clock.monotonic()].slice(-bounds.policy.tellingsAnHour));
      } catch (error) {
        log.error({ error: String(error) }, 'alarms could not be told; it is tried again');
        this.wake();
      }
    }
  }

  async #tell(organization: Organization, tellings: readonly Telling[]): Promise<void> {
    const { webhooks, hostName, book, log } = this.#parts;
    const plan = planTelling(tellings);
    const { name } = organization;
    const address = await this.#webhook(organization);
    if (address === null && organization.alarmWebhook !== null)
      log.warn(
        { organization: name },
        `the address of the alarm webhook cannot be read: ${toldCure(setWebhook(organization)).cure}`,
      );
    if (address !== null) {
      const fresh = plan.full.filter((telling) => !this.#posted.has(postedKey(telling)));
      const place = { url: address, publicHostsOnly: organization.publicHostsOnly };
      for (const telling of fresh) webhooks.post(place, webhookBody(telling, hostName, name));
      if (plan.rest.length > 0 && fresh.length > 0) webhooks.post(place, webhookRest(plan.rest.length, hostName, name));
      // Bounded: only those of a telling that is not written yet, each at most once.
      for (const telling of fresh) this.#posted.add(postedKey(telling));
    }
    const sentences = await sentencesOf(organization.language);
    const {
      ok,
      words,
      cure = null,
    } = await this.#mail(organization, mailSubject(plan, sentences), mailText(plan, hostName, name, sentences));
    if (!ok)
      log.warn(
        { organization: name },
        `alarms were not mailed: ${told(words).text}${cure === null ? '' : `: ${toldCure(cure).cure}`}`,
      );
    book.told(tellings);
    for (const telling of plan.full) this.#posted.delete(postedKey(telling));
  }

  /** Rejects with StoreUnavailable. */
  async #mail(organization: Organization, subject: string, text: string): Promise<Told> {
    const { directory, book } = this.#parts;
    const held = book.list().filter(({ alarm }) => alarm.kind === 'upstream-held');
    const troubled = new Set(held.map(({ alarm }) => subjectOfKey(alarm) as ObjectId));
    const addressees = alarmAddressees(directory.current, organization, troubled);
    if (addressees.length === 0)
      return {
        ok: false,
        words: say`nobody is there to get them`,
        cure: { act: 'name-alarm-address', organization: organization.name },
      };
    const queueId = await sendAlarmMail(this.#parts, { organization, addressees, subject, text });
    const to = addressees.map(({ address }) => `${address.local}@${address.domain}`).join(', ');
    return { ok: true, words: say`queued for ${to} as ${queueId}` };
  }
}

function withDoubt(mailed: Step, { name }: Organization, upstreams: readonly string[]): Step {
  if (upstreams.length === 0) return mailed;
  const outcome = mailed.outcome === 'good' ? 'warning' : mailed.outcome;
  const words = say`${again(mailed)}; it goes by ${upstreams.join(', ')}, and waits with the rest when that is in trouble`;
  return withCure({ ...mailed, outcome, ...told(words) }, { act: 'add-alarm-webhook', organization: name });
}

const postedKey = ({ what, entry }: Telling): string => `${what} ${entry.alarm.stage} ${entry.alarm.key}`;
