import { openStore } from '../../../electron/store/open.ts';
import { act, document, patient, send } from '../../integration/store/samples.ts';

/**
 * Run by the crash test in a process that is killed: commits patients one after the other, each with a document, its
 * bytes, a send and a trace, and says the number of each commit once it was answered.
 */
const [path = '', from = '0'] = process.argv.slice(2);
const store = await openStore({ path, key: new Uint8Array(32).fill(5), journalKey: new Uint8Array(32).fill(9) });
for (let n = Number(from); ; n += 1) {
  const id = `p${n}`;
  await store.commit({
    changes: [
      { kind: 'patient.save', patient: patient({ id, ipp: `P${String(n).padStart(6, '0')}` }) },
      { kind: 'document.save', document: document({ id: `d${n}`, patientId: id }) },
      { kind: 'document.content', documentId: `d${n}`, content: 'pdf', bytes: new Uint8Array(40_000).fill(n % 256) },
      { kind: 'send.save', send: send({ id: `s${n}`, documentId: `d${n}`, patientId: id, state: 'sending' }) },
    ],
    audit: [act({ patientId: id, details: { n } })],
  });
  process.stdout.write(`${n}\n`);
}
