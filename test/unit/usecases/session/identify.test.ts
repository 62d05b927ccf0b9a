import { beforeEach, describe, expect, it } from 'vitest';
import type { DeclaredIdentity } from '../../../../electron/session/professional.ts';
import type { Unnamed } from '../../../../electron/session/session.ts';
import { identify, sessionPeople, type IdentifyPorts } from '../../../../electron/usecases/session/identify.ts';
import type { AuditEntry } from '../../../../shared/domain/record/audit.ts';
import { fail } from '../../../../shared/errors.ts';
import { memoryStore } from '../../../setup/memory-store.ts';
import { presentCard } from '../../../setup/public-card.ts';

const PORT = { index: 1, structureIdNat: '499900000017001', structureName: 'Cabinet du Port', sector: 'SA07' };
const AT = '2026-11-21T09:00:00.000Z';

describe('somebody under a card that names nobody', () => {
  let store: ReturnType<typeof memoryStore>;
  let waiting: Unnamed | null;
  let opened: DeclaredIdentity[];
  let told: AuditEntry[];
  let ports: IdentifyPorts;
  const say = (id: string, code: string, newCode: string | null = null) => identify(ports)({ id, code, newCode });
  const triesOf = async (id: string) => (await store.people.withCode(id))?.person.triesLeft;

  beforeEach(async () => {
    store = memoryStore();
    waiting = { card: presentCard('A'), situation: PORT, at: new Date(AT) };
    [opened, told] = [[], []];
    ports = {
      session: {
        get unnamed() {
          return waiting;
        },
        identify: (asked, declared) => {
          if (asked !== waiting) throw fail('SESSION_CLOSED');
          opened.push(declared);
        },
      },
      store,
      trace: { add: (entry) => void told.push(entry) },
      now: () => new Date(AT),
      // As fast as the comparison is slow in earnest.
      hashCode: (code) => Promise.resolve(`hash of ${code}`),
      isCode: (code, hash) => Promise.resolve(hash === `hash of ${code}`),
    };
    const declare = (id: string, structure: string, family: string, given: string) =>
      ({ kind: 'person.declare', person: { id, structure, family, given, declaredAt: AT }, codeHash: 'hash of 111111' }) as const;
    await store.commit({
      changes: [
        declare('camille', PORT.structureIdNat, 'FABRE', 'Camille'),
        declare('sacha', PORT.structureIdNat, 'ROUX', 'Sacha'),
        declare('elsewhere', '10B0999997', 'PERRIN', 'Noé'),
        { kind: 'person.code', id: 'camille', codeHash: 'hash of 482915', first: false },
      ],
      audit: [],
    });
  });

  it('is one of those whom its structure declared, who are shown once the PIN is right alone', async () => {
    expect(await sessionPeople(ports)()).toEqual([
      { id: 'camille', name: 'Camille FABRE', blocked: false },
      { id: 'sacha', name: 'Sacha ROUX', blocked: false },
    ]);
    waiting = null;
    expect(await sessionPeople(ports)()).toEqual([]);
  });

  it('opens the session under their own name and identifier with their code (R-143)', async () => {
    await say('camille', '482915');
    expect(opened).toEqual([{ idNat: '499900000017001/camille', family: 'FABRE', given: 'Camille' }]);
    expect(told).toEqual([]);
  });

  it('has five tries, each said, counted before the code is compared, then none whatever the code', async () => {
    ports = { ...ports, isCode: () => Promise.reject(new Error('stopped here')) };
    await expect(say('camille', '482915')).rejects.toThrow('stopped here');
    expect(await triesOf('camille')).toBe(4);
    ports = { ...ports, isCode: () => Promise.resolve(false) };
    for (const left of ['3 essais', '2 essais', 'un essai'])
      await expect(say('camille', '000000')).rejects.toMatchObject({ code: 'CODE_WRONG', message: expect.stringContaining(left) });
    await expect(say('camille', '000000')).rejects.toMatchObject({ code: 'CODE_BLOCKED' });
    ports = { ...ports, isCode: () => Promise.resolve(true) };
    await expect(say('camille', '482915')).rejects.toMatchObject({ code: 'CODE_BLOCKED' });
    expect([opened, await triesOf('camille')]).toEqual([[], 0]);
    expect(await sessionPeople(ports)()).toContainEqual({ id: 'camille', name: 'Camille FABRE', blocked: true });
    expect(told.map(({ actor, act, result, details }) => [actor?.name, act, result, details['triesLeft']])).toEqual([
      ['Camille FABRE', 'session.refused', 'CODE_WRONG', 3],
      ['Camille FABRE', 'session.refused', 'CODE_WRONG', 2],
      ['Camille FABRE', 'session.refused', 'CODE_WRONG', 1],
      ['Camille FABRE', 'session.refused', 'CODE_BLOCKED', 0],
      ['Camille FABRE', 'session.refused', 'CODE_BLOCKED', 0],
    ]);
  });

  it('cannot try more by trying at once', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 12 }, () => say('camille', '000000')));
    expect(answers.every(({ status }) => status === 'rejected')).toBe(true);
    expect(await triesOf('camille')).toBe(0);
    expect(told.filter(({ result }) => result === 'CODE_WRONG').length).toBeLessThanOrEqual(4);
  });

  it('has every try again after the right code', async () => {
    await expect(say('camille', '000000')).rejects.toMatchObject({ code: 'CODE_WRONG' });
    await say('camille', '482915');
    expect(await triesOf('camille')).toBe(5);
  });

  it('changes a first code before it opens anything', async () => {
    await expect(say('sacha', '111111')).rejects.toMatchObject({ code: 'CODE_FIRST' });
    await expect(say('sacha', '111111', '12345')).rejects.toMatchObject({ code: 'CODE_SHORT' });
    await expect(say('sacha', '111111', '111111')).rejects.toMatchObject({ code: 'CODE_SAME' });
    expect([opened, await triesOf('sacha')]).toEqual([[], 5]);
    await expect(say('sacha', '000000', '222222')).rejects.toMatchObject({ code: 'CODE_WRONG' });
    await say('sacha', '111111', '222222');
    expect(opened).toHaveLength(1);
    await expect(say('sacha', '111111')).rejects.toMatchObject({ code: 'CODE_WRONG' });
    await say('sacha', '222222');
    expect(opened).toHaveLength(2);
  });

  it('has no try counted, nor any code compared, when the store cannot write it down', async () => {
    const broken = { ...store, commit: () => Promise.reject(fail('STORE_FULL')) };
    ports = { ...ports, store: broken, isCode: () => Promise.reject(new Error('compared')) };
    await expect(say('camille', '482915')).rejects.toMatchObject({ code: 'STORE_FULL' });
    ports = { ...ports, store: { ...store, commit: () => Promise.reject(new TypeError('x')) } };
    await expect(say('camille', '482915')).rejects.toThrow(TypeError);
    expect([told, opened]).toEqual([[], []]);
  });

  it('does not change their own code by the way', async () => {
    await say('camille', '482915', '333333');
    await expect(say('camille', '333333')).rejects.toMatchObject({ code: 'CODE_WRONG' });
  });

  it.each([
    ['another structure declared', 'elsewhere', '111111'],
    ['nobody declared', 'unknown', '111111'],
  ])('is not who %s', async (_what, id, code) => {
    await expect(say(id, code)).rejects.toMatchObject({ code: 'PERSON_UNKNOWN' });
    expect(opened).toEqual([]);
  });

  it('is not who was withdrawn', async () => {
    await store.commit({ changes: [{ kind: 'person.withdraw', id: 'camille', at: AT }], audit: [] });
    await expect(say('camille', '482915')).rejects.toMatchObject({ code: 'PERSON_UNKNOWN' });
    expect(await sessionPeople(ports)()).toEqual([{ id: 'sacha', name: 'Sacha ROUX', blocked: false }]);
  });

  it('opens nothing once the card has left, or another came, while the code was compared', async () => {
    ports = {
      ...ports,
      isCode: () => {
        waiting = { ...(waiting ?? { card: presentCard('B'), situation: PORT, at: new Date(AT) }) };
        return Promise.resolve(true);
      },
    };
    await expect(say('camille', '482915')).rejects.toMatchObject({ code: 'SESSION_CLOSED' });
    waiting = null;
    await expect(say('camille', '482915')).rejects.toMatchObject({ code: 'SESSION_CLOSED' });
    expect(opened).toEqual([]);
  });
});
