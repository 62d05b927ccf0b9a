import { openStore } from '../../../electron/store/open.ts';
import type { Change } from '../../../electron/store/types.ts';
import { act, AT, document, patient, paule, send } from '../../integration/store/samples.ts';

/**
 * Run by the crash test in a process that is killed: merges two records of many documents and undoes it, again and
 * again, and says the number of each commit once it was answered. Even numbers merge, odd ones undo.
 */
const DOCUMENTS = 60;
const [path = ''] = process.argv.slice(2);
const store = await openStore({ path, key: new Uint8Array(32).fill(5), journalKey: new Uint8Array(32).fill(9) });
const made = (await store.audit.head()).length;
if (made === 0) {
  const of = (n: number): Change[] => [
    { kind: 'document.save', document: document({ id: `d${n}`, patientId: 'p2' }) },
    { kind: 'send.save', send: send({ id: `s${n}`, documentId: `d${n}`, patientId: 'p2', state: 'sent', attempts: 1 }) },
    {
      kind: 'stay.set',
      stay: {
        patientId: 'p2',
        authority: 'H',
        visit: `V${n}`,
        ward: null,
        admittedAt: AT,
        dischargedAt: null,
        state: 'open',
        eventAt: null,
        updatedAt: AT,
      },
    },
    {
      kind: 'information.record',
      information: { patientId: 'p2', purpose: 'feeding', episode: 'e', state: 'informed', at: AT, by: paule, origin: 'person' },
    },
  ];
  await store.commit({
    changes: [
      { kind: 'patient.save', patient: patient() },
      { kind: 'patient.save', patient: patient({ id: 'p2', ipp: 'P000002', birthName: 'AUTRE', phone: '0612345678' }) },
      { kind: 'correspondents.set', patientId: 'p2', correspondents: [{ name: 'Dr A', address: null }] },
      ...Array.from({ length: DOCUMENTS }, (_, n) => of(n)).flat(),
    ],
    audit: [act()],
  });
}
const [last] = await store.patients.merges('p1');
let merged = last !== undefined && last.undoneAt === null;
for (let n = Math.max(made, 1); ; n += 1) {
  const mergeId = merged ? ((await store.patients.merges('p1'))[0]?.id ?? '') : `m${n}`;
  await store.commit({
    changes: [
      merged
        ? { kind: 'patient.unmerge', mergeId, at: AT }
        : {
            kind: 'patient.merge',
            merge: {
              id: mergeId,
              kept: 'p1',
              removed: 'p2',
              at: AT,
              by: paule,
              keptBefore: null,
              dropped: [],
              undoneAt: null,
              name: 'AUTRE',
              ipp: 'P000002',
            },
          },
    ],
    audit: [act({ details: { n } })],
  });
  merged = !merged;
  process.stdout.write(`${n}\n`);
}
