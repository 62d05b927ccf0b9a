import { z } from 'zod';
import { assertInsiAllowed } from '../../../shared/domain/identity/status.ts';
import { errorFacts } from '../../../shared/errors.ts';
import type { OpenSession } from '../../session/session.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import type { InsiSearch } from './ask-insi.ts';
import { keepAnswer } from './insi-answer.ts';
import { boundsOfDay, localDay } from './local-day.ts';

interface InsiQueueOptions {
  /** Of a local day. */
  readonly maxPerDay: number;
  /** Between two patients. */
  readonly pauseMs: number;
  /** After a call without answer. */
  readonly retryMs: number;
}

interface InsiQueuePorts extends Omit<CommonPorts, 'session'>, InsiSearch {
  /** Session in force; null: nobody asks anything. */
  readonly current: () => OpenSession | null;
  readonly options: InsiQueueOptions;
  readonly report: (thrown: unknown) => void;
}

/** Refusals that are the patient's own: others behind are asked, this one is not asked again by itself. */
const OF_PATIENT = /^(?:TRAIT_|IDENTITY_|PATIENT_|INSI_BIRTH_DATE$|INSI_FAULT$)/;

const SETTING = 'insi.queue';
const countSchema = z.object({ day: z.string(), asked: z.int() });

/**
 * Asks INSi again for the patients that it did not answer for (« à qualifier »): those opened or expected today alone,
 * while a session is open, one at a time, a few a day; the first failure stops it for a while. It accepts nothing: the
 * answer waits for somebody. Never a batch over a base (insi/README 6).
 */
export class InsiQueue {
  readonly #ports: InsiQueuePorts;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> = Promise.resolve();
  #closed = false;
  /** Session in which a failure stopped it, and until when. */
  #stopped: { readonly session: OpenSession; readonly until: number } | null = null;

  constructor(ports: InsiQueuePorts) {
    this.#ports = ports;
  }

  start(): void {
    this.#later(this.#ports.options.pauseMs);
  }

  /** Waits for the call under way. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running;
  }

  #later(ms: number): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#turn()
        .catch((thrown: unknown) => this.#ports.report(thrown))
        .then(() => this.#later(this.#ports.options.pauseMs));
    }, ms);
    this.#timer.unref();
  }

  /** One patient at most. */
  async #turn(): Promise<void> {
    const { store, options, now } = this.#ports;
    const session = this.#ports.current();
    if (session === null) return;
    if (this.#stopped?.session === session && now().getTime() < this.#stopped.until) return;
    this.#stopped = null;
    const day = localDay(now());
    const counted = countSchema
      .nullable()
      .catch(null)
      .parse(await store.settings.get(SETTING));
    const asked = counted?.day === day ? counted.asked : 0;
    if (asked >= options.maxPerDay) return;
    const { from, to } = boundsOfDay(now());
    const next = (await store.worklists.toQualify(from, to)).find(({ why, answerId }) => why === 'queued' && answerId === null);
    if (next === undefined) return;
    await this.#ask(session, next.row.id, { day, asked: asked + 1 });
  }

  async #ask(session: OpenSession, patientId: string, count: z.infer<typeof countSchema>): Promise<void> {
    const { store, search, now } = this.#ports;
    const [patient, queued] = await Promise.all([store.patients.get(patientId), store.patients.queued(patientId)]);
    if (patient === null || queued === null) return;
    const counted = { kind: 'setting.set', name: SETTING, value: count } as const;
    try {
      assertInsiAllowed(patient);
      const answer = await search(session, patient);
      const at = now();
      const { record, changes } = await keepAnswer(this.#ports, patient, answer, { at, by: actorOf(session) });
      // Somebody may have asked, or changed the traits, meanwhile: this answer says nothing more.
      const still = await store.patients.queued(patientId);
      await store.commit({
        changes: [
          counted,
          ...changes,
          ...(still === null ? [] : [{ kind: 'insi.queue' as const, entry: { ...still, answerId: record.id } }]),
        ],
        audit: [
          act(session, at, {
            act: 'insi.asked-again',
            label: `INSi interrogé de nouveau : réponse ${answer.code}`,
            patientId,
            objectId: record.id,
            details: { code: answer.code },
          }),
        ],
      });
    } catch (thrown) {
      const { code } = errorFacts(thrown);
      const own = OF_PATIENT.test(code);
      if (!own) this.#stopped = { session, until: now().getTime() + this.#ports.options.retryMs };
      await store.commit({
        changes: [counted, ...(own ? [{ kind: 'insi.unqueue' as const, patientId }] : [])],
        audit: [
          act(session, now(), { act: 'insi.asked-again', label: 'INSi interrogé de nouveau, sans réponse', patientId, result: code }),
        ],
      });
    }
  }
}
