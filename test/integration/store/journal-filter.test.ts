import { describe, expect, it } from 'vitest';
import type { AuditEntry, JournalFilter } from '../../../shared/domain/record/audit.ts';
import type { Store } from '../../../electron/store/types.ts';
import { memoryStore } from '../../setup/memory-store.ts';
import { records } from './fixture.ts';
import { act, document, later, send } from './samples.ts';

const LUC = { idNat: '899900000025', name: 'Dr Luc MARTIN' };
const ACTS: readonly Partial<AuditEntry>[] = [
  { act: 'patient.opened', label: 'Dossier ouvert', patientId: 'p1', at: later(1) },
  { act: 'document.added', label: 'Document ajouté', patientId: 'p1', objectId: 'd1', at: later(2) },
  { act: 'mss.sent', label: 'Document envoyé', patientId: 'p1', objectId: 's1', at: later(3), actor: LUC },
  { act: 'patient.opened', label: 'Dossier ouvert', patientId: 'p2', at: later(4), actor: LUC },
  { act: 'settings.saved', label: 'Réglages modifiés', patientId: null, objectId: null, at: later(5), actor: null },
];

describe('the journal, filtered', () => {
  const written = async (acts: readonly Partial<AuditEntry>[] = ACTS): Promise<Store> => {
    const store = memoryStore();
    await store.commit({
      changes: [
        ...records({ birthName: 'ABEL' }, { birthName: 'ZOLA' }),
        { kind: 'document.save', document: document() },
        { kind: 'send.save', send: send({ channel: 'mss', recipient: 'luc@x.mssante.fr' }) },
      ],
      audit: acts.map((changed) => act({ patientId: null, objectId: null, ...changed })),
    });
    return store;
  };
  const found = async (filter: JournalFilter) => {
    const { entries } = await (await written()).audit.page({ before: null, limit: 10, ...filter });
    return entries.map(({ index }) => index);
  };

  it.each<readonly [string, JournalFilter, readonly number[]]>([
    ['nothing', {}, [5, 4, 3, 2, 1]],
    ['a patient', { patientId: 'p1' }, [3, 2, 1]],
    ['a person', { actor: LUC.idNat }, [4, 3]],
    ['an act', { act: 'patient.opened' }, [4, 1]],
    ['a period, its end left out', { since: later(2), until: later(4) }, [3, 2]],
    ['all of them', { patientId: 'p1', actor: LUC.idNat, act: 'mss.sent', since: later(3), until: later(4) }, [3]],
    ['nobody', { actor: 'nobody' }, []],
  ])('by %s keeps those acts alone, latest first', async (_what, filter, expected) => {
    expect(await found(filter)).toEqual(expected);
  });

  it('says of what: the title of the document, of the send’s too, and where that went', async () => {
    const { entries } = await (await written()).audit.page({ before: null, limit: 10 });
    const title = document().form.title;
    expect(entries.map(({ about }) => about)).toEqual([
      null,
      null,
      { title, recipient: 'luc@x.mssante.fr' },
      { title, recipient: null },
      null,
    ]);
  });

  it('goes on where it stopped, however few a filter keeps, and to the first act', async () => {
    const many = Array.from({ length: 45_000 }, (_, n) => ({ act: n === 10 || n === 44_000 ? 'rare.act' : 'usual.act', at: later(n) }));
    const store = await written(many);
    const kept: number[] = [];
    let pages = 0;
    for (let before: number | null = null, end = false; !end; pages += 1) {
      const { entries, next } = await store.audit.page({ before, limit: 10, act: 'rare.act' });
      kept.push(...entries.map(({ index }) => index));
      before = next;
      end = next === null;
    }
    expect([kept, pages]).toEqual([[44_001, 11], 3]);
    const { next } = await store.audit.page({ before: 11, limit: 10 });
    expect(next).toBeNull();
  });

  it('offers whom and what there is to choose from, each once', async () => {
    const { actors, acts } = await (await written()).audit.facets();
    expect(actors.map(({ name }) => name)).toEqual([...new Set([act().actor?.name, LUC.name])].toSorted());
    expect(acts.map(({ label }) => label)).toEqual(['Document ajouté', 'Document envoyé', 'Dossier ouvert', 'Réglages modifiés']);
  });
});
